"""Tests of text normalisation."""

from hypothesis import given
from hypothesis import strategies as st

from newsspider.text import collapse, collapse_lines, common_prefix, storable

any_text = st.text(st.characters(exclude_categories=()), max_size=60)


@given(any_text)
def test_collapse_is_one_line_and_idempotent(text: str) -> None:
    once = collapse(text)
    assert collapse(once) == once
    assert once == " ".join(once.split())


@given(any_text)
def test_collapse_lines_leaves_no_empty_line(text: str) -> None:
    once = collapse_lines(text)
    assert collapse_lines(once) == once
    assert all(line.strip() for line in once.split("\n")) or once == ""


def test_collapse_folds_white_space_drops_invisible_marks() -> None:
    assert (
        collapse(" Kota\u00a0Tua \t di\u2009Jakarta\r\n\u200bBarat\u00ad\ufeff ")
        == "Kota Tua di Jakarta Barat"
    )


def test_collapse_keeps_words_apart() -> None:
    assert collapse("naik 5\u00a0persen") == "naik 5 persen"
    assert collapse("👩\u200d🌾 petani") == "👩\u200d🌾 petani"


@given(any_text)
def test_storable_text_can_be_encoded(text: str) -> None:
    kept = storable(text)
    kept.encode("utf-8")
    assert "\x00" not in kept
    assert len(kept) == len(text)
    assert all(new in (old, "\ufffd") for old, new in zip(text, kept, strict=True))


def test_storable_replaces_unstorable_characters() -> None:
    assert storable("a\x00b\ud83dc\x1b[31m") == "a\ufffdb\ufffdc\ufffd[31m"
    assert storable("baris\nbaru\tdan 🌋 𝕜") == "baris\nbaru\tdan 🌋 𝕜"


@given(any_text, any_text, any_text)
def test_common_prefix(start: str, one: str, other: str) -> None:
    shared = common_prefix(start + one, start + other)
    assert shared >= len(start)
    assert (start + one)[:shared] == (start + other)[:shared]
    assert (start + one)[shared : shared + 1] != (start + other)[shared : shared + 1] or shared == len(
        start + one
    )
