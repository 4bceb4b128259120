"""`scrapy outlets`: the news sites, what is verified of them, and their last runs."""

from __future__ import annotations

import json
from pathlib import Path

from newsspider.outlets import OUTLETS
from tests.databases.run_rows import FAILED, ended
from tests.running.crawling import scrapy
from tests.running.nights import rows

HOSTILE = "ke\x1b[31mtelinga"


def test_the_table_needs_no_database(tmp_path: Path) -> None:
    done = scrapy("outlets", "-s", f"DATA_DIR={tmp_path}")
    assert (done.returncode, done.stderr) == (0, "")
    assert list(tmp_path.iterdir()) == []
    rows = {line.split()[0]: line.split()[1:] for line in done.stdout.splitlines() if line}
    for name, outlet in OUTLETS.items():
        seen = sum(layout.page_seen for layout in outlet.layouts)
        expected = [str(len(outlet.newsrooms)), str(len(outlet.layouts)), str(seen), "none"]
        assert rows[name] == expected
    assert max(map(len, done.stdout.splitlines())) <= 110


def test_the_newest_run_of_each_outlet_is_named(database: str) -> None:
    ended(database, "ok", spider="kompas", hours_ago=24)
    ended(database, "failed", [FAILED], spider="kompas")
    done = scrapy("outlets", "--json", database=database)
    assert (done.returncode, done.stderr) == (0, "")
    found = {outlet["name"]: outlet for outlet in json.loads(done.stdout)["outlets"]}
    assert set(found) == set(OUTLETS)
    assert found["kompas"]["last_run"]["verdict"] == "failed"
    assert found["kompas"]["layouts"] == [
        {"name": "Kompas2023", "page_seen": True},
        {"name": "KompasSports2016", "page_seen": True},
        {"name": "KompasMotoring2016", "page_seen": True},
        {"name": "Kompas2015", "page_seen": True},
    ]
    assert found["tribun"]["last_run"] is None
    assert "failed" in scrapy("outlets", database=database).stdout


def test_an_outlet_has_its_own_verdict_in_a_run_of_several(database: str) -> None:
    run = ended(database, "failed", [FAILED], spider="news")
    for outlet, verdict in (("kompas", "ok"), ("detik", "failed")):
        insert = "insert into run_outlet (run, outlet, verdict) values (%s, %s, %s) returning run"
        rows(database, insert, run, outlet, verdict)
    done = scrapy("outlets", "--json", database=database)
    found = {outlet["name"]: outlet["last_run"] for outlet in json.loads(done.stdout)["outlets"]}
    assert (found["kompas"]["verdict"], found["detik"]["verdict"]) == ("ok", "failed")
    assert found["tribun"] is None
    status = scrapy("status", database=database).stdout
    assert "outlets: failed detik; ok kompas" in status


def test_one_outlet_has_its_layouts_hosts_and_seeds(tmp_path: Path) -> None:
    done = scrapy("outlets", "suara", "-s", f"DATA_DIR={tmp_path}")
    assert (done.returncode, done.stderr) == (0, "")
    for part in ("Suara2019, from reports", "jateng.suara.com", "https://bali.suara.com/robots.txt"):
        assert part in done.stdout


def test_an_empty_database_has_no_runs(database: str) -> None:
    done = scrapy("outlets", "kompas", database=database)
    assert (done.returncode, done.stderr) == (0, "")
    assert "none" in done.stdout


def test_a_database_that_is_away_hides_no_outlet() -> None:
    done = scrapy("outlets", database="postgresql://nobody@127.0.0.1:1/none?connect_timeout=1")
    assert done.returncode == 1
    assert done.stderr.startswith("newsspider: ")
    assert "kompas" in done.stdout


def test_an_outlet_that_is_none_is_bad_usage() -> None:
    for words in ((HOSTILE,), ("kompas", "tribun")):
        done = scrapy("outlets", *words)
        assert done.returncode == 2
        assert "expected" in done.stderr
        assert "\x1b" not in done.stderr
