"""The night that a page is about: its runs, their verdict together, and what they counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from newsspider.alerting.health import night_span
from newsspider.dashboard.charts import Bar
from newsspider.dashboard.pages.request import PageRequest
from newsspider.reasons.rejections import page_came, rejection_counts
from newsspider.store.reports.live import sum_counters
from newsspider.store.reports.nights import NightVerdict, runs_of_night, verdicts_of_nights
from newsspider.store.reports.runs import RunState

SEVERITY = ("ok", "goes on", "degraded", "failed", "lost")
"""Verdicts, the mildest first; a night has the worst of its outlets."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Night:
    """A night and its runs, oldest first; `runs` is empty for a night without one."""

    day: date
    runs: Sequence[RunState]

    @property
    def judged(self) -> list[RunState]:
        """The run that counts of each outlet, its last whole one or else its last; the worst first."""
        last: dict[str, RunState] = {}
        for run in sorted(self.runs, key=lambda one: (one.whole, one.started_at, one.id)):
            last[run.spider] = run
        return sorted(last.values(), key=lambda run: (-severity(run.verdict_now), -run.id))

    @property
    def run(self) -> RunState | None:
        """The run that the night is named by: the worst of those that count."""
        return next(iter(self.judged), None)

    @property
    def others(self) -> list[RunState]:
        """The other runs of the night, the newest first."""
        return [run for run in reversed(self.runs) if run is not self.run]

    @property
    def counters(self) -> Counter[str]:
        """What all runs of the night counted together."""
        return sum_counters(run.counters for run in self.runs)


def night_on(request: PageRequest, day: date) -> Night:
    """The night of a day."""
    since, until = night_span(day)
    return Night(day=day, runs=runs_of_night(request.connection, request.limits.lease, since, until))


def verdicts(
    request: PageRequest, last: date, days: int, outlet: str | None = None
) -> dict[date, list[NightVerdict]]:
    """The verdicts of each night, the worst first, from `days` before the last one on."""
    since, _ = night_span(last - timedelta(days=days))
    _, until = night_span(last)
    found: dict[date, list[NightVerdict]] = {}
    for one in verdicts_of_nights(request.connection, request.limits.lease, since, until, outlet):
        found.setdefault(one.day, []).append(one)
    return {day: sorted(of_day, key=lambda one: -severity(one.verdict)) for day, of_day in found.items()}


def marks(request: PageRequest, last: date, days: int) -> dict[date, str]:
    """The verdict of each night that is not ok, for the marks of a chart of days."""
    found = verdicts(request, last, days)
    return {day: of_day[0].verdict for day, of_day in found.items() if of_day[0].verdict != "ok"}


def day_bar(day: date, values: Mapping[str, float], verdicts: Mapping[date, str]) -> Bar:
    """The column of a day, with the mark of its night; it leads to that night."""
    return Bar(label=f"{day:%d.%m.}", values=values, mark=verdicts.get(day, ""), href=f"/?day={day}")


def severity(verdict: str) -> int:
    """The rank of a verdict; higher is worse."""
    return SEVERITY.index(verdict) if verdict in SEVERITY else len(SEVERITY)


def rejected(counters: Mapping[str, Any]) -> tuple[list[tuple[str, int]], list[tuple[str, int]]]:
    """Rejections by reason, the most frequent first: of pages that came and are no story, and of pages that
    did not come. Together they are the counter `outcome/rejection`."""
    counted = sorted(rejection_counts(counters).items(), key=lambda one: (-one[1], one[0]))
    came = [one for one in counted if page_came(one[0])]
    return came, [one for one in counted if not page_came(one[0])]
