"""Pages about runs under way: all of them, and one with its hosts, rejections and log."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from newsspider.dashboard.language import Labels
from newsspider.dashboard.live.runs import Watched
from newsspider.dashboard.live.state import state_of
from newsspider.dashboard.pages.request import NotFound, PageRequest, Redirected
from newsspider.store.reports.live import runs_under_way
from newsspider.store.reports.runs import run_states


def live(request: PageRequest) -> Mapping[str, Any]:
    """The runs under way. A single one has a page of its own. Raises Redirected."""
    numbers = runs_under_way(request.connection, request.limits.lease)
    if len(numbers) == 1:
        raise Redirected(f"/live/{numbers[0]}")
    watched = [found for number in numbers if (found := request.live.look(request.connection, number))]
    last = run_states(request.connection, request.limits.lease, newest=1)
    return {"watched": watched, "state": _state(request), "last": last[0] if last else None}


def live_run(request: PageRequest) -> Mapping[str, Any]:
    """One run; the page says so if it has ended."""
    watched = request.live.look(request.connection, request.id())
    if watched is None:
        raise NotFound
    return {"watched": watched, "run": watched.run, "state": _state(request)}


def _state(request: PageRequest) -> Any:
    """What a template calls with its labels."""

    def state(watched: Watched, labels: Labels) -> dict[str, Any]:
        return state_of(watched, labels, request.live.budget)

    return state
