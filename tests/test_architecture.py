"""docs/architecture.md names files and code that exist."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
ANSWERS = re.findall(
    r"^\| ([^|]+\?) \| \[[^|]+\]\(\.\./([^)]+)\) \| `([^`]+)` \|$",
    (ROOT / "docs/architecture.md").read_text("utf-8"),
    re.M,
)


def test_at_least_thirty_questions_are_answered() -> None:
    assert len({question for question, _, _ in ANSWERS}) >= 30


@pytest.mark.parametrize(("question", "file", "name"), ANSWERS)
def test_answer_names_a_file_that_holds_the_name(question: str, file: str, name: str) -> None:
    path = ROOT / file
    assert path.is_file(), f"{question} expected {file} to be a file"
    assert re.search(rf"\b{re.escape(name)}\b", path.read_text("utf-8")), f"{file} does not hold {name}"
