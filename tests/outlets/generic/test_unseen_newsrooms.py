"""Pages of newsrooms of which no page is in reach: 24 invented ones, in the ways in which such sites are made.

Text in one element with <br><br>, AMP, WordPress, Next.js, hashed class names, first pages of several, boxes
and calls within the text. They were written before the reader was tried on them.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bench.quality.cases import Case, cases
from bench.quality.readers import read_ours
from bench.quality.scoring import Tally
from newsspider.items import Article
from newsspider.outlets.unknown import unknown_outlet
from pipelines.cleaning import clean

PAGES = Path(__file__).with_name("pages")
CASES = cases(PAGES)


@pytest.mark.parametrize(
    ("generic", "floors"),
    [
        (
            True,
            {"paragraphs": 0.98, "clean": 0.98, "headline": 1.0, "authors": 0.95, "time": 1.0, "tags": 0.95},
        ),
        (
            False,
            {"paragraphs": 0.95, "clean": 0.98, "headline": 1.0, "authors": 0.85, "time": 0.9, "tags": 0.9},
        ),
    ],
    ids=["as pages of no outlet", "by their outlets"],
)
def test_no_figure_is_below_its_floor(generic: bool, floors: dict[str, float]) -> None:
    tally = Tally()
    for case in CASES:
        tally.add(case.label, read_ours(case, generic))
    assert tally.pages == 24
    figures = {name: round(tally.figures[name], 3) for name in floors}
    assert {name: value for name, value in figures.items() if value < floors[name]} == {}, figures


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_pictures_have_their_captions(case: Case) -> None:
    outlet = unknown_outlet(case.address)
    found = outlet.read(case.body, case.address)
    assert isinstance(found, Article), found
    pictures = [{"text": image.caption, "credit": image.credit} for image in clean(found, outlet).images]
    assert pictures == case.label["captions"]
    assert all(image.url for image in found.images)
    alts = set(re.findall(r' alt="([^"]+)"', case.body.decode()))
    assert any(image.alt in alts for image in found.images) == bool(alts)


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_story_and_removed_lines_are_apart(case: Case) -> None:
    outlet = unknown_outlet(case.address)
    found = outlet.read(case.body, case.address)
    assert isinstance(found, Article), found
    article = clean(found, outlet)
    assert not {block.text for block in article.blocks} & {cut.text for cut in article.removed}
    for name in ("editors", "source", "dateline", "signature"):
        if name in case.label:
            stated = case.label[name]
            assert getattr(article, name) == (tuple(stated) if name == "editors" else stated)
