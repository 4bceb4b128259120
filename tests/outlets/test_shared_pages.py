"""Tests against labelled real pages beside the project, of every outlet with layouts of its own."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from newsspider.items import Article
from newsspider.outlets import OUTLETS
from newsspider.urls import tidy
from tests.outlets import truth as truths

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "pages"
READ = "antara okezone republika kompas detik liputan6 merdeka kapanlagi fimela".split()
OUTLET_OF = {"tribunnews": OUTLETS["tribun"]} | {name: OUTLETS[name] for name in READ}
"""Outlet of each folder of pages."""
ADDRESSES = {"antara_2016_otomotif_aspira": "http://otomotif.antaranews.com/berita/546646/prototype"}
"""Addresses of pages whose label has none."""
FOLDERS = {
    path.parent.name: path.parent
    for folder in OUTLET_OF
    for path in sorted(SHARED.glob(f"{folder}/*/gold.json"))
}
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
    not FOLDERS, reason="no labelled real pages in ../shared/pages beside the project"
)
real_page = pytest.mark.parametrize("name", FOLDERS)


@cache
def label_of(name: str) -> truths.Truth:
    """The label of a page; its links without tracking parameters, which are no part of our addresses."""
    label = truths.truth_of(FOLDERS[name], "gold.json")
    links = {
        field: [link | {"url": link["url"] and tidy(link["url"])} for link in label[field]]
        for field in ("baca_juga", "recommendation")
    }
    return {**label, **links}


@cache
def article_of(name: str) -> Article:
    """The real page, read and cleaned."""
    folder = FOLDERS[name]
    outlet = OUTLET_OF[folder.parent.name]
    outcome = truths.read_page(folder, ADDRESSES.get(name) or label_of(name)["url"], outlet)
    assert isinstance(outcome, Article), f"{name}: expected an article, found {outcome!r}"
    return outcome


@real_page
@pytest.mark.parametrize("field", FIELDS)
def test_field_is_as_labelled(name: str, field: str) -> None:
    wrong = truths.differences(label_of(name), article_of(name), (field,))
    assert not wrong, "\n".join(["", *wrong])


@real_page
def test_blocks_are_as_labelled_and_in_order(name: str) -> None:
    wrong = truths.block_differences(label_of(name), article_of(name))
    assert not wrong, "\n".join(["", *wrong])


@real_page
def test_no_boilerplate_line_is_in_the_text(name: str) -> None:
    assert truths.standing_boilerplate(label_of(name), article_of(name)) == []
