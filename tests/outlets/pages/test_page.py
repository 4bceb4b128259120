"""Tests of the parsed page: metadata, decoding, and limits."""

import pytest

from newsspider.outlets.pages.guard import (
    MAX_CHARACTERS,
    MOST_TAGS,
    NESTING_LIMIT,
    EmptyPage,
    TooDeep,
    TooLarge,
    guard,
)
from newsspider.outlets.pages.page import Page, decode


def page(head: str = "", body: str = "") -> Page:
    return Page(f"<html><head>{head}</head><body>{body}</body></html>", "https://www.tribunnews.com/x")


def script(text: str) -> str:
    return f'<script type="application/ld+json">{text}</script>'


def test_json_ld_of_every_shape_is_unfolded() -> None:
    found = page(
        script('{"@graph":[{"@type":"NewsArticle","headline":"A"},{"@type":"BreadcrumbList"}]}')
        + script('[{"@type":["WebPage","Article"],"headline":"B"}]')
        + script("{broken")
        + script("")
        + script('"kopi"')
    )
    assert found.typed("NewsArticle")["headline"] == "A"
    assert found.typed("Article")["headline"] == "B"
    assert found.typed("BreadcrumbList") == {"@type": "BreadcrumbList"}
    assert found.typed("Recipe") == {}


def test_json_ld_with_raw_line_breaks_is_read() -> None:
    assert (
        page(script('{"@type":"NewsArticle","headline":"Panen\nKopi"}')).typed("NewsArticle")["headline"]
        == "Panen\nKopi"
    )


def test_json_ld_type_without_text_is_ignored() -> None:
    found = page(
        script('{"@type":{"a":1}}')
        + script('{"@type":null}')
        + script('{"@type":"NewsArticle","headline":"A"}')
    )
    assert found.typed("NewsArticle")["headline"] == "A"


def test_first_meta_of_a_name_counts() -> None:
    found = page(
        '<meta property="og:title" content=" Panen&nbsp; Kopi "><meta property="OG:Title" content="Lain">'
        '<meta name="description" content=""><meta name="description" content="Teras"><meta content="x"><meta name="y">'
    )
    assert found.meta == {"og:title": "Panen Kopi", "description": "Teras"}


def test_data_layer_is_read_in_single_quotes() -> None:
    found = page(
        "<script>dataLayer = [{'editor': 'Bagas D\\'Silva', 'penulis':'Kirana', 'publish_date': '2020-05-04 04:25:13',"
        "'idArticle': '', 'title': 'Kopi: \"pahit\"'}];</script><script>var x = {'editor': 'Lain'};</script>"
    )
    assert found.data_layer["editor"] == "Bagas D'Silva"
    assert found.data_layer["penulis"] == "Kirana"
    assert found.data_layer["title"] == 'Kopi: "pahit"'
    assert page().data_layer == {}


def test_data_layer_is_read_in_double_quotes() -> None:
    found = page(
        '<script>window.dataLayer=[{"editor": "Bagas \\"B\\"", "penulis": "D\'Silva", "nomor": 3}]</script>'
    )
    assert found.data_layer == {"editor": 'Bagas "B"', "penulis": "D'Silva"}


@pytest.mark.parametrize("selector", ["#isi p", "div#isi p", "#isi p, #tiada", "#isi > p"])
def test_selectors_below_an_id_match_like_css(selector: str) -> None:
    """Of an id that occurs twice every element counts."""
    found = page(body="<div id=isi><p>A</p></div><p>x</p><div id=isi><p>B</p></div>")
    assert [node.text() for node in found.css(selector)] == ["A", "B"]
    assert found.css("#tiada p") == []
    assert found.first("#tiada p", "#isi p") is not None


def test_first_returns_first_matching_selector() -> None:
    found = page(body="<h1>Satu</h1><h2>Dua</h2>")
    node = found.first("h3", "h2", "h1")
    assert node is not None
    assert node.text() == "Dua"
    assert found.first("h4") is None


@pytest.mark.parametrize("html", ["", " ", "\n\t"])
def test_empty_body_is_no_page(html: str) -> None:
    with pytest.raises(EmptyPage, match=r"^expected .*found"):
        guard(html)


def test_size_and_depth_are_checked_before_parsing() -> None:
    with pytest.raises(TooLarge, match="4,000,001"):
        Page("x" * (MAX_CHARACTERS + 1), None)
    with pytest.raises(TooDeep, match=f"at most {NESTING_LIMIT}"):
        Page("<div>" * (MOST_TAGS + 1), None)
    Page("<p>kopi</p>" * MOST_TAGS, None)
    Page("<br>" * (MOST_TAGS + 1), None)


@pytest.mark.parametrize("text", ["kopi", "“kopi” – naik", "kopi é ñ", "日本 🌋"])
def test_utf8_is_decoded_despite_declaration(text: str) -> None:
    for declared in ("utf-8", "iso-8859-1", "windows-1252", "entah"):
        page = f'<meta charset="{declared}">{text}'
        assert decode(page.encode()) == page
    assert decode(b"\xef\xbb\xbf" + text.encode()) == text


@pytest.mark.parametrize("declared", ["windows-1252", "iso-8859-1", "utf-8", "UTF8", "entah"])
def test_other_bytes_are_decoded_as_windows_1252(declared: str) -> None:
    page = f'<meta charset="{declared}">“kopi” – naik é'
    assert decode(page.encode("cp1252")) == page


def test_utf8_with_damaged_letter_stays_utf8() -> None:
    text = "“kopi” – naik é " * 20
    assert decode(text.encode() + b"\xff kopi") == text + "\ufffd kopi"
    assert decode(text.encode() + "“".encode()[:2]) == text + "\ufffd"
