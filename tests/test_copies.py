"""Sketches of texts, comparison of two texts, credits of other publishers."""

from __future__ import annotations

import random
from typing import Any

import pytest

from newsspider.copies.credits import Credit, CreditKind, credits_of
from newsspider.copies.matching import Compared, similarity
from newsspider.copies.sketch import OPENING_BANDS, SHORTEST, TEXT_BANDS, bands_of
from newsspider.items import Removed
from tests.factories import article

WORDS = [
    f"{one}{two}{three}" for one in ("pa", "ku", "mi") for two in ("ra", "to", "le") for three in "nstkg"
]
TEXT = " ".join(random.Random(4).choices(WORDS, k=300))
WEATHER = (
    "Badan Meteorologi memprakirakan cuaca di {} pada {} cerah berawan sejak pagi. Suhu udara berkisar antara {} dan {} "
    "derajat Celsius dengan kelembapan {} sampai {} persen. Angin bertiup dari arah {} dengan kecepatan {} kilometer per "
    "jam. Warga diminta tetap memantau kanal resmi dan membawa payung bila bepergian pada sore hari karena hujan ringan "
    "masih mungkin turun."
)


def test_sketch_is_the_same_on_every_machine() -> None:
    """Stored bands are compared with new ones. If another version of rensa changes these numbers, a migration
    deletes the stored sketches."""
    found = bands_of(TEXT)
    assert len(found) == OPENING_BANDS + TEXT_BANDS
    assert all(-(2**31) <= band < 2**31 for band in found)
    assert found[:2] + found[-2:] == PINNED


PINNED = [-482271339, 1397992990, 63602502, 1132933352]


def test_sketch_ignores_case_marks_and_the_end_of_a_long_story() -> None:
    assert bands_of(TEXT.upper().replace(" ", ", ")) == bands_of(TEXT)
    assert set(bands_of(TEXT)) & set(bands_of(" ".join(TEXT.split()[:150])))
    assert bands_of(" ".join(TEXT.split()[: SHORTEST - 1])) == []
    assert bands_of("") == []


@pytest.mark.parametrize(
    ("other", "share"),
    [
        (TEXT, 1.0),
        (" ".join(TEXT.split()[:100]), 1.0),
        ("Pembuka lain. " + TEXT, 1.0),
        (" ".join(TEXT.split()[:25]), None),  # a quotation
        (" ".join(random.Random(5).choices(WORDS, k=300)), None),
        ("", None),
    ],
)
def test_words_in_the_same_order_are_copies(other: str, share: float | None) -> None:
    assert similarity(Compared(TEXT), Compared(other)) == share
    assert similarity(Compared(other), Compared(TEXT)) == share


def test_same_template_with_other_facts_is_no_copy() -> None:
    solo = WEATHER.format("Solo", "Senin 23/11/2026", 23, 31, 60, 92, "Barat", 15)
    medan = WEATHER.format("Medan", "Selasa 24/11/2026", 25, 33, 55, 90, "Timur", 20)
    reworded = solo.replace("memprakirakan", "memperkirakan").replace("bepergian", "keluar rumah")
    assert similarity(Compared(solo), Compared(medan)) is None
    assert similarity(Compared(solo), Compared(reworded)) == pytest.approx(0.96, abs=0.03)


def noted(rule: str, publisher: str) -> dict[str, Any]:
    text = f"Artikel ini telah tayang di {publisher} dengan judul Panen Kopi"
    return {"removed": (Removed(rule=rule, text=text),)}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        (noted("republication", "Kompas.com"), [(CreditKind.REPUBLISHED, "Kompas.com")]),
        (noted("caption", "Kompas.com"), []),
        (noted("republication", "www.tribunnews.com"), []),
        ({"source": "Tribun Medan"}, [(CreditKind.SOURCE, "Tribun Medan")]),
        ({"dateline": "JAKARTA, KOMPAS.com"}, [(CreditKind.AGENCY, "KOMPAS.com")]),
        ({"dateline": "TRIBUNSOLO.COM, SOLO"}, []),
        ({"signature": "(ANTARA/Bagas)", "authors": ("Antara",)}, [(CreditKind.AGENCY, "ANTARA")]),
        ({"authors": ("Antarani Dewi", "Reuters")}, [(CreditKind.AGENCY, "Reuters")]),
    ],
)
def test_page_names_other_publishers(changes: dict[str, Any], expected: list[tuple[CreditKind, str]]) -> None:
    assert [(credit.kind, credit.name) for credit in credits_of(article(**changes))] == expected


def test_credits_of_hostile_pages_are_short() -> None:
    (credit,) = credits_of(article(source="<script>" * 10_000))
    assert credit == Credit(CreditKind.SOURCE, ("<script>" * 13)[:100], ("<script>" * 38)[:300])
