"""Links from a reason to the rows behind it: rejected pages, hosts, measures, workers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from newsspider.reasons.reason import ReasonCode

_HOST_REJECTIONS = {
    ReasonCode.HOST_CLOSED,
    ReasonCode.HOST_SILENT,
    ReasonCode.HOST_ROBOTS_UNREACHABLE,
    ReasonCode.HOST_REFUSES,
    ReasonCode.HOST_LEADS_ELSEWHERE,
    ReasonCode.HOST_LISTS_UNREADABLE,
    ReasonCode.HOST_LISTS_FAILED,
    ReasonCode.HOST_LIST_UNREADABLE,
    ReasonCode.HOST_SITEMAPS_FAILED,
    ReasonCode.HOST_SITEMAP_UNREADABLE,
    ReasonCode.HOST_NO_STORIES,
    ReasonCode.HOST_STORIES_MANY_FAILED,
    ReasonCode.HOST_STORIES_MOST_FAILED,
    ReasonCode.HOST_STORIES_DOUBTFUL,
    ReasonCode.HOST_STORIES_ENDLESS,
}
"""Reasons of hosts whose pages were rejected."""
_HOST_PAGES = {
    ReasonCode.HOST_LIMIT,
    ReasonCode.HOST_LISTS_EMPTY,
    ReasonCode.HOST_LISTS_NOWHERE,
    ReasonCode.HOST_PAUSED,
    ReasonCode.HOST_CRAWL_DELAY,
    ReasonCode.HOST_NOT_ASKED,
    ReasonCode.HOST_PAGES_LEFT,
}
"""Reasons of hosts that show in what waits there."""
_REJECTIONS = {
    ReasonCode.REFUSED,
    ReasonCode.NO_PAGES,
    ReasonCode.NOTHING_READ,
    ReasonCode.NO_STORIES,
    ReasonCode.PAGES_UNANSWERED,
    ReasonCode.PAGES_UNREADABLE,
    ReasonCode.ITEMS_REFUSED,
    ReasonCode.ITEMS_UNSTORABLE,
}
_COUNTERS = {
    ReasonCode.LISTS_WITHOUT_STORIES,
    ReasonCode.PAGES_UNWRITTEN,
    ReasonCode.BACKFILL_UNFINISHED,
    ReasonCode.LOGGED_ERRORS,
    ReasonCode.ARCHIVE_FAILED,
    ReasonCode.FEED_UNWRITTEN,
}
_RUNS = {
    ReasonCode.NO_GOOD_RUN,
    ReasonCode.RUN_TOO_LONG,
    ReasonCode.SLOT_MISSED,
    ReasonCode.CRAWL_NOT_BEGUN,
}
"""What no run says of itself."""
_MEASURES = {"rejections/": "", "status/": "Http"}
"""Measures that are shares of rejections, with the beginning of the reasons' names."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Evidence:
    """A page of the dashboard that has the rows behind a reason: its path, query and anchor."""

    path: str
    query: Mapping[str, object]
    anchor: str = ""


_ELSEWHERE: Mapping[str, Evidence] = {
    ReasonCode.NEW_LINE: Evidence(path="/suspects", query={"days": 3}),  # the saved look may be older
    ReasonCode.WEBHOOK_GAVE_UP: Evidence(path="/schedules", query={}, anchor="webhooks"),
}


def evidence_of(reason: Mapping[str, Any], run: int | None) -> Evidence:
    """Where the rows behind a reason are; `reason` is its JSON object, `run` the run that says it."""
    code, subject = reason["code"], str(reason.get("subject", ""))
    if code in _HOST_REJECTIONS:
        return Evidence(path="/rejections", query={"run": run, "host": subject or None})
    if code in _HOST_PAGES:
        return Evidence(path="/hosts", query={}, anchor=subject)
    if code == ReasonCode.HOST_STORIES_GENERIC:
        return Evidence(path="/stories", query={"host": subject or None, "reading": "generic"})
    if code in (ReasonCode.MEASURE_LOW, ReasonCode.MEASURE_HIGH):
        return _of_measure(subject, run)
    if code in _ELSEWHERE:
        return _ELSEWHERE[code]
    if code in _RUNS or run is None:
        return Evidence(path="/runs", query={})
    if code in _REJECTIONS:
        return Evidence(path="/rejections", query={"run": run})
    return Evidence(path=f"/runs/{run}", query={}, anchor="counters" if code in _COUNTERS else "workers")


def _of_measure(name: str, run: int | None) -> Evidence:
    """Where what a measure measured is."""
    for beginning, reasons in _MEASURES.items():
        reason = name.removeprefix(beginning)
        if reason != name and not reason.endswith("xx"):
            return Evidence(path="/rejections", query={"run": run, "reason": reasons + reason})
    if name.startswith("stories/host/"):
        return Evidence(path="/stories", query={"host": name.removeprefix("stories/host/")})
    if name.startswith(("fill/", "layout/")):
        return Evidence(path="/layouts", query={}, anchor="filled" if name.startswith("fill/") else "chart")
    if name.startswith("cuts/"):
        return Evidence(path="/suspects", query={}, anchor="dead")
    if run is None:
        return Evidence(path="/runs", query={})
    return Evidence(path=f"/runs/{run}", query={}, anchor="measures")
