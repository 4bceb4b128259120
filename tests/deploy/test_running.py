"""Command lines of the units, with a real database and a newsroom."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from newsspider.replica import ReplicaServer
from tests.conftest import a_database
from tests.databases.run_rows import ended
from tests.deploy.units import command
from tests.running.crawling import ROOT
from tests.running.nights import rows
from tests.running.processes import Started, newsroom, wait_until
from tests.running.receiving import receiving


@pytest.fixture(scope="module")
def environment(
    server: str, migrated: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Mapping[str, str]]:
    """That of a unit, in which a newsroom of this machine is the world."""
    with a_database(server, like=migrated) as database, ReplicaServer(newsroom(20, ("www",))) as replica:
        yield {
            **os.environ,
            "SCRAPY_PROJECT": "replica",
            "REPLICA_ADDRESS": replica.address,
            "REPLICA_HOSTS": "www",
            "DATABASE_URL": database,
            "NEWSSPIDER_CONTACT": "https://example.org/newsspider",
            "NEWSSPIDER_DATA": str(tmp_path_factory.mktemp("state")),
            "NEWSSPIDER_ALERT_URLS": "",
        }


def run(command: list[str], environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False
    )


def test_timer_unit_crawls_without_scheduler(environment: Mapping[str, str]) -> None:
    """The health check before it, the crawl, the health check after it."""
    check = command("newsspider-healthcheck.service")
    before = run(check, environment)
    assert (before.returncode, before.stdout) == (1, "failed: no crawl has ever run\n"), before.stderr

    crawl = [*command("newsspider-crawl@nightly.service", "nightly"), "--now", "-s", "RENDER=never"]
    done = run(crawl, environment)
    assert done.returncode == 0, done.stderr
    assert "nightly: fire 1: ok" in done.stderr
    (fire,) = rows(
        environment["DATABASE_URL"], "select fire.*, run.verdict from fire join run on run.id = run"
    )
    assert (fire["schedule"], fire["state"], fire["exit_code"], fire["verdict"]) == ("nightly", "ok", 0, "ok")
    assert rows(environment["DATABASE_URL"], "select count(*) from article")[0]["count"] > 10

    after = run(check, environment)
    assert (after.returncode, after.stderr) == (0, "")
    assert after.stdout.startswith("ok: last good run 1 (tribun) ended ")


def test_scheduler_unit_starts_leads_and_stops(environment: Mapping[str, str], tmp_path: Path) -> None:
    ended(environment["DATABASE_URL"], "ok", hours_ago=30)
    rows(environment["DATABASE_URL"], "update run set finished_at = now() - interval '30 h' returning id")
    log = tmp_path / "scheduler.log"
    with receiving() as webhook:
        stated = {**environment, "NEWSSPIDER_ALERT_URLS": f"{webhook.url} tgrm://s3cret"}
        with Started(command("newsspider-schedule.service"), log, stated) as scheduler:
            wait_until(lambda: "hourly: next" in scheduler.said() and webhook.got)
            scheduler.term()
            assert scheduler.ended(20) == 0, scheduler.said()
    assert webhook.titles[0].startswith(
        "tribun late: no good run of tribun has ended within the last 1 day 2 h"
    )
    assert "this scheduler leads" in scheduler.said()
    assert "receiver 2 of ALERT_URLS (tgrm): expected one" in scheduler.said()
    assert "s3cret" not in scheduler.said()
    assert "Traceback" not in scheduler.said()
