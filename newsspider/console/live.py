"""Line of a run under way: pages and stories per minute, due pages, time left, hosts, browser, rejections."""

from __future__ import annotations

from collections.abc import Iterator

from rich.text import Text

from newsspider.console.terminal import safe
from newsspider.durations import spoken
from newsspider.store.reports.live import HostState, LiveRun
from newsspider.store.reports.pace import Pace, TimeLeft

SHOWN = (HostState.CRAWLING, HostState.PAUSED, HostState.REFUSED, HostState.WAITING)
"""States whose numbers of hosts are shown, if there are any."""
STYLES = {HostState.PAUSED: "yellow", HostState.REFUSED: "red"}
REASON_LENGTH = 24
LEFT = {
    "unknown": "unknown",
    "nothing_due": "0 s",
    "at_least": "at least {least}",
    "about": "about {least}",
    "range": "{least} to {most}",
}
"""The time left in words, by its form."""


def live_line(run: LiveRun, pace: Pace) -> Text:
    """The run on one line, the important numbers first: a narrow terminal cuts its end."""
    parts = [safe(f"run {run.id}", "bold")]
    for part in (*_numbers(run, pace), *_hosts(run), *_troubles(run)):
        parts += [safe(", " if len(parts) > 1 else ": "), part]
    return Text.assemble(*parts, no_wrap=True, overflow="ellipsis")


def _numbers(run: LiveRun, pace: Pace) -> Iterator[Text]:
    rates = pace.rates()
    yield safe(f"{run.pages:,} pages {rates.pages:,.0f}/min")
    yield safe(f"{run.stories:,} new stories {rates.stories:,.0f}/min")
    yield safe(f"{run.due:,} due")
    yield safe(f"left {left_text(pace.time_left())}")


def left_text(left: TimeLeft) -> str:
    """The time left: a range, a lower bound, or `unknown`."""
    form, least, most = left.stated()
    return LEFT[form].format(least=spoken(least), most=spoken(most))


def _hosts(run: LiveRun) -> Iterator[Text]:
    states = run.states()
    for state in SHOWN:
        if states[state]:
            yield safe(f"{states[state]} {state}", STYLES.get(state, ""))


def _troubles(run: LiveRun) -> Iterator[Text]:
    if pages := run.counters["render/pages"]:
        yield safe(f"{pages:,} in the browser")
    if rejected := run.counters["outcome/rejection"]:
        last = f" (last {run.rejections[0].reason[:REASON_LENGTH]})" if run.rejections else ""
        yield safe(f"{rejected:,} rejected{last}")
    if errors := run.counters["log_count/ERROR"]:
        yield safe(f"{errors:,} errors", "red")
