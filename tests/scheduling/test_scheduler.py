"""Scheduler as a process: each slot is crawled for once, whatever dies, sleeps or is due twice."""

from __future__ import annotations

import os
import re
import signal
import time
from datetime import timedelta
from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest

from newsspider.store.embedded.sharing import embedded_server
from newsspider.store.migrate import migrate
from tests.running.nights import last_run, rows
from tests.running.processes import kill_and_start, wait_until
from tests.scheduling.schedulers import (
    SchedulerProcess,
    ago,
    declared_since,
    due,
    fires,
    once,
    stand_in,
    starts,
)


def leads(one: SchedulerProcess) -> bool:
    return one.leads


def states(database: str) -> list[str]:
    return [fire["state"] for fire in fires(database)]


def test_two_schedulers_start_each_slot_once(database: str, tmp_path: Path) -> None:
    command = stand_in(1.2)
    with (
        SchedulerProcess(database, tmp_path, "satu", 1, command) as one,
        SchedulerProcess(database, tmp_path, "dua", 1, command) as two,
    ):
        wait_until(lambda: states(database).count("ok") >= 2)
        assert (one.leads, two.leads) in ((True, False), (False, True)), one.said() + two.said()
        assert (one.stopped(), two.stopped()) == (0, 0)
    found = fires(database)
    begun = [fire for fire in found if fire["state"] != "skipped"]
    stopped = 128 + signal.SIGTERM  # before its interpreter had come up, on a busy machine
    assert starts(tmp_path) == {fire["id"]: 1 for fire in begun if fire["exit_code"] != stopped}
    for earlier, later in pairwise(begun):
        assert earlier["ended_at"] <= later["started_at"]
    skipped = next(fire for fire in found if fire["state"] == "skipped")
    assert "ran still, since" in skipped["reason"]
    assert "process" in skipped["reason"]
    assert begun[0]["exit_code"] == 0
    assert begun[0]["run"] == rows(database, "select id from run order by id limit 1")[0]["id"]
    assert [fire["slot"] for fire in found] == sorted({fire["slot"] for fire in found})


def test_standby_takes_over_and_orphan_finishes(database: str, tmp_path: Path) -> None:
    slot = due(database)
    command = stand_in(8, code=3)
    with SchedulerProcess(database, tmp_path, "satu", slot, command) as one:
        wait_until(lambda: one.leads)
        with SchedulerProcess(database, tmp_path, "dua", slot, command) as two:
            wait_until(lambda: "stands by" in two.said())
            wait_until(lambda: rows(database, "select from worker"))
            one.kill()
            wait_until(lambda: two.leads)
            assert states(database) == ["running"]
            wait_until(lambda: states(database) != ["running"])
    (fire,) = fires(database)
    assert (fire["state"], fire["exit_code"], fire["attempt"]) == ("degraded", None, 1), fire
    assert "refused by the database" in fire["reason"]
    assert "nobody was there to see its exit code" in fire["reason"]
    assert starts(tmp_path) == {fire["id"]: 1}
    assert (last_run(database)["id"], last_run(database)["verdict"]) == (fire["run"], "degraded")


def test_restart_ends_orphan_that_died(database: str, tmp_path: Path) -> None:
    slot = due(database)
    with SchedulerProcess(database, tmp_path, "satu", slot, stand_in(60), retries=1, retry_after=1) as one:
        wait_until(lambda: rows(database, "select from fire where process is not null and run is not null"))
        one.kill()
    os.kill(fires(database)[0]["process"], signal.SIGKILL)
    with SchedulerProcess(database, tmp_path, "dua", slot, stand_in(0.2), retries=1, retry_after=1) as two:
        wait_until(lambda: "lost" in two.said())
        (lost,) = rows(database, "select * from run")
        assert (lost["verdict"], lost["finish_reason"]) == ("lost", "lost")
        wait_until(lambda: states(database) == ["ok"])
    (fire,) = fires(database)
    assert (fire["attempt"], fire["exit_code"], fire["reason"]) == (2, 0, "")
    assert starts(tmp_path) == {fire["id"]: 2}
    assert fire["run"] == last_run(database)["id"] != lost["id"]


def test_scheduler_closes_lost_runs_of_any_spider(database: str, tmp_path: Path) -> None:
    """A crawl by hand, of a machine that is gone."""
    begun = "with run as (insert into run (spider, arguments, version) values ('kompas', '{}', '0') returning id) "
    gone = "insert into worker (run, machine, process, leased_until) select id, 'lain', 1, now() from run"
    age = "update worker set seen_at = now() - interval '1 hour'"
    for statement in (begun + gone, age):
        rows(database, f"{statement} returning id")
    with SchedulerProcess(database, tmp_path, "satu", ago(seconds=-600).isoformat(), stand_in(0.1)):
        wait_until(lambda: last_run(database)["verdict"] == "lost")


