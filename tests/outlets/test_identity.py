"""Is the address a page claims for its story believed when it can be true, and only then?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsspider.outlets import OUTLETS
from newsspider.outlets.identity import number_of, same_story
from newsspider.outlets.page import Page

TRIBUN = OUTLETS["tribun"]
SITE = "https://www.tribunnews.com"
DATED, NUMBERED = f"{SITE}/nasional/2026/07/24/panen-kopi", f"{SITE}/nasional/7858656/panen-kopi"


def address(fetched: str | None, stated: str, number: str = "") -> str:
    html = f'<html><head><link rel="canonical" href="{stated}"></head><body><p>x</p></body></html>'
    return TRIBUN.story_url(Page(html, fetched), number or None)


@pytest.mark.parametrize(
    ("fetched", "stated", "number"),
    [
        (DATED, NUMBERED, ""),  # the same slug in both grammars
        (NUMBERED, DATED, ""),
        (f"{SITE}/nasional/7858656/judul-lama", NUMBERED, ""),  # the same number, another slug
        (f"{SITE}/nasional/2026/07/24/judul-lama-2", NUMBERED, "7858656"),  # the number the page says it has
        (f"https://m.tribunnews.com/amp{DATED.removeprefix(SITE)}?page=2", DATED, ""),
        (None, NUMBERED, ""),
    ],
)
def test_both_grammars_of_a_story_lead_to_the_address_it_claims(
    fetched: str | None, stated: str, number: str
) -> None:
    assert address(fetched, stated, number) == stated


@pytest.mark.parametrize(
    ("stated", "number"),
    [
        (f"{SITE}/nasional/2026/07/24/berita-lain", ""),  # a template that gives every page one address
        (f"{SITE}/nasional/7858657/berita-lain", "7858656"),
        (f"{SITE}/", "7858656"),
        (f"{SITE}/tag/panen-kopi", ""),
        ("https://nottribunnews.com/nasional/2026/07/24/panen-kopi", ""),
        ("https://www.kompas.com/read/2026/07/24/panen-kopi", ""),
        ("javascript:alert(1)", ""),
        ("", "7858656"),
    ],
)
def test_a_claim_that_cannot_be_true_is_not_believed(stated: str, number: str) -> None:
    assert address(DATED, stated, number) == DATED


slugs = st.from_regex(r"[a-z][a-z0-9-]{3,20}", fullmatch=True)
numbers = st.integers(10_000, 10**8)


@given(slugs, slugs, numbers, numbers)
def test_two_stories_are_never_one(slug: str, other: str, number: int, another: int) -> None:
    """Whatever a page claims, a story with another slug and another number is not taken for it."""
    one, two = f"{SITE}/news/{number}/{slug}", f"{SITE}/news/{another}/{other}"
    if slug == other or number == another:
        assert same_story(one, two)
    else:
        assert not same_story(one, two)
        assert address(one, two, str(number)) == one
        assert address(two, one, str(another)) == two


@given(slugs, numbers, st.sampled_from(["", "?page=2", "?page=all", "?utm_source=x", "#komentar", "/"]))
def test_a_claim_is_idempotent(slug: str, number: int, end: str) -> None:
    url = f"{SITE}/news/{number}/{slug}"
    once = address(url + end, url + end)
    assert once == address(once, once) == url


def test_only_long_numbers_are_a_storys() -> None:
    assert number_of(NUMBERED) == "7858656"
    assert number_of(DATED) is None
    assert number_of(f"{SITE}/nasional/24/panen-kopi") is None
