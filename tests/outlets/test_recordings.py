"""Recorded pages (markup true, text invented) are read as labelled by hand."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from newsspider.items import Article, LinkKind, Rejection
from newsspider.outlets import OUTLETS
from newsspider.outlets.generic.rendering import ANY_TEXT
from newsspider.outlets.outlet import Outlet
from tests.outlets import truth as truths

PAGES = Path(__file__).resolve().parents[1] / "pages"
FOLDERS = {folder.name: folder for folder in sorted(PAGES.glob("*/*")) if folder.is_dir()}
"""Pages of an outlet are in a folder with its name."""
TRUTHS = {name: truths.truth_of(folder, "expected.json") for name, folder in FOLDERS.items()}
STORIES = [name for name, truth in TRUTHS.items() if not truth.get("rejection")]
OTHERS = [name for name, truth in TRUTHS.items() if truth.get("rejection")]
GROUPS = {
    "identity": ("url", "site_id"),
    "head": ("headline", "lead", "topic", "section"),
    "people": ("authors", "editors"),
    "times": ("published_at", "modified_at"),
    "origin": ("source", "dateline", "signature"),
    "tags": ("tags",),
    "captions": ("captions",),
    "baca juga": ("baca_juga",),
    "form": ("pages", "premium", "summary"),
}

story = pytest.mark.parametrize("name", STORIES)


def outlet_of(name: str) -> Outlet:
    return OUTLETS[FOLDERS[name].parent.name]


@cache
def article_of(name: str) -> Article:
    """The recorded page, read and cleaned."""
    outcome = truths.read_page(FOLDERS[name], TRUTHS[name]["address"], outlet_of(name))
    assert isinstance(outcome, Article), f"{name}: expected an article, found {outcome!r}"
    return outcome


@pytest.mark.parametrize("name", FOLDERS)
def test_each_recording_is_confirmed(name: str) -> None:
    """`scrapy record` writes `"confirmed": false`."""
    assert TRUTHS[name].get("confirmed", True) is True, (
        f"no person has confirmed {FOLDERS[name].relative_to(PAGES)}: compare its expected.json with the page as a "
        "browser shows it, correct it, and set confirmed to true"
    )


@story
@pytest.mark.parametrize("group", GROUPS)
def test_fields_are_as_labelled(name: str, group: str) -> None:
    wrong = truths.differences(TRUTHS[name], article_of(name), GROUPS[group])
    assert not wrong, "\n".join(["", *wrong])


@story
def test_blocks_are_as_labelled_and_in_order(name: str) -> None:
    wrong = truths.block_differences(TRUTHS[name], article_of(name))
    assert not wrong, "\n".join(["", *wrong])


@story
def test_links_of_the_boxes_are_complete(name: str) -> None:
    """A box headed "Berita Terkait" may be filed as related or as recommendation; its links are certain."""
    wanted, found = TRUTHS[name], truths.labelled(article_of(name))
    boxes = [link for kind in ("recommendation", "related") for link in wanted[kind]]
    read = [link for kind in ("recommendation", "related") for link in _list(found[kind])]
    assert read == boxes


@story
def test_links_are_absolute_and_lead_elsewhere(name: str) -> None:
    article = article_of(name)
    addresses = [
        link.url for link in article.links if link.url is not None and link.kind != LinkKind.PAGINATION
    ]
    assert [
        url for url in addresses if not url.startswith(("https://", "http://")) or url == article.url
    ] == []


@story
def test_no_boilerplate_line_stands_in_the_text(name: str) -> None:
    assert truths.standing_boilerplate(TRUTHS[name], article_of(name)) == []


@story
def test_each_line_cut_is_kept_with_a_rule(name: str) -> None:
    removed = article_of(name).removed
    unnamed = [cut.text for cut in removed if not re.fullmatch(r"[a-z][a-z0-9_.:#-]*", cut.rule)]
    assert not unnamed, f"expected a rule's name with each removed line, found none for {unnamed}"
    kept = " \n ".join(re.sub(r"\s+", " ", cut.text).strip() for cut in removed)
    lost = [line for line in TRUTHS[name]["removed"] if line not in kept]
    assert not lost, f"cut in silence: {lost}; kept as removed: {[cut.text for cut in removed]}"


@pytest.mark.parametrize("name", OTHERS)
def test_other_pages_are_rejected_and_kept(name: str) -> None:
    outcome = truths.read_page(FOLDERS[name], TRUTHS[name]["url"])
    hint = TRUTHS[name]["reason_hint"]
    assert isinstance(outcome, Rejection), f"{hint}: expected a rejection, found {outcome!r}"
    assert outcome.reason.isidentifier(), f"expected a reason in one word, found {outcome.reason!r}"
    assert outcome.detail, f"expected a sentence that explains {outcome.reason}"
    assert outcome.body == truths.page_of(FOLDERS[name])


@pytest.mark.parametrize("outlet", OUTLETS.values(), ids=OUTLETS)
def test_every_layout_has_a_recording(outlet: Outlet) -> None:
    known = {layout.name for layout in outlet.layouts}
    if outlet.text_layout not in (None, ANY_TEXT):
        known.add(outlet.text_layout.name)
    missing = known - {article_of(name).layout for name in STORIES if outlet_of(name) is outlet}
    assert not missing, (
        f"no recording is read by {sorted(missing)}: record such a page (scrapy record FILE --url ADDRESS), "
        "correct its expected.json, and run this test again"
    )


def test_texts_of_several_outlets_are_recorded() -> None:
    """`AnyText` is the text layout of every outlet without one of its own."""
    read = {outlet_of(name).name for name in STORIES if article_of(name).layout == ANY_TEXT.name}
    assert len(read) > 2


def _list(value: object) -> list[object]:
    assert isinstance(value, list)
    return value
