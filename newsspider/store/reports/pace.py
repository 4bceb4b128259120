"""Pace of a run under way: pages and stories per minute, and an honest estimate of the time left."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from datetime import timedelta

from newsspider.store.reports.live import LiveHost, LiveRun

WINDOW = timedelta(minutes=5)
"""Rates are those of the last minutes."""
SPACING = timedelta(seconds=2)
"""Of states that follow each other more closely only the newest is kept."""
SHORTEST = timedelta(seconds=15)
"""Of a shorter time the rates since the run's start are better."""
TREND = timedelta(seconds=60)
"""The number of due pages must be watched for so long before its trend says anything."""


@dataclass(frozen=True, kw_only=True, slots=True)
class TimeLeft:
    """An estimate: at least `least`, at most `most`. None of either is unknown."""

    least: timedelta | None = None
    most: timedelta | None = None

    def stated(self) -> tuple[str, timedelta, timedelta]:
        """Its form (`unknown`, `nothing_due`, `at_least`, `about` or `range`), and both bounds, rounded."""
        least = rounded(self.least or timedelta(0))
        most = rounded(self.most or timedelta(0))
        if self.least is None:
            return "unknown", least, most
        if self.most is None:
            return "at_least", least, most
        if not self.most:
            return "nothing_due", least, most
        return "about" if most <= least else "range", least, most


@dataclass(frozen=True, kw_only=True, slots=True)
class Rates:
    """Pages and stories per minute over `seconds`; `since_start` where the run was not watched for long."""

    pages: float
    stories: float
    seconds: float
    since_start: bool


def rounded(length: timedelta) -> timedelta:
    """An estimate, which knows no seconds: to ten of them, to a minute from ten minutes on."""
    step = 60 if length >= timedelta(minutes=10) else 10
    return timedelta(seconds=max(step, round(length.total_seconds() / step) * step))


class Pace:
    """Rates and time left of one run, from the states that were seen of it."""

    def __init__(self) -> None:
        self._seen: deque[LiveRun] = deque()

    def see(self, run: LiveRun) -> None:
        """Take another state of the run into account."""
        if len(self._seen) > 1 and run.now - self._seen[-2].now < SPACING:
            self._seen.pop()
        self._seen.append(run)
        while run.now - self._seen[0].now > WINDOW:
            self._seen.popleft()

    def rates(self) -> Rates:
        """The rates of the last minutes. Expects at least one state."""
        last, first = self._seen[-1], self._seen[0]
        since_start = last.now - first.now < SHORTEST
        seconds = max(1.0, (last.now - (last.started_at if since_start else first.now)).total_seconds())
        pages = last.pages - (0 if since_start else first.pages)
        stories = last.stories - (0 if since_start else first.stories)
        return Rates(
            pages=max(0, pages) * 60 / seconds,
            stories=max(0, stories) * 60 / seconds,
            seconds=seconds,
            since_start=since_start,
        )

    def time_left(self) -> TimeLeft:
        """How long the due pages take: at least as long as those of the slowest host at its pace. At most as
        long as the number of due pages needs to reach zero at its trend; unknown while it does not fall."""
        last, rates = self._seen[-1], self.rates()
        if not last.due:
            return TimeLeft(least=timedelta(0), most=timedelta(0))
        alone = [self._host_seconds(host, rates) for host in last.hosts if host.due]
        known = [seconds for seconds in alone if seconds is not None]
        if not rates.pages or not known:
            return TimeLeft()
        least = max([*known, last.due * 60 / rates.pages])
        if (limited := self._limit_seconds(rates)) is not None:
            return TimeLeft(least=timedelta(seconds=min(least, limited)), most=timedelta(seconds=limited))
        most = self._trend_seconds() if len(known) == len(alone) else None
        return TimeLeft(
            least=timedelta(seconds=least),
            most=None if most is None else timedelta(seconds=max(least, most)),
        )

    def _host_seconds(self, host: LiveHost, rates: Rates) -> float | None:
        """How long the due pages of a host take at its own pace; None if that is not known."""
        last = self._seen[-1]
        pages = host.pages
        if not rates.since_start:
            pages -= next((one.pages for one in self._seen[0].hosts if one.name == host.name), 0)
        pause = (host.paused_until - last.now).total_seconds() if host.paused_until is not None else 0.0
        return pause + host.due * rates.seconds / pages if pages > 0 else None

    def _trend_seconds(self) -> float | None:
        """When no page is due any more, if their number goes on falling as it did; None if it does not."""
        last, first = self._seen[-1], self._seen[0]
        seconds, fallen = (last.now - first.now).total_seconds(), first.due - last.due
        if last.now - first.now < TREND or fallen <= 0:
            return None
        return last.due * seconds / fallen

    def _limit_seconds(self, rates: Rates) -> float | None:
        """When the run has read as many stories as `-a limit=` allows, if stories and other pages keep their
        proportion; None without a limit or stories."""
        last = self._seen[-1]
        limit, read = str(last.arguments.get("limit", "")), last.counters["outcome/article"]
        if not limit.isdecimal() or not read or not rates.pages:
            return None
        return max(0, int(limit) - read) * (last.pages / read) * 60 / rates.pages
