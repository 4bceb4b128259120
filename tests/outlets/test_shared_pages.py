"""Tests against labelled real Tribunnews pages beside the project."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from newsspider.items import Article
from tests.outlets import truth as truths

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "pages" / "tribunnews"
FOLDERS = {path.parent.name: path.parent for path in sorted(SHARED.glob("*/gold.json"))}
FIELDS = (
    "headline",
    "authors",
    "editors",
    "published_at",
    "modified_at",
    "section",
    "tags",
    "source",
    "dateline",
    "signature",
    "captions",
    "baca_juga",
    "recommendation",
    "pages",
)

pytestmark = pytest.mark.skipif(
    not FOLDERS, reason="no labelled real pages in ../shared/pages/tribunnews beside the project"
)
real_page = pytest.mark.parametrize("name", FOLDERS)


@cache
def article_of(name: str) -> Article:
    """The real page, read and cleaned."""
    outcome = truths.read_page(FOLDERS[name], truths.truth_of(FOLDERS[name], "gold.json")["url"])
    assert isinstance(outcome, Article), f"{name}: expected an article, found {outcome!r}"
    return outcome


@real_page
@pytest.mark.parametrize("field", FIELDS)
def test_field_is_as_labelled(name: str, field: str) -> None:
    wrong = truths.differences(truths.truth_of(FOLDERS[name], "gold.json"), article_of(name), (field,))
    assert not wrong, "\n".join(["", *wrong])


@real_page
def test_blocks_are_as_labelled_and_in_order(name: str) -> None:
    wrong = truths.block_differences(truths.truth_of(FOLDERS[name], "gold.json"), article_of(name))
    assert not wrong, "\n".join(["", *wrong])


@real_page
def test_no_boilerplate_line_is_in_the_text(name: str) -> None:
    assert truths.standing_boilerplate(truths.truth_of(FOLDERS[name], "gold.json"), article_of(name)) == []
