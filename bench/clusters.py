"""Benchmark of clusters: planted copies among replica stories are found, and what a story costs.

`python -m bench.clusters` stores 10,000 stories, 2,000 copies of them and 1,000 look-alikes from templates in
an empty database. It prints recall, precision, and the CPU of sketching, comparing and storing clusters.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import psycopg

from bench.planted import Planted, planted
from newsspider.items import Article
from newsspider.store.crawl.clusters import cluster, sketch_row
from newsspider.store.crawl.documents import article_row, json_text
from newsspider.store.database import open_database
from newsspider.store.migrate import migrate
from newsspider.store.pool import PooledConnection, connected
from newsspider.store.queries import query

PAGES = """
insert into page (outlet, url, host, kind, depth, found_how, outcome)
select outlet, url, split_part(url, '/', 3), 'story', 0, 'given', 'article'
from jsonb_to_recordset(%(articles)s::jsonb) as story (outlet text, url text)
"""
FOUND = """
select article.url, original.url
from story_copy
inner join article on article.page_id = story_copy.page_id
inner join article as original on original.page_id = story_copy.original_id
where not story_copy.is_original
"""
SIZE = """
select (pg_total_relation_size('story_cluster') + pg_total_relation_size('story_band'))::double precision
"""
BATCH = 100


@dataclass(slots=True)
class Result:
    """How well copies were found, and milliseconds of CPU for a story: of this process and of the server."""

    recall: float
    precision: float
    own_ms: float
    server_ms: float
    bytes_a_story: float


async def measure(conninfo: str, given: Planted) -> Result:
    """Store the stories in batches, and compare the copies found with those planted."""
    own = server = 0.0
    async with connected(conninfo) as pool:
        for first in range(0, len(given.stories), BATCH):
            batch = given.stories[first : first + BATCH]
            async with pool.connection() as connection:
                hashes = await _store(connection, batch)
                began, backend = time.process_time(), server_cpu(connection)
                rows = [sketch_row(article, hashes[article.url]) for article in batch]
                async with connection.cursor() as cursor:
                    await cluster(cursor, rows)
                own += time.process_time() - began
                server += server_cpu(connection) - backend
    return _result(conninfo, given, 1000 * own / len(given.stories), 1000 * server / len(given.stories))


async def _store(connection: PooledConnection, articles: Sequence[Article]) -> dict[str, str]:
    """Store stories without their clusters. Returns the hashes of what a reader sees, by address."""
    rows = [article_row(article.url, article) for article in articles]
    text = json_text(rows)
    await connection.execute(PAGES.encode(), {"articles": text})
    await connection.execute(query("save_articles"), {"articles": text, "run": None})
    return {row["url"]: row["content_hash"] for row in rows}


def _result(conninfo: str, given: Planted, own_ms: float, server_ms: float) -> Result:
    with psycopg.connect(conninfo) as connection:
        found: Mapping[str, str] = dict(connection.execute(FOUND.encode()).fetchall())
        (size,) = connection.execute(SIZE.encode()).fetchone() or (0.0,)
    right = len(found.items() & given.originals.items())
    return Result(
        recall=right / len(given.originals),
        precision=right / max(1, len(found)),
        own_ms=own_ms,
        server_ms=server_ms,
        bytes_a_story=size / len(given.stories),
    )


def server_cpu(connection: PooledConnection) -> float:
    """CPU-seconds of the server's process behind a connection, on this machine."""
    stat = Path(f"/proc/{connection.info.backend_pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    return (int(stat[11]) + int(stat[12])) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.clusters", description=__doc__)
    parser.add_argument("--stories", type=int, default=10_000)
    parser.add_argument("--copies", type=int, default=2_000)
    parser.add_argument("--look-alikes", type=int, default=1_000)
    options = parser.parse_args()
    given = planted(options.stories, options.copies, options.look_alikes)
    with tempfile.TemporaryDirectory(prefix="newsspider-", dir="/tmp") as folder:
        Path(folder).chmod(0o711)
        with open_database("", Path(folder)) as conninfo:
            migrate(conninfo)
            found = asyncio.run(measure(conninfo, given))
    print(
        f"{len(given.stories):,} stories, {len(given.originals):,} of them copies: "
        f"recall {found.recall:.4f}, precision {found.precision:.4f}\n"
        f"CPU a story: {found.own_ms:.2f} ms here, {found.server_ms:.2f} ms in the server; "
        f"{found.bytes_a_story:,.0f} bytes in the database"
    )


if __name__ == "__main__":
    main()
