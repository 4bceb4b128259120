"""Outlets for a person and for a program: hosts, layouts, what is verified of them, and the last run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from rich.console import RenderableType

from newsspider.console.summary import COLOURS
from newsspider.console.terminal import grid, safe
from newsspider.durations import wib
from newsspider.outlets.layout import Layout
from newsspider.outlets.outlet import Outlet
from newsspider.store.reports.runs import FeedHub, OutletRun

UNSEEN = "from reports"
SEEN = "from pages"


@dataclass(frozen=True, kw_only=True, slots=True)
class OutletState:
    """An outlet, its newest run and the hubs of its feeds; without them if it has none, or if no database
    answers."""

    outlet: Outlet
    run: OutletRun | None
    hubs: Sequence[FeedHub] = ()

    @property
    def seen(self) -> Sequence[Layout]:
        """The layouts that were written from a page of the site."""
        return [layout for layout in self.outlet.layouts if layout.page_seen]


def outlets_table(states: Sequence[OutletState]) -> Iterator[RenderableType]:
    """All outlets, a row each."""
    table = grid(14, 5, 7, 4, 20, numbers=(1, 2, 3))
    table.add_row(*(safe(title, "bold") for title in ("outlet", "hosts", "layouts", "seen", "last run")))
    for state in states:
        counts = (len(state.outlet.newsrooms), len(state.outlet.layouts), len(state.seen))
        table.add_row(safe(state.outlet.name), *(safe(str(count)) for count in counts), _run(state.run))
    yield table
    yield ""
    yield "seen: layouts written from a page of the site; the others are known from reports of its markup."


def outlet_lines(state: OutletState, day: date) -> Iterator[RenderableType]:
    """One outlet: its layouts, hosts, and where a night of the day begins."""
    outlet = state.outlet
    yield safe(outlet.name, "bold")
    table = grid(10)
    table.add_row("last run", _run(state.run))
    for layout in outlet.layouts:
        table.add_row("layout", safe(f"{layout.name}, {SEEN if layout.page_seen else UNSEEN}"))
    hosts = sorted(outlet.newsrooms)
    table.add_row("hosts", safe(", ".join(hosts)))
    for seed in outlet.seeds(hosts[0], day):
        table.add_row("seed", safe(seed))
    table.add_row("index", safe(outlet.dated_index(hosts[0], day, None)))
    for found in state.hubs:
        table.add_row("hub", safe(f"{found.hub}, of {found.feed}"))
    yield table


def as_data(states: Sequence[OutletState]) -> Mapping[str, Any]:
    """The outlets for a program; times are ISO 8601."""
    return {"outlets": [_data(state) for state in states]}


def _data(state: OutletState) -> Mapping[str, Any]:
    run = state.run
    return {
        "name": state.outlet.name,
        "hosts": sorted(state.outlet.newsrooms),
        "layouts": [{"name": layout.name, "page_seen": layout.page_seen} for layout in state.outlet.layouts],
        "hubs": [{"feed": found.feed, "hub": found.hub} for found in state.hubs],
        "last_run": run
        and {"id": run.run, "verdict": run.verdict, "started_at": run.started_at, "whole": run.whole},
    }


def _run(run: OutletRun | None) -> RenderableType:
    if run is None:
        return safe("none", "dim")
    part = "" if run.whole else " (a part)"
    return safe(f"{run.verdict}{part}, {wib(run.started_at)}", COLOURS.get(run.verdict, ""))
