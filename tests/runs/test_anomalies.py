"""Anomalies: what is out of the ordinary is a reason, and nothing that is ordinary."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

import pytest

from newsspider.outlets.expectations import NEWSROOM, NO_PAGES, Unit
from newsspider.reasons.reason import ReasonCode
from newsspider.runs.anomalies import Weighed, anomalies, counted, reason_for
from newsspider.store.reports.baselines import Measure, Usual

MEASURES = (ReasonCode.MEASURE_LOW, ReasonCode.MEASURE_HIGH)
LAG = 3
"""Nights that are not yet usual."""
Night = dict[str, Measure]


def night(day: int, rng: Random, stories: int = 900) -> Night:
    """What a night in good order measures: a weekend has a third fewer stories, a holiday (each eleventh day)
    half, and all varies by 30 %; shares vary as samples of that size do."""
    calm = 0.65 if day % 7 in (5, 6) else 0.5 if day % 11 == 0 else 1.0
    number = max(1, int(stories * calm * rng.uniform(0.7, 1.3)))

    def share(of: float, sample: int = number) -> float:
        return sum(rng.random() < of for _ in range(sample)) / sample

    def mean(of: float) -> float:
        return of * rng.uniform(0.9, 1.1)

    values: dict[str, tuple[float, int]] = {
        "stories": (number, number),
        "words": (mean(310), number),
        "freshness": (mean(700), number),
        "store/seconds": (mean(0.1), number // 50 + 2),
        "distinct/headline": (0.99, number),
        "distinct/lead": (0.97, number),
        "roles/editors_as_authors": (share(0.02), number),
    }
    for name, of in {
        "lead": 1.0,
        "authors": 0.9,
        "editors": 0.8,
        "dateline": 0.7,
        "published_at": 1.0,
        "tags": 0.85,
    }.items():
        values[f"fill/{name}"] = (share(of), number)
    for name, of in {"nasional": 0.4, "regional": 0.3, "seleb": 0.2, "sport": 0.07, "otomotif": 0.03}.items():
        values[f"stories/section/{name}"] = ((count := round(share(of) * number)), count)
    for name, of in {"Desktop2024": 0.7, "Desktop2021": 0.28, "Amp": 0.02}.items():
        values[f"layout/{name}"] = (share(of), number)
    for name, of in {"baca_juga": 2.1, "recommendation": 1.5, "related": 3.0, "pagination": 0.4}.items():
        values[f"links/{name}"] = (mean(of), number)
    for name, of in {
        "tribunx_banner": 0.95,
        "credit_line": 1.0,
        "caption": 1.1,
        "adblock_wall": 0.002,
    }.items():
        values[f"cuts/{name}"] = (share(of), number)
    values |= of_hosts(number, Random(f"{day} {stories}"))
    pages = 2 * number
    values |= {
        "rejections/Http404": (share(0.02, pages), pages),
        "rejections/NoBody": (share(0.004, pages), pages),
        "status/403": (share(0.001, pages), pages),
        "status/429": (0.0, pages),
        "status/5xx": (share(0.01, pages), pages),
        "lists/empty/index": (share(0.08, 120), 120),
        "render/success": (share(0.96, 60), 60),
    }
    return {
        name: Measure(name=name, value=float(value), sample=sample)
        for name, (value, sample) in values.items()
        if value or not name.startswith("stories/")
    }


def of_hosts(number: int, rng: Random) -> dict[str, tuple[float, int]]:
    """The new stories of each host: large and small ones, each of which varies by half."""
    shares = {"www": 0.4, "jabar": 0.3, "solo": 0.15, "bali": 0.1, "aceh": 0.04, "palu": 0.01}
    counts = {name: round(of * number * rng.uniform(0.5, 1.5)) for name, of in shares.items()}
    return {f"stories/host/{name}.tribunnews.com": (count, count) for name, count in counts.items()}


def usual_of(nights: list[Night]) -> dict[str, Usual]:
    names = {name for measured in nights for name in measured}
    return {
        name: Usual(name=name, runs=len(nights), values=[m[name].value for m in nights if name in m])
        for name in names
    }


def anomaly_texts(tonight: Night, before: list[Night]) -> list[str]:
    reasons = anomalies(tonight.values(), usual_of(before[:-LAG][-40:]), NEWSROOM)
    return [reason.text for reason in reasons]


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("stories", [60, 900], ids=["a_small_newsroom", "a_large_one"])
def test_thirty_normal_nights_are_no_surprise(seed: int, stories: int) -> None:
    rng = Random(seed)
    nights = [night(day, rng, stories) for day in range(45)]
    alarms = {day: odd for day in range(15, 45) if (odd := anomaly_texts(nights[day], nights[:day]))}
    assert alarms == {}


def changed(**values: float) -> Callable[[Night], Night]:
    """A night on which measures are different; `__` stands for the slash."""

    def spoil(measured: Night) -> Night:
        new = {name.replace("__", "/"): value for name, value in values.items()}
        samples = {
            name: measured[name].sample if name in measured else measured["stories"].sample for name in new
        }
        return measured | {
            name: Measure(name=name, value=value, sample=samples[name]) for name, value in new.items()
        }

    return spoil


def without(prefix: str) -> Callable[[Night], Night]:
    return lambda measured: {name: kept for name, kept in measured.items() if not name.startswith(prefix)}


def empty(_: Night) -> Night:
    return {"stories": Measure(name="stories", value=0.0, sample=0)}


@pytest.mark.parametrize(
    ("spoil", "measure"),
    [
        (empty, "stories"),
        (without("stories/section/regional"), "stories/section/regional"),
        (without("stories/host/jabar.tribunnews.com"), "stories/host/jabar.tribunnews.com"),
        (changed(fill__published_at=0.0), "fill/published_at"),
        (changed(fill__authors=0.4), "fill/authors"),
        (changed(fill__dateline=0.3), "fill/dateline"),
        (changed(words=2600.0), "words"),
        (changed(words=12.0), "words"),
        (changed(distinct__headline=0.01), "distinct/headline"),
        (changed(links__baca_juga=0.0), "links/baca_juga"),
        (without("links/recommendation"), "links/recommendation"),
        (without("cuts/tribunx_banner"), "cuts/tribunx_banner"),
        (changed(layout__Desktop2024=0.2, layout__Desktop2021=0.8), "layout/Desktop2021"),
        (changed(roles__editors_as_authors=0.9), "roles/editors_as_authors"),
        (changed(rejections__NoBody=0.25), "rejections/NoBody"),
        (changed(rejections__NoLayout=0.25), "rejections/NoLayout"),
        (changed(status__403=0.3), "status/403"),
        (changed(status__429=0.2), "status/429"),
        (changed(lists__empty__index=0.5), "lists/empty/index"),
        (changed(render__success=0.1), "render/success"),
        (changed(store__seconds=9.0), "store/seconds"),
        (changed(freshness=4000.0), "freshness"),
    ],
)
def test_what_is_out_of_the_ordinary_is_told(spoil: Callable[[Night], Night], measure: str) -> None:
    rng = Random(7)
    nights = [night(day, rng) for day in range(20)]
    odd = anomaly_texts(spoil(night(20, rng)), nights)
    assert [reason for reason in odd if reason.startswith(f"{measure}: ")], odd


def test_a_reason_has_its_numbers() -> None:
    rng = Random(3)
    nights = [night(day, rng) for day in range(20)]
    (odd,) = anomaly_texts(changed(fill__authors=0.41)(night(20, rng)), nights)
    assert odd.startswith("fill/authors: 41 % of ")
    assert " stories have this field, at least 6" in odd
    assert odd.endswith(" in 17 runs)")


SAID = {
    "stories": (0.0, 0, "0 new stories, at least 210 expected (usually 842 in 14 runs)"),
    "stories/section/nasional": (1.0, 1, "1 new story of the section, at least 210 expected"),
    "stories/host/solo.tribunnews.com": (0.0, 0, "0 new stories of the host, at least 210 expected"),
    "fill/published_at": (0.2, 1240, "20 % of 1,240 stories have a date, at least "),
    "fill/authors": (0.0, 40, "0 % of 40 stories have this field, at least "),
    "layout/Amp": (0.996, 250, "99.6 % of 250 stories are of this layout"),
    "words": (12.5, 900, "12.5 words a story (of 900 stories), at least "),
    "distinct/headline": (
        0.0043,
        232,
        "0.43 % of 232 stories have this for themselves, at least 60 % expected",
    ),
    "links/baca_juga": (0.19, 232, "0.19 links of this kind a story (of 232 stories), at least "),
    "cuts/caption": (0.19, 232, "0.19 lines a story are cut by this rule (of 232 stories), at least "),
    "roles/editors_as_authors": (
        1.0,
        50,
        "100 % of 50 stories have an author who is known as an editor, at most 25 % ",
    ),
    "rejections/NoLayout": (0.25, 400, "25 % of 400 pages are of no form we know, at most 20 % expected"),
    "rejections/Http404": (0.25, 400, "25 % of 400 pages were rejected for this, at most 20 % expected"),
    **{
        f"rejections/{name}": (
            0.25,
            400,
            "25 % of 400 pages were answers that are no page of the site, at most ",
        )
        for name in NO_PAGES
    },
    "status/403": (1.0, 212, "100 % of 212 pages were refused (403), at most 5 % expected"),
    "status/429": (
        0.125,
        80,
        "12.5 % of 80 pages were refused for asking too fast (429), at most 5 % expected",
    ),
    "status/5xx": (0.5, 20, "50 % of 20 pages failed at the host (5xx), at most 10 % expected"),
    "lists/empty/index": (1.0, 40, "100 % of 40 lists name no story, at most "),
    "second_reading/differs": (
        0.5,
        10,
        "50 % of 10 stories have other text than a second reading finds, at most 30 % expected",
    ),
    "render/success": (0.05, 60, "5 % of 60 stories could be shown in a browser, at least 60 % expected"),
    "freshness": (4000.0, 900, "4,000 minutes from publication to storage (of 900 stories), at most "),
    "store/seconds": (3.8, 22, "3.8 seconds to store a batch (of 22 batches), at most 2 expected"),
}


@pytest.mark.parametrize("name", SAID)
def test_a_measure_is_said_in_its_unit_with_its_sample(name: str) -> None:
    """Case T7."""
    value, sample, said = SAID[name]
    expected = next(one for one in NEWSROOM if one.of(name))
    bounds = {
        "low": 210.0 if expected.unit is Unit.COUNT else expected.least or 0.6,
        "high": expected.most or (9e9 if expected.unit is Unit.COUNT else 0.7),
    }
    if value > bounds["high"]:
        bounds["low"] = 0.0
    odd = Weighed(
        measure=Measure(name=name, value=value, sample=sample),
        expected=expected,
        counts=True,
        usual=[842.0] * 14 if name == "stories" else [],
        **bounds,
    )
    reason = reason_for(odd)
    assert reason.text.startswith(f"{name}: {said}")
    assert (reason.code in MEASURES, reason.subject) == (True, name)


def test_every_measure_that_is_judged_has_its_words() -> None:
    """Case T7: whoever expects something of a new measure says here how it reads."""
    assert {expected for expected in NEWSROOM if not any(expected.of(name) for name in SAID)} == set()


def test_too_few_runs_make_nothing_usual_but_what_must_be_must_be() -> None:
    rng = Random(3)
    nights = [night(day, rng) for day in range(8)]
    assert anomaly_texts(changed(fill__authors=0.0)(night(9, rng)), nights) == []
    assert anomaly_texts(changed(fill__published_at=0.5)(night(9, rng)), nights) != []


def test_counters_are_measures() -> None:
    counters: dict[str, Any] = {
        "outcome/article": 70,
        "outcome/rejection": 30,
        "rejection/NoBody": 20,
        "rejection/Http403": 10,
        "downloader/response_status_count/200": 80,
        "downloader/response_status_count/403": 15,
        "downloader/response_status_count/503": 5,
        "lists/index": 4,
        "lists_empty/index": 1,
        "batches": 10,
        "write_seconds": 2.0,
    }
    values = {measure.name: (measure.value, measure.sample) for measure in counted(counters)}
    assert values == {
        "rejections/NoBody": (0.2, 100),
        "rejections/Http403": (0.1, 100),
        "status/403": (0.15, 100),
        "status/429": (0.0, 100),
        "status/5xx": (0.05, 100),
        "lists/empty/index": (0.25, 4),
        "store/seconds": (0.2, 10),
    }
