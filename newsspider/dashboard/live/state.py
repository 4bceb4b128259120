"""State of a run under way as texts in the reader's language, for the page and for its events."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from newsspider.dashboard.formats import duration, plain
from newsspider.dashboard.language import Labels
from newsspider.dashboard.live.runs import Watched
from newsspider.durations import JAKARTA
from newsspider.store.reports.live import HostState, LastRejection, LiveHost, LiveRun
from newsspider.store.reports.pace import TimeLeft

TEXT_LENGTH = 200
ORDER = tuple(HostState)
"""Hosts that need somebody come first."""


def state_of(watched: Watched, labels: Labels, budget: int) -> dict[str, Any]:
    """The texts of a run: `figures` by key, rows of `hosts` and `rejections`, the `log`, and whether the run
    has `ended`. Plain JSON; every text of a page is without hidden characters."""
    run = watched.run
    hosts = sorted(run.hosts, key=lambda host: (ORDER.index(host.state(run.now)), -host.due, host.name))
    return {
        "figures": dict(_figures(watched, labels, budget)),
        "hosts": [_host(host, run, labels) for host in hosts],
        "rejections": [_rejection(one) for one in run.rejections],
        "log": "\n".join(plain(line) for line in watched.log.lines) if watched.log else "",
        "ended": not run.goes_on,
    }


def event(state: Mapping[str, Any]) -> bytes:
    """The state as one server-sent event, `end` once the run has ended."""
    name = "end" if state["ended"] else "state"
    return f"event: {name}\ndata: {json.dumps(state, ensure_ascii=True)}\n\n".encode()


def _figures(watched: Watched, labels: Labels, budget: int) -> Iterator[tuple[str, str]]:
    run, rates, count = watched.run, watched.rates, watched.run.counters
    since = "live.per_minute_in_all" if rates.since_start else "live.per_minute"
    yield "clock", f"{run.now.astimezone(JAKARTA):%H:%M:%S}"
    yield "length", duration(run.now - run.started_at, labels)
    yield "heartbeat", labels("live.ago", time=duration(run.now - run.seen_at, labels))
    yield "workers", labels.number(run.working)
    yield "pages", labels.number(run.pages)
    yield "pages_rate", labels(since, number=_rate(rates.pages, labels))
    yield "stories", labels.number(run.stories)
    yield "stories_rate", labels(since, number=_rate(rates.stories, labels))
    yield "due", labels.number(run.due)
    yield "in_flight", labels("live.in_flight", number=labels.number(max(0, count["in_flight"])))
    yield "left", left_text(watched.left, labels)
    yield "rejected", labels.number(count["outcome/rejection"])
    yield "log_errors", labels("live.log_errors", number=labels.number(count["log_count/ERROR"]))
    yield "rendered", labels.number(count["render/pages"])
    yield "budget", _budget(run, labels, budget)


def _rate(value: float, labels: Labels) -> str:
    return labels.number(round(value) if value >= 10 else round(value, 1))


def _budget(run: LiveRun, labels: Labels, budget: int) -> str:
    """What the browser has left: its budget a host, and the stories that found it spent."""
    stated = str(run.settings.get("RENDER_BUDGET", budget))
    over, failed = run.counters["render/over_budget"], run.counters["render/failed"]
    numbers = {"over": labels.number(over), "failed": labels.number(failed)}
    return labels("live.budget", budget=plain(stated[:20]), **numbers)


def left_text(left: TimeLeft, labels: Labels) -> str:
    """The time left as a range, a lower bound, or unknown."""
    form, least, most = left.stated()
    return labels(f"live.left_{form}", least=duration(least, labels), most=duration(most, labels))


def _host(host: LiveHost, run: LiveRun, labels: Labels) -> dict[str, Any]:
    state = host.state(run.now)
    until = host.paused_until if state in (HostState.PAUSED, HostState.REFUSED) else None
    return {
        "name": plain(host.name),
        "state": state.value,
        "label": labels(f"live.state_{state.value}"),
        "until": labels("live.until", time=_clock(until)) if until else "",
        "pages": labels.number(host.pages),
        "failed": labels.number(host.failed),
        "due": labels.number(host.due),
    }


def _rejection(one: LastRejection) -> dict[str, Any]:
    return {
        "page": one.page_id,
        "at": _clock(one.rejected_at),
        "reason": plain(one.reason[:TEXT_LENGTH]),
        "url": plain(one.url.removeprefix("https://")[:TEXT_LENGTH]),
        "detail": plain(one.detail[:TEXT_LENGTH]),
    }


def _clock(moment: datetime) -> str:
    return f"{moment.astimezone(JAKARTA):%H:%M:%S}"
