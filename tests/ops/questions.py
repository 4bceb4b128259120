"""Questions of docs/questions.md and their answers. `python -m tests.ops.questions DATABASE` renews the answers."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from typing import Any

import psycopg

from tests.running.crawling import ROOT

DOCUMENT = ROOT / "docs/questions.md"
QUESTION = re.compile(
    r"^## (?P<number>\d+)\. (?P<title>.+)\n\n```sql\n(?P<sql>[^`]+)```\n(?:\n```\n(?P<answer>[^`]*)```\n)?",
    re.M,
)


@dataclass(frozen=True, kw_only=True)
class Question:
    """A question, and the answer that the document has: a table whose first line names the columns."""

    number: int
    title: str
    sql: str
    answer: str

    @property
    def columns(self) -> list[str]:
        return self.answer.split("\n", 1)[0].split()


def questions() -> list[Question]:
    text = DOCUMENT.read_text("utf-8")
    return [
        Question(
            number=int(found["number"]), title=found["title"], sql=found["sql"], answer=found["answer"] or ""
        )
        for found in QUESTION.finditer(text)
    ]


def answer(connection: psycopg.Connection[Any], sql: str) -> tuple[list[str], list[list[str]]]:
    """The columns and the rows, as texts."""
    cursor = connection.execute(sql.encode())
    names = [column.name for column in cursor.description or ()]
    return names, [["" if value is None else str(value) for value in row] for row in cursor]


def as_table(names: list[str], rows: list[list[str]]) -> str:
    widths = [max(len(row[place]) for row in (names, *rows)) for place in range(len(names))]
    lines = (
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        for row in (names, *rows)
    )
    return "\n".join(line.rstrip() for line in lines) + "\n"


def main() -> None:
    with psycopg.connect(sys.argv[1]) as connection:
        text = QUESTION.sub(
            lambda found: (
                f"## {found['number']}. {found['title']}\n\n```sql\n{found['sql']}```\n\n"
                f"```\n{as_table(*answer(connection, found['sql']))}```\n"
            ),
            DOCUMENT.read_text("utf-8"),
        )
    DOCUMENT.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
