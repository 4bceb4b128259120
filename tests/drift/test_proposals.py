"""Proposed phrases match every line they are made of and are safe Python source."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsspider.outlets import OUTLETS
from newsspider.outlets.boilerplate.phrases import Phrase, Phrasebook
from newsspider.outlets.boilerplate.proposals import proposed, rule_name, source_of

BOOK = OUTLETS["tribun"].phrases
NUMBER = r"\d+(?:[.,]\d+)*"


def pasted(phrase: Phrase) -> Phrase:
    (found,) = eval(source_of(phrase), {"Phrase": Phrase})
    assert isinstance(found, Phrase)
    return found


@pytest.mark.parametrize(
    ("texts", "pattern"),
    [
        (["Unduh aplikasi kami"], "Unduh aplikasi kami"),
        (["Unduh aplikasi kami", "UNDUH APLIKASI KAMI"], "Unduh aplikasi kami"),
        (["Sudah 1.250 kali (baca)?", "Sudah 7 kali (baca)?"], rf"Sudah {NUMBER} kali \(baca\)\?"),
        (
            ["Simak video pilihan: Harga Kopi", "Simak video pilihan: Hujan Lebat di Kota"],
            "Simak video pilihan: .{0,40}",
        ),
        (
            ["Simak video Kopi di kanal kami", "Simak video Teh di kanal kami"],
            "Simak video .{0,20} di kanal kami",
        ),
        (
            ["Harga Kopi - tonton di kanal kami", "Hujan - tonton di kanal kami"],
            ".{0,20} - tonton di kanal kami",
        ),
        (["Kopi", "Teh"], "Kopi|Teh"),  # nothing fixed: only these
    ],
)
def test_patterns(texts: list[str], pattern: str) -> None:
    assert proposed(texts[0], texts, BOOK).pattern == pattern


HOSTILE = [
    "Klik \"di sini\" atau 'di sana' \\ sekarang",
    "\\",
    '"""',
    "'",
    'r"x"',
    "{0,5}[a-z]+(?:x)|y$^.*",
    "akhir \\",
    "\x1b[31mmerah\x1b[0m sekali",
    "\u202eterbalik sekali\u202c dan \u2066lagi\u2069",
    "nol\ufffd lebar\u200b",
    "İstanbul ß ſ K",
    "𝕜opi 🌋 dan “kutipan”",
    "a" * 5_000,
    "x\u2028y",
    "{n} %(run)s $1 \\g<0> \\1 {0}",
    "# bukan komentar",
    "x\ty\x85z",
]


@pytest.mark.parametrize("line", HOSTILE)
def test_hostile_lines_make_safe_python(line: str) -> None:
    phrase = proposed(line, [line], BOOK)
    source = source_of(phrase)
    assert all(part.isprintable() for part in source.split("\n"))
    again = pasted(phrase)
    assert (again.rule, again.pattern, again.seen) == (phrase.rule, phrase.pattern, line)
    assert again.compiled.fullmatch(line)
    assert again.rule.isidentifier()


LINES = st.text(
    alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\x00\n"), min_size=1, max_size=60
)


@given(st.lists(LINES, min_size=1, max_size=6), LINES, LINES)
def test_every_line_is_matched(middles: list[str], start: str, end: str) -> None:
    texts = [f"{start}{middle}{end}" for middle in middles]
    phrase = pasted(proposed(texts[0], texts, BOOK))
    assert all(phrase.compiled.fullmatch(text) for text in texts)


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("Gabung saluran WhatsApp kami malam ini", "whatsapp_banner"),
        ("Ada grup Telegram baru untuk pembaca", "telegram"),
        ("Nikmati kabar interaktif dan laporan 24 jam hanya di TribunX", "tribunx_banner"),
        ("Berita lain terkait Rusia dan Korea", "topic_callout"),
        ("Unduh aplikasi kabar ungu sekarang juga", "unduh_aplikasi_kabar_ungu"),
        ("2026", "suspect_line"),
        ("Été à la plage", "ete_a_la_plage"),
        ("新闻", "suspect_line"),
    ],
)
def test_rule_is_named_by_similar_rules(line: str, rule: str) -> None:
    assert rule_name(line, BOOK, line) == rule


def test_rule_has_a_name_without_a_book() -> None:
    assert rule_name("Gabung WhatsApp kami", Phrasebook(()), "Gabung WhatsApp kami") == "gabung_whatsapp_kami"
