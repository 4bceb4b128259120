"""Pages of the dashboard: the address, view and template of each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from newsspider.dashboard.pages.calendar import nights
from newsspider.dashboard.pages.drift import layouts, suspects
from newsspider.dashboard.pages.edits import edits
from newsspider.dashboard.pages.hosts import hosts
from newsspider.dashboard.pages.live import live, live_run
from newsspider.dashboard.pages.overview import overview
from newsspider.dashboard.pages.reasons import numbers, reasons
from newsspider.dashboard.pages.rejections import rejected, rejections
from newsspider.dashboard.pages.request import PageRequest
from newsspider.dashboard.pages.runs import run, runs
from newsspider.dashboard.pages.schedules import schedules
from newsspider.dashboard.pages.storage import storage
from newsspider.dashboard.pages.stories import neighbours, search, story, topic
from newsspider.dashboard.pages.weeks import weeks

View = Callable[[PageRequest], Mapping[str, Any]]

VIEWS: dict[str, tuple[View, str]] = {
    "/": (overview, "overview.html"),
    "/live": (live, "live.html"),
    "/live/{number}": (live_run, "live_run.html"),
    "/runs": (runs, "runs.html"),
    "/runs/{number}": (run, "run.html"),
    "/schedules": (schedules, "schedules.html"),
    "/storage": (storage, "storage.html"),
    "/edits": (edits, "edits.html"),
    "/reasons": (reasons, "reasons.html"),
    "/numbers": (numbers, "numbers.html"),
    "/nights": (nights, "calendar.html"),
    "/weeks": (weeks, "weeks.html"),
    "/hosts": (hosts, "hosts.html"),
    "/layouts": (layouts, "layouts.html"),
    "/rejections": (rejections, "rejections.html"),
    "/rejections/{number}": (rejected, "rejected.html"),
    "/suspects": (suspects, "suspects.html"),
    "/stories": (search, "stories.html"),
    "/story/{number}": (story, "story.html"),
    "/topic": (topic, "topic.html"),
    "/story/{number}/links": (neighbours, "neighbours.html"),
}
"""By address: the view, which queries the database, and its template."""
