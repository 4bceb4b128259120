"""Reparses in a test's process, and what they leave in the database."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import psycopg

from newsspider.outlets.limits import Limits
from newsspider.reparsing.reading import Rereader
from newsspider.reparsing.reparse import Reparse, ReparseReport
from newsspider.reparsing.workers import Inline, Workers
from newsspider.store.crawl.reparses import ReparseFilters, Reparses
from newsspider.visits import RevisitPolicy
from tests.running.nights import rows

STORIES = "select article.*, article.xmin::text as version from article order by page_id"
DETAILS = (
    "select page_id, position, kind, url, anchor, title, target_id from link order by page_id, position",
    "select page_id, position, rule, text from removed order by page_id, position",
)
STAMPS = ("version", "rules_digest", "program_version")
OLDER = """
    set session_replication_role = replica;
    update article set
        headline = headline || ' - Lama', body = 'Iklan' || chr(10) || body,
        blocks = jsonb_build_array(jsonb_build_object('kind', 'p', 'text', 'Iklan')) || blocks,
        content_hash = sha256(convert_to(url, 'utf8')), layout = 'Lama', rules_digest = 'lama',
        program_version = '0.0.1'
    where page_id in (select page_id from article order by page_id limit 5);
    delete from removed where page_id in (select page_id from article where layout = 'Lama');
"""
"""Five stories as older rules have read them."""
SHOWN = """
    insert into link (page_id, position, kind, url, anchor)
    select page_id, 1000, 'recommendation', 'https://solo.tribunnews.com/kopi/7858656/kopi', 'Kopi' from article;
"""
"""A link in each story that only a browser shows."""


def run(
    conninfo: str, workers: Workers, filters: ReparseFilters | None = None, stop_at: int = 0, **options: Any
) -> ReparseReport:
    """Reparse, and stop once so many pages are done."""

    async def reparse() -> ReparseReport:
        store = Reparses(conninfo, RevisitPolicy())
        await store.pool.open()
        try:
            work = Reparse(store=store, workers=workers, filters=filters or ReparseFilters(), **options)
            work.say = lambda report: work.stop() if stop_at and report.done >= stop_at else None
            return await work.run()
        finally:
            await store.pool.close()
            workers.close()

    return asyncio.run(reparse())


def inline(folder: Path) -> Inline:
    return Inline(Rereader(folder=folder, limits=Limits()))


def execute(conninfo: str, sql: str) -> None:
    with psycopg.connect(conninfo) as connection:
        connection.execute(sql.encode())


def stories(conninfo: str) -> list[dict[str, Any]]:
    return [
        {name: value for name, value in row.items() if name not in STAMPS} for row in rows(conninfo, STORIES)
    ]


def details(conninfo: str) -> list[list[dict[str, Any]]]:
    return [rows(conninfo, sql) for sql in DETAILS]
