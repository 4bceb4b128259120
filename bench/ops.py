"""Benchmark of the views of the schema ops, over a database as after years of crawling.

`python -m bench.ops` fills an empty database (see `filling`). Each view gets a typical query of a dashboard:
a month, the newest run or the newest rows. It prints the median and the most milliseconds of several calls.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from pathlib import Path

import psycopg

from bench.filling import Size, fill
from newsspider.store.database import open_database
from newsspider.store.migrate import migrate

TODAY = "(now() at time zone 'Asia/Jakarta')::date"
MONTH = f"day between {TODAY} - 30 and {TODAY}"
LATELY = "started_at between now() - interval '30 days' and now()"
NEWEST = "run = (select max(run) from ops.runs where whole)"
THIS_MONTH = f"month = date_trunc('month', {TODAY} - 27)::date"
QUERIES = {
    "runs": f"select * from ops.runs where {LATELY} order by started_at desc",
    "runs, all": "select * from ops.runs order by started_at desc",
    "last_night": "select * from ops.last_night",
    "days": f"select * from ops.days where {MONTH} order by day",
    "days, all": "select * from ops.days order by day",
    "host_days": f"select * from ops.host_days where {MONTH} order by day",
    "section_days": f"select * from ops.section_days where {MONTH} order by day",
    "hours": f"select * from ops.hours where {MONTH} order by hour",
    "freshness": f"select * from ops.freshness where {MONTH} order by day",
    "freshness, all": "select * from ops.freshness order by day",
    "fill_rates": f"select * from ops.fill_rates where {MONTH} order by day",
    "layouts": f"select * from ops.layouts where {MONTH} order by day",
    "layouts, all": "select * from ops.layouts order by day",
    "rejections": f"select * from ops.rejections where {MONTH} order by day",
    "links": "select * from ops.links",
    "link_graph": f"select * from ops.link_graph where {LATELY}",
    "top_stories": f"select * from ops.top_stories where {NEWEST} order by place limit 20",
    "rule_days": f"select * from ops.rule_days where {MONTH} order by day",
    "rules": "select * from ops.rules order by last_hit",
    "dead_rules": "select * from ops.dead_rules",
    "suspects": "select * from ops.suspects order by place",
    "page_forms": "select * from ops.page_forms order by place",
    "completeness": f"select * from ops.completeness where {MONTH} order by day",
    "missing_stories": f"select * from ops.missing_stories where day = {TODAY} - 1 limit 200",
    "frontier": "select * from ops.frontier order by new_due desc",
    "fetches": f"select status, sum(fetches) from ops.fetches where {LATELY} group by status",
    "fetches, a run": f"select * from ops.fetches where {NEWEST}",
    "latencies": f"select * from ops.latencies where {LATELY}",
    "storage": "select * from ops.storage where at > now() - interval '30 days' order by at",
    "schedules": "select * from ops.schedules",
    "fires": "select * from ops.fires order by slot desc limit 50",
    "alerts": "select * from ops.alerts where open",
    "measures": f"select * from ops.measures where name = 'freshness' and {LATELY}",
    "copies": "select * from ops.copies where similarity > 0 order by at desc limit 50",
    "syndication": f"select * from ops.syndication where {THIS_MONTH} order by copies desc",
    "stories": "select * from ops.stories where published_at <= now() order by published_at desc limit 50",
    "stories, changed": "select * from ops.stories order by changed_at desc limit 50",
}


def measure(conninfo: str, calls: int) -> None:
    """Print the table."""
    print("| view | rows | median ms | most ms |")
    print("|---|---|---|---|")
    with psycopg.connect(conninfo, autocommit=True) as connection:
        for name, sql in QUERIES.items():
            taken, rows = [], 0
            for _ in range(calls):
                started = time.perf_counter()
                rows = len(connection.execute(sql.encode()).fetchall())
                taken.append(1000 * (time.perf_counter() - started))
            print(f"| {name} | {rows:,} | {statistics.median(taken):.1f} | {max(taken):.1f} |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.ops", description=__doc__)
    parser.add_argument("--stories", type=int, default=1_000_000)
    parser.add_argument("--links", type=int, default=20_000_000)
    parser.add_argument("--runs", type=int, default=400)
    parser.add_argument("--calls", type=int, default=11, help="calls of each query")
    parser.add_argument("--keep", metavar="FOLDER", type=Path, help="keep the database there, or reuse it")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="newsspider-", dir="/tmp") as folder:
        Path(folder).chmod(0o711)
        kept = options.keep or Path(folder)
        is_new = not (kept / "postgres").exists()
        with open_database("", kept) as conninfo:
            migrate(conninfo)
            if is_new:
                fill(conninfo, Size(stories=options.stories, links=options.links, runs=options.runs))
            measure(conninfo, options.calls)


if __name__ == "__main__":
    main()
