"""Views of the schema ops, compared with the tables and with docs/ops.md."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg.rows import dict_row
from psycopg.types.json import Jsonb

from newsspider.runs.closing import merged
from newsspider.store.contract import contract
from newsspider.store.crawl.workers import WorkerReport
from tests.running.crawling import ROOT
from tests.running.nights import asked, last_run, rows

VIEWS = {
    "alerts",
    "archived_pages",
    "backlog",
    "completeness",
    "copies",
    "days",
    "dead_rules",
    "fetches",
    "fill_rates",
    "fires",
    "freshness",
    "frontier",
    "host_days",
    "hours",
    "last_night",
    "latencies",
    "layouts",
    "link_graph",
    "links",
    "measures",
    "missing_stories",
    "page_forms",
    "people",
    "rejections",
    "rule_days",
    "rules",
    "run_outlets",
    "runs",
    "schedules",
    "section_days",
    "stories",
    "storage",
    "suspects",
    "syndication",
    "top_stories",
}


def one(conninfo: str, sql: str) -> Any:
    (row,) = rows(conninfo, sql)
    return next(iter(row.values()))


def test_ops_document_is_current(database: str) -> None:
    assert contract(database) == (ROOT / "docs" / "ops.md").read_text("utf-8"), (
        "a view came or changed: python -m newsspider.store.contract > docs/ops.md"
    )


def test_every_view_and_column_has_a_comment(night: str) -> None:
    document = contract(night)
    assert {line.removeprefix("## ops.") for line in document.splitlines() if line.startswith("## ")} == VIEWS
    assert "| None |" not in document
    assert "\nNone\n" not in document


def test_story_counts_by_day_hour_host_and_section(night: str) -> None:
    for view, name, column in (
        ("days", "outlet", "outlet"),
        ("host_days", "host", "split_part(url, '/', 3)"),
        ("section_days", "section", "coalesce(section, '')"),
        ("layouts", "layout", "layout"),
    ):
        found = {
            (row["day"], row["name"]): (row["stored"], row["published"])
            for row in rows(
                night,
                f"select day, {name} as name, stored, published from ops.{view} where stored + published > 0",
            )
        }
        truth: dict[Any, list[int]] = {}
        for place, at in enumerate(("stored_at", "published_at")):
            for row in rows(
                night,
                f"select ({at} at time zone 'Asia/Jakarta')::date as day, {column} as name, count(*) as stories "
                "from article group by 1, 2",
            ):
                truth.setdefault((row["day"], row["name"]), [0, 0])[place] = row["stories"]
        assert found == {key: tuple(value) for key, value in truth.items()}, view
        assert found
    hours = {
        row["hour"]: row["published"] for row in rows(night, "select * from ops.hours where published > 0")
    }
    assert hours == {
        row["hour"]: row["stories"]
        for row in rows(
            night,
            "select date_trunc('hour', published_at) as hour, count(*) as stories from article group by 1",
        )
    }


def test_fields_rejections_links_and_cuts_are_counted(night: str) -> None:
    for field, there in (
        ("authors", "authors <> '{}'"),
        ("lead", "lead is not null"),
        ("topic", "topic is not null"),
    ):
        filled = one(night, f"select sum(filled)::integer from ops.fill_rates where field = '{field}'")
        assert filled == one(night, f"select count(*)::integer from article where {there}")
    fields = {row["field"] for row in rows(night, "select distinct field from ops.fill_rates")}
    optional = {
        row["name"]
        for row in rows(
            night,
            """
        select column_name::text as name from information_schema.columns
        where table_name = 'article' and data_type in ('text', 'ARRAY', 'timestamp with time zone', 'jsonb') and column_name <> 'blocks'
            and (is_nullable = 'YES' or data_type = 'ARRAY' or column_name = 'images')""",
        )
    }
    stamps = {"rules_digest", "program_version"}
    assert fields == optional - stamps - {"stored_by", "changed_by", "gone_at", "missing_pages"}
    reasons = rows(
        night, "select reason, sum(pages)::integer as pages from ops.rejections group by 1 order by 1"
    )
    assert reasons == rows(
        night, "select reason, count(*)::integer as pages from rejection group by 1 order by 1"
    )
    assert rows(night, "select kind, links, resolved from ops.links order by kind") == rows(
        night,
        "select kind, count(*) as links, count(target_id) as resolved from link group by kind order by kind",
    )
    assert one(night, "select sum(hits)::integer from ops.rules") == one(
        night, "select count(*)::integer from removed"
    )
    stored = "select max(stored_at at time zone 'Asia/Jakarta')::date from article"
    assert one(night, f"select count(*) from ops.rules where last_hit = ({stored})")


def test_histogram_percentiles_are_accurate(night: str) -> None:
    truth = one(
        night,
        """
        select percentile_disc(0.5) within group (order by extract(epoch from stored_at - published_at)::float8) / 60 from article
        where published_at between stored_at - interval '2 days' and stored_at""",
    )
    freshness = rows(night, "select * from ops.freshness")
    assert sum(row["stories"] for row in freshness) == one(
        night, "select count(*) from article where published_at <= stored_at"
    )
    if len(freshness) == 1:  # else midnight was in the middle of the crawl
        assert freshness[0]["p50_minutes"] == pytest.approx(truth, rel=0.1)
        assert freshness[0]["p50_minutes"] <= freshness[0]["p90_minutes"] <= freshness[0]["p99_minutes"]


def test_run_view_has_counters_as_columns(night: str) -> None:
    row, run = rows(night, "select * from ops.runs")[0], last_run(night)
    assert (row["run"], row["verdict"], row["reasons"]) == (run["id"], run["verdict"], run["reasons"])
    assert row["stories_new"] == run["counters"]["articles_new"] == one(night, "select count(*) from article")
    assert row["responses"] == run["counters"]["downloader/response_count"]
    assert row["seconds"] == (run["finished_at"] - run["started_at"]).total_seconds()
    assert (row["processes"], row["whole"], row["links"]) == (1, True, run["counters"]["links"])


def test_run_under_way_has_the_counts_of_its_workers(database: str) -> None:
    with psycopg.connect(database) as connection:
        connection.execute(b"insert into run (spider, version) values ('tribun', '0')")
        connection.execute(
            b"insert into worker (run, machine, process, counters) select run.id, 'm', number, "
            b"jsonb_build_object('articles_new', number, 'write_seconds', 0.5, 'state', 'crawls', 'in_flight', 2) "
            b"from run cross join generate_series(3, 4) as number"
        )
    wanted = (
        "select stories_new, write_seconds, rejections, never_came_back, processes, verdict from ops.runs"
    )
    assert [tuple(row.values()) for row in rows(database, wanted)] == [(7, 1.0, 0, 0, 2, None)]


def test_standing_of_a_run_counts_as_its_end_does(database: str) -> None:
    """The time of two workers is no sum, nor is the pause of a host."""
    counters = [
        {"articles_new": 2, "elapsed_time": 60.5, "paused/solo": 30, "crawl_delay/solo": 10},
        {"articles_new": 3, "elapsed_time": 50.0, "paused/solo": 40, "rejections": 1},
    ]
    with psycopg.connect(database) as connection:
        connection.execute(b"insert into run (spider, version) values ('tribun', '0')")
        for number, counted in enumerate(counters):
            connection.execute(
                b"insert into worker (run, machine, process, counters) select id, 'm', %s, %s from run",
                [number, Jsonb(counted)],
            )
    reports = [
        WorkerReport(finish_reason="finished", counters=counted, reasons=[], flaws=[]) for counted in counters
    ]
    assert one(database, "select counters from run_standing") == merged(reports).counters


def test_last_night_agrees_with_scrapy_status(night: str) -> None:
    shown = rows(night, "select * from ops.last_night")[0]
    assert (shown["outlet"], shown["verdict"]) == ("tribun", last_run(night)["verdict"])
    truth = rows(
        night,
        """
        select
            count(*) filter (where advertised) as advertised,
            count(*) filter (where advertised and state = 'stored') as stored,
            count(*) filter (where advertised and state not in ('stored', 'gone')) as missing
        from story_standing where day = (now() at time zone 'Asia/Jakarta')::date - 1""",
    )[0]
    assert {key: shown[key] for key in truth} == truth
    assert truth["advertised"] > 0
    assert one(night, "select sum(missing)::integer from ops.completeness") == one(
        night, "select count(*)::integer from ops.missing_stories"
    )
    for row in rows(night, "select * from ops.completeness"):
        assert row["missing"] == row["rejected"] + row["failed"] + row["unasked"] + row["left_out"]


def test_fetches_count_status_and_latency(night: str, night_log: Path) -> None:
    answered = len(asked(night_log))
    statuses = {
        row["status"]: row["fetches"]
        for row in rows(night, "select status, sum(fetches)::integer as fetches from ops.fetches group by 1")
    }
    assert sum(statuses.values()) == answered
    assert {200} <= statuses.keys() <= {200, 404}
    latencies = rows(night, "select * from ops.latencies")
    assert sum(row["fetches"] for row in latencies) == answered
    assert all(0 <= row["p50_ms"] <= row["p90_ms"] <= row["p99_ms"] < 60_000 for row in latencies)


def test_link_graph_and_top_stories(night: str) -> None:
    graph, run = rows(night, "select * from ops.link_graph")[0], last_run(night)["id"]
    of_stories = "link inner join article on article.page_id = link.page_id"
    assert graph["links"] == one(night, f"select count(*) from {of_stories}")
    assert graph["resolved"] == one(night, f"select count(target_id) from {of_stories}")
    top = rows(night, f"select * from ops.top_stories where run = {run} order by place")
    assert (
        top[0]["links"]
        == graph["in_most"]
        == one(
            night,
            f"""
        select count(distinct link.page_id) as stories from {of_stories} where target_id is not null
        group by target_id order by 1 desc limit 1""",
        )
    )
    assert [row["links"] for row in top] == sorted((row["links"] for row in top), reverse=True)
    assert all(row["stored"] == (row["headline"] is not None) for row in top)


def test_frontier_storage_and_findings(night: str) -> None:
    hosts = rows(night, "select * from ops.frontier")
    waiting = sum(row["new_due"] + row["new_later"] + row["again_due"] + row["again_later"] for row in hosts)
    assert waiting == one(night, "select count(*) from page where due_at is not null") > 0
    (left,) = rows(night, "select * from ops.backlog")
    assert left["outlet"] == "tribun"
    assert sum(left[name] for name in ("new_due", "new_later", "again_due", "again_later")) == waiting
    sizes = {row["relation"]: row["bytes"] for row in rows(night, "select * from ops.storage")}
    assert sizes["database"] > sizes["article"] > 0
    assert one(night, "select rows > 0 from ops.storage where relation = 'article'"), (
        "also before any analyze"
    )
    assert one(night, "select looked_at is not null from ops.runs"), (
        "a run with so many stories looks for drift"
    )
    assert one(night, "select count(*) from finding") == one(
        night,
        "select (select count(*) from ops.suspects) + (select count(*) from ops.dead_rules) + (select count(*) from ops.page_forms)",
    )
    for row in rows(night, "select * from ops.suspects"):
        assert row["text"]
        assert row["share"] > 0


def test_open_alert_and_late_schedule_show(database: str) -> None:
    with psycopg.connect(database, row_factory=dict_row) as connection:
        connection.execute("""
            insert into alert (spider, code, kind, reason, since, last_seen) values ('tribun', 'no_pages', 'failed', 'r', now(), now());
            insert into schedule (name, spider, cron, timezone, next_slot)
            values ('malam', 'tribun', '0 2 * * *', 'Asia/Jakarta', now() - interval '1 hour');
            insert into fire (schedule, slot, spider, state, reason, machine, supervisor, ended_at)
            values ('malam', now() - interval '1 day', 'tribun', 'missed', 'nobody was there', 'm', 1, now())""")
        assert connection.execute("select open, notified, kind from ops.alerts").fetchall() == [
            {"open": True, "notified": False, "kind": "failed"}
        ]
        row = connection.execute("select * from ops.schedules").fetchone()
        assert row
        assert (row["overdue"], row["last_state"], row["last_reason"]) == (True, "missed", "nobody was there")
        fire = connection.execute("select * from ops.fires").fetchone()
        assert fire
        assert (fire["state"], fire["seconds"]) == ("missed", None)
