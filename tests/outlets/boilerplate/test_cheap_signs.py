"""Cheap checks before patterns never change what the patterns find."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsspider.items import Article, Block
from newsspider.outlets.boilerplate import wording
from newsspider.outlets.boilerplate.calls import is_attributed, is_plain, is_sentence
from newsspider.outlets.pages import guard, nesting
from newsspider.outlets.pages.page import Page, decode
from newsspider.outlets.story.position import judge
from newsspider.outlets.tribun import TRIBUN
from newsspider.outlets.tribun.marks import NEWSROOM, PRODUCT, REPORTER, SIGNATURE
from newsspider.text import storable

PAGES = Path(__file__).resolve().parents[2] / "pages" / "tribun"
MARKS = TRIBUN.marks
SOME = settings(max_examples=60, deadline=None)


def found_by(pattern: re.Pattern[str], whole: bool = False) -> st.SearchStrategy[str]:
    """Texts in which the pattern finds something; `whole`: that are it."""
    texts = st.from_regex(pattern, fullmatch=whole)
    return texts.filter(pattern.fullmatch if whole else pattern.search)


@given(found_by(NEWSROOM) | found_by(PRODUCT))
@SOME
def test_every_name_of_ours_has_a_brand(text: str) -> None:
    assert MARKS.may_name_us(text)


@given(found_by(REPORTER, whole=True))
@SOME
def test_every_reporter_line_has_a_role(text: str) -> None:
    assert MARKS.reporter_of(text) is not None


@given(found_by(SIGNATURE))
@SOME
def test_every_signature_is_closed_within_reach(text: str) -> None:
    assert MARKS.signature_of(text) is not None


@given(found_by(wording.ADDRESS, whole=True))
@SOME
def test_every_picture_address_is_found(text: str) -> None:
    assert wording.is_picture_address(text)


@pytest.mark.parametrize(
    "line",
    [
        "Kopi itu dijual di pasar, kata Sari.",
        "Ia BERPESAN agar warga membaca berita.",
        "“Pasar buka pagi” tutur Dewi",
        "Begitu bunyi papan di gerbang pasar.",
        "Menurut Dewi, harga kopi naik.",
        "Pasar itu ramai! serunya",
        "Perkataan Dewi menurutnya jelas.",
        "Kata orang, kopi itu pahit.",
        "Seperti pasar lain, yang ini ramai.",
        "Beritanya dimuat seperti tertulis di papan.",
        "Dewi berkata-kata di pasar.",
        "Warga berseru_seru di pasar.",
    ],
)
def test_lookup_of_saying_verbs_agrees_with_pattern(line: str) -> None:
    assert wording.is_said(line) == (wording.SAID.search(line) is not None)


@given(
    st.lists(st.sampled_from("kata, “ujarnya” begitu pesannya menurut Menulis seru! - \n kopi".split(" ")))
)
def test_lookup_of_any_text_agrees_with_pattern(words: list[str]) -> None:
    text = " ".join(words)
    assert wording.is_said(text) == (wording.SAID.search(text) is not None)


@given(st.text(st.characters(codec="utf-8") | st.sampled_from("\x00\x0b\x7f\x85\x9f\xa0\u202e\u2066\n\t")))
def test_a_decoded_page_is_storable(text: str) -> None:
    body = text.encode()
    assert decode(b"<p>" + body) == storable("<p>" + text)


@given(st.text("<a> ", max_size=60))
def test_every_long_piece_of_a_page_is_measured(html: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(guard, "LONG_TAG", 5)
        assert list(guard._long_pieces(html)) == [f"<{p}" for p in html.split("<")[1:] if len(p) > 5]


SOUP = """<p> <div a> <a href="x" b> <i c='d e'> <x y=z/ w> <p "x> <img src=a"b> <p a=> </p> <!-- --> <body f
    <html g> </html> <svg h="<q>"> <!x> k l=m > " ' / =""".split()
"""Pieces of pages, whole and broken."""


@given(st.lists(st.sampled_from(SOUP), max_size=40), st.sampled_from(("", " ")))
def test_names_counted_at_once_agree_with_names_of_each_tag(pieces: list[str], glue: str) -> None:
    html = glue.join(pieces)
    for attributes, names in ((1, 30), (3, 6), (30, 3)):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(nesting, "MANY_ATTRIBUTES", attributes)
            patch.setattr(nesting, "MANY_NAMES", names)
            assert nesting._is_roomy(html) == (nesting._crowding(html) is None)


@given(st.lists(st.sampled_from([".isi", "div", "p", "a[href]", ".kepala"]), min_size=2, max_size=3))
def test_search_below_a_class_agrees_with_css(parts: list[str]) -> None:
    page = Page("<html><body><div class='isi'><p><a href='/x'>A</a></p></div><p>B</p></body></html>", None)
    selector = " ".join(parts)
    assert [node.html for node in page.css(selector)] == [node.html for node in page.tree.css(selector)]


def recorded() -> list[Block]:
    """The lines of the recorded pages, furniture included."""
    read = (TRIBUN.read(path.read_bytes(), None) for path in sorted(PAGES.glob("*/page.*"))[::3])
    return [line for article in read if isinstance(article, Article) for line in article.blocks]


def is_plain_sentence(text: str) -> bool:
    """Whether a line is a sentence or a quotation of plain words, and no call."""
    if TRIBUN.phrases.phrase(text) is not None or not is_plain(text, MARKS):
        return False
    return is_attributed(text) or (is_sentence(text) and wording.CALL.match(text) is None)


def test_plain_sentences_are_cut_nowhere() -> None:
    blocks, chance, found = recorded(), random.Random(3), 0
    for _ in range(400):
        story = chance.sample(blocks, chance.randrange(1, 12))
        for line in judge(story, TRIBUN):
            if is_plain_sentence(line.text):
                found += 1
                assert line.rule is None, line
    assert found > 100
