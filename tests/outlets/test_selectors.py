"""Selectors of layouts take linear time: the parser looks at all siblings for each of some kinds, and cannot be
interrupted. 45,000 siblings held it for ten seconds."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from newsspider.outlets.pages.page import MOST_SIBLINGS, Page

OUTLETS = Path(__file__).resolve().parents[2] / "newsspider" / "outlets"
SLOW = re.compile(r":nth-last-|contains\('[^']*'\)+ > (?![\w.-]+:first-of-type)")


@pytest.mark.parametrize("path", sorted(OUTLETS.rglob("*.py")), ids=lambda path: path.name)
def test_no_selector_compares_all_siblings(path: Path) -> None:
    assert SLOW.findall(path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    ("selector", "slow"),
    [
        (".pagination li:nth-last-child(2)", True),
        (".pagination li:has(+ :last-child)", False),
        ("#article :not(:lexbor-contains('Diperbarui')) > time", True),
        ("#article :lexbor-contains('Tayang') > time:first-of-type", False),
    ],
)
def test_slow_selector_is_found(selector: str, slow: bool) -> None:
    assert (SLOW.search(selector) is not None) == slow


@pytest.mark.parametrize(("paragraphs", "found"), [(500, 500), (MOST_SIBLINGS, 0)])
def test_siblings_are_looked_for_on_usual_pages(paragraphs: int, found: int) -> None:
    page = Page(f"<html><body><h1>Kopi</h1>{'<p>Kopi</p>' * paragraphs}</body></html>", None)
    assert len(page.css("h1 ~ p")) == found
    assert (page.first("h1 ~ p") is None) == (found == 0)
