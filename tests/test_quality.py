"""Quality of our reader on the recordings: no figure falls below its floor."""

from __future__ import annotations

from bench.quality.floors import below, floors, measured, raised
from bench.quality.scoring import Found, Tally

LABEL = {
    "headline": "Panen Kopi",
    "authors": ["Sekar Ayu"],
    "tags": ["kopi"],
    "published_at": "2026-07-24T12:40+07:00",
    "blocks": [{"type": "p", "text": "Warga memanen kopi."}, {"type": "p", "text": "Harga naik."}],
    "boilerplate": ["Baca juga: Harga Teh Turun di Pasar Lereng", "Iklan"],
}


def test_no_figure_is_below_its_floor() -> None:
    """A floor is raised by `python -m bench.quality --raise-floors`, and lowered by a person alone."""
    assert below(floors(), measured()) == []


def test_right_reading_has_full_figures() -> None:
    tally = Tally()
    found = Found(
        lines=("Warga  memanen kopi.", "Harga naik."),
        headline="panen kopi",
        authors=("SEKAR AYU",),
        published_at="2026-07-24T05:40:59+00:00",
        tags=("Kopi",),
    )
    tally.add(LABEL, found)
    assert set(tally.figures.values()) == {1.0}


def test_wrong_reading_loses_figures() -> None:
    tally = Tally()
    lines = (
        "Warga memanen kopi. Harga naik.",
        "Lihat Baca juga: Harga Teh Turun di Pasar Lereng",
        "Iklan baru",
    )
    tally.add(LABEL, Found(lines=lines, headline="Kopi", published_at="2026-07-24"))
    assert tally.figures == {
        "words": 10 / 21,
        "paragraphs": 0.0,
        "clean": 0.5,
        "headline": 0.0,
        "authors": 0.0,
        "time": 0.0,
        "tags": 0.0,
    }


def test_floors_only_go_up() -> None:
    old, new = {"a": {"words": 0.9, "tags": 0.5}}, {"a": {"words": 0.8, "tags": 0.6}, "b": {"words": 1.0}}
    assert raised(old, new) == {"a": {"words": 0.9, "tags": 0.6}, "b": {"words": 1.0}}
    assert below(old, new) == [
        "a: expected words of 0.9 at least, found 0.8",
        "b: expected a floor, found none: python -m bench.quality --raise-floors",
    ]
