"""Has the crawl done its work lately, and is a run dead or without end?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from newsspider.durations import JAKARTA, spoken
from newsspider.store.reports.runs import RunState

LOST = "every process of the run died before its end"
"""The reason that the next run writes into the books of a dead one: before or after, it is one cause."""
NO_GOOD_RUN = "no good run has ended in time"
WITHOUT_END = "a run goes on without end"


@dataclass(frozen=True, kw_only=True, slots=True)
class Trouble:
    """Something that no run's own verdict says: its kind (`late`, `lost`), the cause, what it is in words,
    when it was noticed or the run fell silent, and the run it is about, if there is one."""

    kind: str
    spider: str
    cause: str
    text: str
    at: datetime
    run: RunState | None = None


def troubles(runs: Iterable[RunState], max_age: timedelta, max_run: timedelta) -> list[Trouble]:
    """What is wrong with these runs (as `run_states` gives them), the worst first: a spider that has no good
    whole run younger than `max_age`, a dead run, a run that goes on for more than `max_run`."""
    runs = list(runs)
    spiders = sorted({run.spider for run in runs})
    late = [
        trouble
        for spider in spiders
        for trouble in _late([run for run in runs if run.spider == spider], max_age)
    ]
    return [*late, *_dead(runs), *_endless(runs, max_run)]


def last_good(runs: Iterable[RunState]) -> RunState | None:
    """The last good whole run to have ended."""
    good = [run for run in runs if run.good and run.whole and run.finished_at]
    return max(good, key=lambda run: (run.finished_at or run.now, run.id), default=None)


def night_of(runs: Iterable[RunState]) -> date:
    """The day whose stories the last whole run was for: the one on which it began, by Jakarta's clock, or the
    day before if it began before noon; today where there was no run."""
    began = max((run.started_at for run in runs if run.whole), default=None)
    if began is None:
        return datetime.now(JAKARTA).date()
    return (began.astimezone(JAKARTA) - timedelta(hours=12)).date()


def ago(run: RunState) -> str:
    """How long ago the run ended, such as "3 h 12 min ago"."""
    return f"{spoken(run.now - (run.finished_at or run.seen_at))} ago"


def _late(runs: list[RunState], max_age: timedelta) -> Iterator[Trouble]:
    """Of one spider's runs."""
    whole = [run for run in runs if run.whole]
    good = last_good(runs)
    if not whole:
        return
    since = (good.finished_at if good else min(run.started_at for run in whole)) or whole[0].now
    if whole[0].now - since <= max_age:
        return
    limit = f"within the last {spoken(max_age)}"
    told = f"the last one, run {good.id}, ended {ago(good)}" if good else "none ever was"
    text = f"no good run of {runs[0].spider} has ended {limit}: {told}"
    yield Trouble(kind="late", spider=runs[0].spider, cause=NO_GOOD_RUN, text=text, at=whole[0].now, run=good)


def _dead(runs: list[RunState]) -> Iterator[Trouble]:
    """Dead runs, unless the same crawl has been run since, and well."""
    for run in runs:
        if run.dead and not any(_makes_up_for(run, later) for later in runs):
            silent = spoken(run.now - run.seen_at)
            text = f"run {run.id} of {run.spider} is dead: no sign of life for {silent}"
            yield Trouble(kind="lost", spider=run.spider, cause=LOST, text=text, at=run.seen_at, run=run)


def _makes_up_for(run: RunState, later: RunState) -> bool:
    same = (later.spider, later.arguments) == (run.spider, run.arguments)
    return same and later.good and later.started_at > run.seen_at


def _endless(runs: Iterable[RunState], max_run: timedelta) -> Iterator[Trouble]:
    for run in runs:
        if run.goes_on and run.now - run.started_at > max_run:
            length = spoken(run.now - run.started_at)
            text = f"run {run.id} of {run.spider} goes on for {length}, more than {spoken(max_run)}"
            yield Trouble(kind="late", spider=run.spider, cause=WITHOUT_END, text=text, at=run.now, run=run)