def test_missed_slot_is_made_up_for_once(database: str, tmp_path: Path) -> None:
    moment = ago(minutes=20)
    declared_since(database, once(moment), moment - timedelta(hours=1))
    for name in ("satu", "dua"):
        with SchedulerProcess(
            database, tmp_path, name, moment.isoformat(), stand_in(0.1), catch_up=3600
        ) as one:
            wait_until(lambda: states(database) == ["ok"])
            wait_until(partial(leads, one))
            time.sleep(0.6)
            assert one.stopped() == 0
    (fire,) = fires(database)
    assert fire["slot"] == moment
    assert starts(tmp_path) == {fire["id"]: 1}
    assert re.search(r"20 min( \d+ s)? late: running", (tmp_path / "satu.log").read_text())


def test_slot_past_catch_up_is_missed(database: str, tmp_path: Path) -> None:
    moment = ago(hours=2)
    declared_since(database, once(moment), moment - timedelta(hours=1))
    with SchedulerProcess(database, tmp_path, "satu", moment.isoformat(), stand_in(0.1), catch_up=3600):
        wait_until(lambda: states(database) == ["missed"])
    (fire,) = fires(database)
    assert fire["reason"].startswith("no scheduler was there until 2 h ")
    assert not starts(tmp_path)


def test_no_slot_missed_before_declaration(database: str, tmp_path: Path) -> None:
    with SchedulerProcess(database, tmp_path, "satu", ago(minutes=1).isoformat(), stand_in(0.1)) as one:
        wait_until(lambda: "next never" in one.said())
        time.sleep(0.6)
        assert one.stopped() == 0
    assert states(database) == []


def test_crawl_and_scheduler_survive_database_restart(
    data_dir: Path, programs: list[Path], tmp_path: Path
) -> None:
    with embedded_server(data_dir, programs) as database:
        migrate(database)
        slot = due(database)
        with SchedulerProcess(database, tmp_path, "satu", slot, stand_in(4)) as one:
            wait_until(
                lambda: rows(database, "select from fire where process is not null and run is not null")
            )
            kill_and_start(data_dir, programs, 0.5)
            wait_until(lambda: one.said().count("this scheduler leads") > 1)
            wait_until(lambda: states(database) != ["running"])
            assert one.stopped() == 0
        (fire,) = fires(database)
        assert (fire["state"], fire["exit_code"], fire["attempt"]) == ("ok", 0, 1), one.said()
        assert starts(tmp_path) == {fire["id"]: 1}


def test_stopped_scheduler_stops_crawl_and_next_retries(database: str, tmp_path: Path) -> None:
    slot = due(database)
    with SchedulerProcess(database, tmp_path, "satu", slot, stand_in(60), retries=1, retry_after=600) as one:
        wait_until(lambda: rows(database, "select from fire where run is not null"))
        assert one.stopped() == 0
    (fire,) = fires(database)
    assert (fire["state"], fire["exit_code"]) == ("failed", 1)
    assert fire["reason"] == "stopped with its scheduler; the crawl ended early: shutdown"
    with SchedulerProcess(database, tmp_path, "dua", slot, stand_in(0.1), retries=1, retry_after=600):
        wait_until(lambda: states(database) == ["ok"])
    assert fires(database)[0]["attempt"] == 2


@pytest.mark.parametrize("kind", ["polite", "deaf"])
def test_new_leader_keeps_limit_of_orphan(database: str, tmp_path: Path, kind: str) -> None:
    slot = due(database)
    lengths = {"limit": 600, "stop_grace": 1 if kind == "deaf" else 60, "retries": 1}
    with SchedulerProcess(database, tmp_path, "satu", slot, stand_in(60, kind=kind), **lengths) as one:
        wait_until(lambda: rows(database, "select from fire where process is not null and run is not null"))
        one.kill()
    rows(database, "update fire set stop_at = stop_at - interval '1 hour' returning id")
    with SchedulerProcess(database, tmp_path, "dua", slot, stand_in(0.1), **lengths):
        wait_until(lambda: states(database) == ["failed"])
    (fire,) = fires(database)
    assert fire["reason"].startswith("stopped at its limit")
    assert ("killed" in fire["reason"]) == (kind == "deaf")
    assert fire["again_at"] is None
    assert last_run(database)["verdict"] == ("lost" if kind == "deaf" else "failed")
