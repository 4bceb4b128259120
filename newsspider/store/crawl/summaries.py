"""Summaries that the end of a run saves for the views of the schema ops."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from newsspider.store.calls import fetch_all_async
from newsspider.store.crawl.clusters import sketch_older
from newsspider.store.crawl.documents import json_text
from newsspider.store.errors import DatabaseUnavailable
from newsspider.store.pool import Pool
from newsspider.store.queries import query
from newsspider.store.reports.drift import dead_rules, skeletons, suspects
from newsspider.store.reports.readonly import looking

logger = logging.getLogger(__name__)

LOOK_LEAST = 500
"""Stories, new or edited since the last look for drift, that make another look worth a second."""
LOOK_DAYS = 3
LOOK_SECONDS = 20.0
SKETCH_SECONDS = 5.0
TEXTS_KEPT = 40
"""Entries kept of each list of a finding, such as the lines of a suspect."""


async def summarise(pool: Pool, run: int) -> None:
    """Fold the tallies, count the completeness of days that the run may have changed, sketch stories that
    have no sketch, save the sizes of the tables, and look for drift if enough is new. A repetition changes
    nothing. Raises StoreLost."""
    at_end = pool.retry.at_end
    await at_end(lambda: pool.execute("fold_tallies"))
    await at_end(lambda: _count_completeness(pool, run))
    await sketch_for(pool, SKETCH_SECONDS)
    if await at_end(lambda: _save_sizes(pool, run)) >= LOOK_LEAST:
        await at_end(lambda: look(pool, run))


async def sketch_for(pool: Pool, seconds: float) -> None:
    """Sketch stories that have none, in steps that begin within these seconds: those of an old database."""
    until = time.monotonic() + seconds
    while await pool.retry.at_end(lambda: sketch_older(pool)) and time.monotonic() < until:
        pass


async def _count_completeness(pool: Pool, run: int) -> None:
    async with pool.connection() as connection:
        await connection.execute(query("completeness_turn"))
        rows = await fetch_all_async(connection, tuple, "days_of_run", {"run": run})
        days = {"days": [row[0] for row in rows]}
        await connection.execute(query("delete_completeness"), days)
        await connection.execute(query("save_completeness"), days)


async def _save_sizes(pool: Pool, run: int) -> int:
    """Save the link graph and the sizes. Returns the number of stories that nobody has checked for drift."""
    async with pool.connection() as connection:
        await connection.execute(query("save_link_graph"), {"run": run})
        await connection.execute(query("save_sizes"), {"run": run})
        await connection.execute(query("save_backlog"), {"run": run})
        ((stories,),) = await fetch_all_async(
            connection, tuple, "count_unchecked_stories", {"most": LOOK_LEAST}
        )
    return int(stories)


async def look(pool: Pool, run: int) -> None:
    """Look for drift as `scrapy suspects` does. A run is as good without it: it is for people to read."""
    try:
        found = await asyncio.to_thread(_findings, pool.address)
    except DatabaseUnavailable as away:
        logger.warning("no look for drift at the end of the run: %s", away)
        return
    await pool.execute("save_findings", run=run, findings=json_text(found))


def _findings(conninfo: str) -> list[dict[str, Any]]:
    with looking(conninfo, LOOK_SECONDS) as connection:
        lines = [
            {**asdict(one), "share": one.share, "is_new": one.is_new, "is_sure": one.is_sure}
            for one in suspects(connection, LOOK_DAYS)
        ]
        rules = [asdict(rule) for rule in dead_rules(connection)]
        forms = [{**asdict(form), "page": None} for form in skeletons(connection, LOOK_DAYS)]
    return [*_rows("suspect", lines), *_rows("dead_rule", rules), *_rows("form", forms)]


def _rows(kind: str, findings: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for place, found in enumerate(findings, start=1):
        cut = {
            name: value[:TEXTS_KEPT] if isinstance(value, list) and name != "hosts" else value
            for name, value in found.items()
        }
        yield {"kind": kind, "place": place, "found": cut}
