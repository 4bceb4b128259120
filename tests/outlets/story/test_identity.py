"""Tests of story identity: which of a page's claims about its address are believed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsspider.items import Article
from newsspider.outlets import OUTLETS
from newsspider.outlets.pages.page import Page
from newsspider.outlets.story.identity import other_story, story_url
from newsspider.urls import number_of, same_story
from tests.running.oddsite import story

TRIBUN = OUTLETS["tribun"]
SITE = "https://www.tribunnews.com"
DATED, NUMBERED = f"{SITE}/nasional/2026/07/24/panen-kopi", f"{SITE}/nasional/7858656/panen-kopi"
OTHER, OTHER_DAY = f"{SITE}/nasional/7858699/harga-teh", f"{SITE}/nasional/2026/07/23/harga-teh"


def address(fetched: str | None, stated: str, number: str = "") -> str:
    html = f'<html><head><link rel="canonical" href="{stated}"></head><body><p>x</p></body></html>'
    return story_url(Page(html, fetched), TRIBUN, number or None)


@pytest.mark.parametrize(
    ("fetched", "stated", "number"),
    [
        (DATED, NUMBERED, ""),  # the same slug in both grammars
        (NUMBERED, DATED, ""),
        (f"{SITE}/nasional/7858656/judul-lama", NUMBERED, ""),  # the same number, another slug
        (f"{DATED}-41822", NUMBERED, "7858656"),  # the older form, and the number the page says it has
        (f"https://m.tribunnews.com/amp{DATED.removeprefix(SITE)}?page=2", DATED, ""),
        (f"{SITE}/bisnis/7858656/panen-kopi", NUMBERED, ""),  # another section
        (DATED.replace("kopi", "k%6Fpi"), DATED, ""),
        (DATED.replace("kopi", "Kopi"), DATED, ""),
        (DATED.replace("panen-", "panen%20"), DATED.replace("panen-", "panen+"), ""),
        (f"{SITE}/nasional/2026/7/24/panen-kopi", DATED, ""),
        (None, NUMBERED, ""),
    ],
)
def test_claim_in_other_grammar_is_believed(fetched: str | None, stated: str, number: str) -> None:
    """Case I1: slugs are compared once decoded."""
    assert address(fetched, stated, number) == TRIBUN.address(stated).identity


@pytest.mark.parametrize(
    ("stated", "number"),
    [
        (f"{SITE}/nasional/2026/07/24/berita-lain", ""),  # a template that gives every page one address
        (f"{SITE}/nasional/7858657/berita-lain", "7858656"),
        (OTHER, "7858699"),  # all that the page says is of another story
        (f"{SITE}/nasional/2026/07/23/panen-kopi", ""),  # yesterday's story of that name
        (f"{SITE}/", "7858656"),
        (f"{SITE}/tag/panen-kopi", ""),
        ("https://nottribunnews.com/nasional/2026/07/24/panen-kopi", ""),
        ("https://www.kompas.com/read/2026/07/24/panen-kopi", ""),
        ("javascript:alert(1)", ""),
        ("", "7858656"),
    ],
)
def test_impossible_claim_is_not_believed(stated: str, number: str) -> None:
    """Case I2: what a page says of itself is no proof that it is the page that was asked for."""
    assert address(DATED, stated, number) == DATED


slugs = st.from_regex(r"[a-z][a-z0-9-]{3,20}", fullmatch=True)
numbers = st.integers(10_000, 10**8)


@given(slugs, slugs, numbers, numbers)
def test_different_numbers_are_different_stories(slug: str, other: str, number: int, another: int) -> None:
    """Whatever a page claims, a story with another number is not taken for it."""
    one, two = f"{SITE}/news/{number}/{slug}", f"{SITE}/news/{another}/{other}"
    assert same_story(one, two) == (number == another)
    if number != another:
        assert address(one, two, str(number)) == one
        assert address(one, two, str(another)) == one


@given(slugs, numbers, st.sampled_from(["", "?page=2", "?page=all", "?utm_source=x", "#komentar", "/"]))
def test_story_url_is_idempotent(slug: str, number: int, end: str) -> None:
    url = f"{SITE}/news/{number}/{slug}"
    once = address(url + end, url + end)
    assert once == address(once, once) == url


def test_story_number_has_five_digits() -> None:
    assert number_of(NUMBERED) == "7858656"
    assert number_of(DATED) is None
    assert number_of(f"{SITE}/nasional/24/panen-kopi") is None


def page(stated: str = "", og: str = "", json_ld: str = "") -> str:
    canonical = f'<link rel="canonical" href="{stated}">' if stated else ""
    graph = f'<meta property="og:url" content="{og}">' if og else ""
    data = f'{{"@type": "NewsArticle", "mainEntityOfPage": {{"@id": "{json_ld}"}}}}'
    script = f'<script type="application/ld+json">{data}</script>' if json_ld else ""
    return f"<html><head>{canonical}{graph}{script}</head><body><p>x</p></body></html>"


@pytest.mark.parametrize(
    ("asked", "html", "number", "headline", "claims"),
    [
        (NUMBERED, page(NUMBERED), "7858656", "Panen Kopi", None),
        (NUMBERED, page(OTHER), "7858656", "Panen Kopi", None),  # its number is that which was asked for
        (NUMBERED, page(OTHER, og=NUMBERED), None, "Panen Kopi", None),
        (NUMBERED, page(DATED), None, "Judul yang Baru", None),
        (NUMBERED, page(), None, "Panen Kopi", ""),
        (DATED, page(f"{SITE}/tag/kopi"), None, "Panen Kopi", ""),
        (DATED, page(OTHER), None, "Panen Kopi", ""),  # a template with one address for all
        (DATED, page(OTHER), "7858699", "Panen Kopi", ""),
        (DATED, page(OTHER), "7858699", "Harga Teh", OTHER),
        (NUMBERED, page(OTHER), "7858699", "Harga Teh", OTHER),
        (NUMBERED, page(OTHER, og=OTHER, json_ld=OTHER), None, "Harga Teh Naik", OTHER),
        (NUMBERED, page(OTHER, og=NUMBERED), None, "Harga Teh Naik", OTHER),
        (DATED, page(OTHER_DAY), None, "Harga Teh Turun", OTHER_DAY),
        (DATED, page(og=OTHER_DAY), None, "Harga Teh Turun", OTHER_DAY),
        (DATED, page(json_ld=OTHER), None, "Harga Teh Turun", OTHER),
        (NUMBERED, page(NUMBERED), "7858699", "Harga Teh", "the story with the number 7858699"),
        (NUMBERED, page(NUMBERED), "7858699", "Panen Kopi Raya", None),
        (None, page(OTHER), "7858699", "Harga Teh", None),
        (f"{SITE}/", page(OTHER), "7858699", "Harga Teh", None),
    ],
)
def test_other_story_is_detected(
    asked: str | None, html: str, number: str | None, headline: str, claims: str | None
) -> None:
    """Case I2: address, number and headline of the page are weighed against the address that was asked for."""
    assert other_story(Page(html, asked), TRIBUN, number, headline) == claims


def test_article_states_the_other_story() -> None:
    """Case I2, through the whole reader."""
    body = story(OTHER, head="Harga Teh", extra='<span data-content-id="7858699"></span>')[2]
    read = TRIBUN.read(body, NUMBERED)
    assert isinstance(read, Article)
    assert (read.url, read.claims) == (NUMBERED, OTHER)
