"""Tests of the state of a run under way, as the database has it."""

from __future__ import annotations

import pytest

from newsspider.outlets import OUTLETS, hosts_asked
from newsspider.store.reports.live import HostState, LiveRun, live_run, runs_under_way
from newsspider.store.reports.readonly import looking
from tests.dashboard.watching import end, under_way
from tests.databases.run_rows import ended, going_on


def seen(database: str, run: int) -> LiveRun:
    with looking(database) as connection:
        found = live_run(connection, run, 45.0, hosts_asked)
    assert found is not None
    return found


def test_run_has_counters_hosts_and_rejections(database: str) -> None:
    run = seen(database, under_way(database))
    assert (run.pages, run.stories, run.due, run.working, run.goes_on) == (300, 200, 46, 1, True)
    assert {host.name.split(".")[0]: (host.pages, host.due) for host in run.hosts} == {
        "www": (200, 30),
        "solo": (60, 12),
        "jogja": (5, 4),
        "surabaya": (35, 0),
    }
    assert run.states() == {
        HostState.CRAWLING: 1,
        HostState.PAUSED: 1,
        HostState.REFUSED: 1,
        HostState.DONE: 1,
    }
    assert [one.reason for one in run.rejections] == ["NoBody"]


def test_only_asked_and_touched_hosts_are_shown(database: str) -> None:
    """Another run's due pages count for a run that takes all, and not for one that takes its own."""
    under_way(database)
    of_www = seen(database, under_way(database, arguments={"hosts": "www"}))
    www = next(host for host in of_www.hosts if host.name == "www.tribunnews.com")
    assert www.due == 60
    backfill = seen(database, under_way(database, arguments={"since": "2026-11-01"}))
    assert {host.due for host in backfill.hosts} == {30, 12, 4, 0}
    nothing = seen(database, going_on(database, arguments={"hosts": "medan"}))
    assert nothing.hosts == ()


def test_only_runs_with_heartbeats_are_under_way(database: str) -> None:
    first, second = going_on(database, hours=2), under_way(database)
    going_on(database, silent=600)
    ended(database, "ok")
    with looking(database) as connection:
        assert runs_under_way(connection, 45.0) == [second, first]
        assert live_run(connection, 99_999, 45.0, hosts_asked) is None
    end(database, second)
    assert not seen(database, second).goes_on


@pytest.mark.parametrize(
    ("spider", "arguments", "default", "hosts"),
    [
        ("tribun", {"hosts": "www,Solo"}, "", {"www.tribunnews.com", "solo.tribunnews.com"}),
        ("tribun", {}, "jogja", {"jogja.tribunnews.com"}),
        ("tribun", {"hosts": "all"}, "", OUTLETS["tribun"].newsrooms),
        ("tribun", {"hosts": "all,solo"}, "", OUTLETS["tribun"].newsrooms),
        ("tribun", {}, "", OUTLETS["tribun"].newsrooms),
        ("news", {"outlets": "kompas,detik"}, "", OUTLETS["kompas"].newsrooms | OUTLETS["detik"].newsrooms),
        ("news", {"hosts": "www.example.org"}, "", {"www.example.org"}),
    ],
)
def test_hosts_asked_are_those_of_the_arguments(
    spider: str, arguments: dict[str, str], default: str, hosts: set[str]
) -> None:
    found = hosts_asked(spider, arguments, default)
    assert found.keys() == hosts
    assert all(host in OUTLETS[name].newsrooms for host, name in found.items() if name in OUTLETS)
