"""Twenty questions of docs/questions.md, asked as an analyst; the data dictionary; the notebook."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import psycopg
import pytest

from newsspider.exports.export import Export
from newsspider.exports.tables import TABLES
from newsspider.store.contract import dictionary
from newsspider.store.reports.exporting import ExportQuery
from tests.ops.conftest import as_role
from tests.ops.questions import Question, answer, as_table, questions
from tests.running.crawling import ROOT

NOTEBOOK = ROOT / "docs/stories.ipynb"
EMPTY = {10, 14}
"""Questions that may have no answer on a small night."""


@pytest.mark.parametrize("question", questions(), ids=lambda each: str(each.number))
def test_question_has_the_documented_columns(night: str, question: Question) -> None:
    with psycopg.connect(as_role(night, "newsspider_analyst")) as connection:
        names, found = answer(connection, question.sql)
    assert names == question.columns
    assert found or question.number in EMPTY
    assert as_table(names, found).count("\n") == len(found) + 1


def test_there_are_twenty_questions() -> None:
    assert [question.number for question in questions()] == list(range(1, 21))


def test_figures_of_the_demo_agree() -> None:
    """Answers and export are of one demo. The README's is of another hour, which moves a few stories."""
    export = (ROOT / "docs/export.md").read_text("utf-8")
    exported = int(re.findall(r"^  story +(\d+)  rows", export, re.M)[0])
    answers = {question.number: question.answer.split() for question in questions()}
    assert int(answers[1][answers[1].index("tribun") + 1]) == exported
    assert sum(map(int, answers[2][4::3])) == exported
    readme = (ROOT / "README.md").read_text("utf-8")
    assert abs(int(re.findall(r"^  stored +(\d+)  new articles", readme, re.M)[0]) - exported) <= 5


def test_data_dictionary_is_current(database: str) -> None:
    """Case D11: the dictionary and its picture are made of the comments."""
    assert dictionary(database) == (ROOT / "docs/data.md").read_text("utf-8"), (
        "a view came or changed: python -m newsspider.store.contract data > docs/data.md"
    )


def test_every_view_of_the_data_is_exported_and_commented(database: str) -> None:
    document = dictionary(database)
    assert {line.removeprefix("## data.") for line in document.splitlines() if line.startswith("## ")} == {
        *TABLES
    }
    assert "| None |" not in document
    assert "\nNone\n" not in document


def test_notebook_runs_from_top_to_bottom(
    night: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its cells, over an export in the folder that it names; no cell prints an error."""
    monkeypatch.chdir(tmp_path)
    Export(
        conninfo=night,
        wanted=ExportQuery(),
        file_format="parquet",
        tables=TABLES,
        say=lambda _done, _of: None,
    ).to_folder(Path("data/stories"))
    cells = json.loads(NOTEBOOK.read_text("utf-8"))["cells"]
    code = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    names: dict[str, Any] = {}
    for source in code:
        exec(compile(source, str(NOTEBOOK), "exec"), names)
    assert len(names["stories"]) == len(names["by_duckdb"]) > 50
    assert names["edges"]["links"].sum() > 0
