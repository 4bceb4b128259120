"""Tests of the limits before parsing (cases X1 to X3)."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from newsspider.items import Article, Listing, Rejection
from newsspider.outlets.pages.guard import MOST_REPEATED, MOST_TAGS, NESTING_LIMIT, TooDeep, guard
from newsspider.outlets.pages.nesting import nesting, repeated
from newsspider.outlets.tribun import TRIBUN

STORY_AT = "https://www.tribunnews.com/news/7858656/kopi"
FRONT_AT = "https://www.tribunnews.com/nasional"
ROBOTS_AT = "https://www.tribunnews.com/robots.txt"
LIST_AT = "https://www.tribunnews.com/sitemap-news.xml"

LD = '<script type="application/ld+json">'


def numbered(unit: str) -> Callable[[int], str]:
    """A page of about so many characters, in which each repetition has a number of its own."""
    return lambda size: "".join(unit.replace("%", str(number)) for number in range(size // len(unit)))


HOSTILE: dict[str, tuple[str, Callable[[int], str]]] = {
    "X1: a tag that is never finished": (STORY_AT, lambda size: "<br>" * 12_001 + "<" + "a" * size),
    "X2: empty lines in robots.txt": (ROBOTS_AT, lambda size: "\n" * size),
    "X2: blank lines in robots.txt": (ROBOTS_AT, lambda size: "\r\n \t" * (size // 4)),
    "X2: sitemap lines without an address": (ROBOTS_AT, lambda size: "Sitemap: \n" * (size // 10)),
    "X3: id= again and again in a front": (FRONT_AT, lambda size: "id=" * (size // 3)),
    "X3: class= in tags in a front": (FRONT_AT, lambda size: '<i class="a' * (size // 11)),
    "an index of id=": ("https://www.tribunnews.com/index-news", lambda size: "id='lsi " * (size // 8)),
    "nested elements": (STORY_AT, lambda size: "<div>" * (size // 5)),
    "nested elements, closed by others": (STORY_AT, lambda size: "<div></span>" * (size // 12)),
    "nested behind a table": (STORY_AT, lambda size: "<div><table><td></div></table></td>" * (size // 35)),
    "nested in what closes itself": (STORY_AT, lambda size: "<div/>" * (size // 6)),
    "nested in scripts' closing tags": (STORY_AT, lambda size: "<div><script></div></script>" * (size // 28)),
    "nested in comments' closing tags": (STORY_AT, lambda size: "<div><!--</div>-->" * (size // 18)),
    "nested drawings": (STORY_AT, lambda size: '<svg><tr></noscript>"</b>' * (size // 25)),
    "bold that is never closed": (STORY_AT, lambda size: "</rt><b>" * (size // 8)),
    "fonts in paragraphs": (STORY_AT, numbered("<p><font a=%>x</p>")),
    "fonts, then paragraphs": (
        STORY_AT,
        lambda size: numbered("<font a=%>")(size // 2) + "<p>x</p>" * (size // 16),
    ),
    "links that are never closed": (STORY_AT, lambda size: "<a><div></a>" * (size // 12)),
    "attributes of one tag": (STORY_AT, lambda size: "<p" + numbered(" a%")(size) + ">x</p>"),
    "attributes of one tag, quoted": (STORY_AT, lambda size: "<p" + numbered(' a%=">"')(size) + ">x</p>"),
    "attributes of the body": (STORY_AT, numbered("<body a%>")),
    "names of tags": (STORY_AT, numbered("<x%></x%>")),
    "lists in JSON-LD": (STORY_AT, lambda size: LD + "[" + "[]," * (size // 3) + "1]</script><p>"),
    "numbers in JSON-LD": (STORY_AT, lambda size: LD + "[" + "1," * (size // 2) + "1]</script><p>"),
    "quotes in the data layer": (
        STORY_AT,
        lambda size: "<script>dataLayer = [" + "'a':'\\'" * (size // 8) + "</script><p>",
    ),
    "attributes of an entry": (
        LIST_AT,
        lambda size: "<urlset><url" + numbered(' a%=""')(size) + "/></urlset>",
    ),
    "namespaces of a sitemap": (LIST_AT, lambda size: "<urlset" + numbered(' xmlns:a%="a"')(size) + "/>"),
    "nested entries": (LIST_AT, lambda size: "<urlset>" + "<url>" * (size // 5)),
    "entities": (
        LIST_AT,
        lambda size: "<!DOCTYPE a [" + numbered('<!ENTITY a% "&a;">')(size) + "]><urlset/>",
    ),
    "references": (LIST_AT, lambda size: "<urlset>" + "&#55357;" * (size // 8)),
    "a long headline": (
        STORY_AT,
        lambda size: '<div id="article"><h1 id="arttitle">' + " - Halaman 1" * (size // 12) + "</h1>",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_guarded_page_parses_within_time_limit(name: str) -> None:
    """Cases X1, X2, X3 and their kind."""
    url, made = HOSTILE[name]
    text = made(250_000)
    body = (
        text if url in (ROBOTS_AT, LIST_AT) or text.startswith("id") else f"<html><body>{text}</body></html>"
    )
    began = time.thread_time()
    outcome = TRIBUN.read(body.encode(), url, content_type="text/html")
    assert time.thread_time() - began < 1.5
    assert isinstance(outcome, (Article, Listing, Rejection))
    assert getattr(outcome, "reason", "") != "TooSlow"


@pytest.mark.parametrize(
    ("html", "depth"),
    [
        ("<div>" * 50 + "</div>" * 50 + "<p><br><img src='x'><hr/>", 50),
        ("<p>a<p>b<p>c", 1),
        ("<ul><li>a<li>b<li>c</ul>", 2),
        ("<table><tr><td>a<td>b<tr><td>c</table>", 3),
        ("<p>a<div>b<p>c</div>", 2),
        ("<b><p>a</b></p>", 3),
        ("<p><b>a</p><p><b>b</p>", 4),
        ("<div></p></x></div>", 1),
        ("<svg><path/><path/><g><path/></g></svg>", 2),
        ("<script>'<div><div>'</script><p>", 1),
        ("<!-- <div><div> --><p>", 1),
        ("<select><option>a<option>b</select>", 2),
        ("<a>a<a>b<a>c", 2),
        ("<dl><dt>a<dd>b<dt>c</dl>", 2),
        ("<div title='<p><p>'></div>", 1),
        ("<textarea><div><div></textarea>", 1),
        ("<DIV><Div></DIV>", 2),
    ],
)
def test_nesting_is_a_close_upper_bound(html: str, depth: int) -> None:
    assert nesting(html, NESTING_LIMIT) == depth


@pytest.mark.parametrize(
    "unit",
    ["<p>Kopi.", "<li>Kopi", "<b>Kopi</b><br>", "<tr><td>Kopi", "<p><b>Kopi</p>", "<a href=x>Kopi</a> "],
)
def test_careless_long_page_passes_guard(unit: str) -> None:
    guard(f"<html><body><table>{unit * 6000}</table></body></html>")


@pytest.mark.parametrize(
    ("html", "characters"),
    [
        ("<p>kopi<div class=x><br><a href=x>kopi</a><image><base>", 0),
        ("<b>kopi</b>", len("<b")),
        ("<B a=1>kopi<i/><font\ncolor='>'>", len("<B a=1" + "<i" + "<font\ncolor='>'")),
        ("<script>'<b id=x>'</script>", len("<b id=x")),
        ('<i a="><b c><b d>', len('<i a="><b c><b d>')),
    ],
)
def test_repeated_counts_formatting_tags(html: str, characters: int) -> None:
    assert repeated(html) == characters


def test_deep_page_passes_below_bounds() -> None:
    guard("<div>" * MOST_TAGS)


@pytest.mark.parametrize(
    "html",
    ["<div>" * (MOST_TAGS + 1), f"<b id={'x' * MOST_REPEATED}>" + "<div>" * 2500],
    ids=["tags", "formatting"],
)
def test_deep_page_above_a_bound_is_refused(html: str) -> None:
    with pytest.raises(TooDeep, match=r"expected at most 400 elements inside each other"):
        guard(html)


@pytest.mark.parametrize("block", ["<p>x", "<div>x", "<td>x", "<i z=1><dd>x", "<table><tr><td>x"])
def test_page_at_the_bounds_parses_in_time(block: str) -> None:
    """The most formatting elements that are left open, then blocks that repeat them."""
    opened = numbered("<i z=%>")(MOST_REPEATED)
    blocks = block * ((MOST_TAGS - opened.count("<")) // block.count("<"))
    began = time.thread_time()
    TRIBUN.read(f"{opened}{blocks}{'x' * 200_000}".encode(), STORY_AT, content_type="text/html")
    assert time.thread_time() - began < 1.5
