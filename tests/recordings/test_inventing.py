"""Invented text has the shape of its source, and none of its words."""

from __future__ import annotations

import re

import pytest

from newsspider.outlets import OUTLETS
from newsspider.recordings.addresses import InventedAddresses
from newsspider.recordings.inventing import Inventor, literals
from newsspider.recordings.survivors import survivors
from newsspider.recordings.vocabulary import KEPT, WORDS

TRIBUN = OUTLETS["tribun"]
STORY = "https://www.tribunnews.com/regional/2026/07/24/warga-kembang-menanam-seribu-pohon-bambu"


@pytest.fixture
def inventor() -> Inventor:
    return Inventor("seed", OUTLETS.values(), ("tribunnews",))


def test_vocabulary_has_no_word_of_a_rule() -> None:
    words = {word for known in WORDS.values() for word in known}
    assert len(words) > 200
    assert not words & KEPT
    assert all(re.fullmatch(r"[a-z]+", word) for word in words)


@pytest.mark.parametrize(
    "text",
    [
        "Warga Desa Kembang menanam bambu, kata Kepala Desa.",
        'DI MANADO: "Ini bukan banjir," ujar Siti-Aminah (43).',
        "  dua  ruang\tdan\nbaris baru ",
        "Tahun 2021 ada 12.500 ekor sapi; 0812-3456-7890",
        "penyelenggaraankeanekaragaman",
        "Élan vital &amp; 北京",
    ],
)
def test_text_keeps_length_case_and_punctuation(inventor: Inventor, text: str) -> None:
    invented = inventor.text(text)
    assert invented != text
    assert len(invented) == len(text)
    for ours, theirs in zip(text, invented, strict=True):
        assert ours.isalpha() == theirs.isalpha()
        assert ours.isdigit() == theirs.isdigit()
        assert ours == theirs or ours.isalnum()
        assert not ours.isascii() or ours.isupper() == theirs.isupper()


@pytest.mark.parametrize(
    "text",
    [
        "Senin, 22 Juni 2021 10:11 WIB",
        "Penulis:",
        "Baca juga:",
        "2021-06-22T10:11:30+07:00",
        "1624331490",
        "Tribunnews.com",
        "www.kompas.com",
    ],
)
def test_dates_credits_and_sites_stay(inventor: Inventor, text: str) -> None:
    assert inventor.text(text) == text


def test_word_becomes_the_same_word_everywhere(inventor: Inventor) -> None:
    headline = inventor.text("Petani Kembang Memanen Lebih Awal")
    slug = inventor.text("petani-kembang-memanen-lebih-awal")
    assert headline.casefold().replace(" ", "-") == slug
    assert Inventor("other", (), ()).text("Petani Kembang Memanen Lebih Awal") != headline


def test_number_keeps_its_length(inventor: Inventor) -> None:
    assert inventor.number("290343") == inventor.numbers("290343") != "290343"
    assert len(inventor.number("290343")) == 6
    assert [inventor.number(small) for small in ("7", "12", "500", "0700")] == ["7", "12", "500", "0700"]


def test_phrase_stays_one_of_its_rule(inventor: Inventor) -> None:
    wrong = [
        (phrase.rule, phrase.seen, invented)
        for phrase in TRIBUN.phrases.phrases
        if TRIBUN.phrases.rule(invented := inventor.line(phrase.seen)) != TRIBUN.phrases.rule(phrase.seen)
    ]
    assert not wrong


def test_related_line_names_an_invented_title(inventor: Inventor) -> None:
    invented = inventor.line("Baca juga: Warga Kembang Menanam Seribu Pohon Bambu")
    assert invented.startswith("Baca juga: ")
    assert not survivors("Warga Kembang Menanam Seribu Pohon Bambu", invented)


def test_literals_are_the_words_of_a_pattern() -> None:
    assert literals(r"(?P<name>baca)\s(?:juga)\W{0,8}\bdi sini") == {"baca", "juga", "di", "sini"}


@pytest.mark.parametrize(
    "address",
    [
        STORY,
        "/regional/2026/07/24/warga-kembang-menanam-seribu-pohon-bambu?page=2",
        "https://www.tribunnews.com/topic/harga-cabai",
        "https://www.tribunnews.com/index-news/regional?date=2026-7-24",
        "//cdn2.tstatic.net/foto/bank/images/warga-kembang.jpg",
        "https://news.google.com/publications/CAAqBwgKMMuQ",
        "#komentar",
        "",
    ],
)
def test_address_stays_one_of_its_kind(inventor: Inventor, address: str) -> None:
    found = InventedAddresses(inventor, STORY).invented(address)
    assert TRIBUN.address(found).kind is TRIBUN.address(address).kind
    assert "warga-kembang" not in found
    assert re.sub(r"[a-z]", "a", found) == re.sub(r"[a-z]", "a", address)


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("javascript:alert(document.cookie)", "javascript:void(0)"),
        ("data:text/html;base64,PHA+", "data:,"),
        ("http://[::1", "#"),
    ],
)
def test_address_that_runs_or_holds_data_is_emptied(inventor: Inventor, address: str, found: str) -> None:
    assert InventedAddresses(inventor, STORY).invented(address) == found


def test_shared_address_in_a_parameter_is_invented(inventor: Inventor) -> None:
    shared = f"https://www.facebook.com/sharer.php?u={STORY}"
    found = InventedAddresses(inventor, STORY).invented(shared)
    assert found.startswith(
        "https://www.facebook.com/sharer.php?u=https%3A%2F%2Fwww.tribunnews.com%2Fregional"
    )
    assert "kembang" not in found


def test_survivors_are_runs_of_five_words() -> None:
    assert survivors("satu dua tiga empat lima enam", "nol satu dua tiga empat lima") == [
        "satu dua tiga empat lima"
    ]
    assert survivors("satu dua tiga empat lima", "satu dua tiga empat enam") == []
    assert survivors("Baca juga berita lain terkait", "baca juga berita lain terkait") == []
