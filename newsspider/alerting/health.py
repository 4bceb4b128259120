"""Health of the crawls: runs that are late, dead or too long, and the last good one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from newsspider.durations import JAKARTA, spoken
from newsspider.reasons.reason import Reason, ReasonCode
from newsspider.reasons.verdict import GOOD, AlertKind
from newsspider.store.reports.runs import RunState


@dataclass(frozen=True, kw_only=True, slots=True)
class HealthAlert:
    """Something that no run's own verdict says: the kind of alert, the reason, and when it was noticed or the
    run fell silent; `run` is the one it is about, if there is one."""

    kind: AlertKind
    spider: str
    reason: Reason
    at: datetime
    run: RunState | None = None


def troubles(runs: Iterable[RunState], max_age: timedelta, max_run: timedelta) -> list[HealthAlert]:
    """What is wrong with these runs (as `run_states` gives them), the worst first: a spider that has no good
    whole run younger than `max_age`, a dead run, a run that goes on for more than `max_run`."""
    runs = list(runs)
    spiders = sorted({run.spider for run in runs})
    late = [trouble for spider in spiders for trouble in _late(spider, _runs_of(spider, runs), max_age)]
    return [*late, *_dead(runs), *_too_long(runs, max_run)]


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


def night_span(day: date) -> tuple[datetime, datetime]:
    """When the night of a day begins and ends: noon to noon, by Jakarta's clock. Its runs begin then."""
    noon = datetime.combine(day, time(12), JAKARTA)
    return noon, noon + timedelta(days=1)


def ago(run: RunState) -> str:
    """How long ago the run ended, such as "3 h 12 min ago"."""
    return f"{spoken(run.now - (run.finished_at or run.seen_at))} ago"


def _runs_of(spider: str, runs: Iterable[RunState]) -> list[RunState]:
    """The runs of a spider, and those of several outlets among which is the spider's."""
    return [
        run if run.spider == spider else replace(run, good=run.outlets[spider] in GOOD)
        for run in runs
        if run.spider == spider or spider in run.outlets
    ]


def _late(spider: str, runs: list[RunState], max_age: timedelta) -> Iterator[HealthAlert]:
    """Of one spider's runs."""
    whole = [run for run in runs if run.whole]
    good = last_good(runs)
    if not whole:
        return
    since = (good.finished_at if good else min(run.started_at for run in whole)) or whole[0].now
    if whole[0].now - since <= max_age:
        return
    numbers: dict[str, Any] = {"spider": spider, "max_age": spoken(max_age)}
    if good is not None:
        numbers |= {"run": good.id, "ended": ago(good)}
    reason = Reason.of(ReasonCode.NO_GOOD_RUN, **numbers)
    yield HealthAlert(kind=AlertKind.LATE, spider=spider, reason=reason, at=whole[0].now, run=good)


def _dead(runs: list[RunState]) -> Iterator[HealthAlert]:
    """Dead runs, unless the same crawl has been run since, and well."""
    for run in runs:
        if run.dead and not any(_makes_up_for(run, later) for later in runs):
            silence = spoken(run.now - run.seen_at)
            reason = Reason.of(ReasonCode.RUN_LOST, run=run.id, spider=run.spider, silence=silence)
            yield HealthAlert(kind=AlertKind.LOST, spider=run.spider, reason=reason, at=run.seen_at, run=run)


def _makes_up_for(run: RunState, later: RunState) -> bool:
    same = (later.spider, later.arguments) == (run.spider, run.arguments)
    return same and later.good and later.started_at > run.seen_at


def _too_long(runs: Iterable[RunState], max_run: timedelta) -> Iterator[HealthAlert]:
    for run in runs:
        if run.goes_on and run.now - run.started_at > max_run:
            reason = Reason.of(
                ReasonCode.RUN_TOO_LONG,
                run=run.id,
                spider=run.spider,
                length=spoken(run.now - run.started_at),
                max_length=spoken(max_run),
            )
            yield HealthAlert(kind=AlertKind.LATE, spider=run.spider, reason=reason, at=run.now, run=run)
