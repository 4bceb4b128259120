"""What does the end of a run write down for those who look at many runs (the views of the schema ops)?"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from newsspider.store.crawl.documents import document
from newsspider.store.errors import DatabaseUnavailable
from newsspider.store.pool import Pool
from newsspider.store.queries import query
from newsspider.store.reports.drift import dead_rules, skeletons, suspects
from newsspider.store.reports.readonly import looking

logger = logging.getLogger(__name__)

LOOK_LEAST = 500
"""Stories, new or edited since somebody last looked for drift, that make it worth a second to look again."""
LOOK_DAYS = 3
LOOK_SECONDS = 20.0
TEXTS_KEPT = 10
"""Of the lines that a suspect stands for; the other lists are cut alike."""


async def summarise(pool: Pool, run: int) -> None:
    """Fold the tallies, count the days that the run may have changed, keep how large everything is, and look
    for drift if there is enough that is new; done twice it is the same. Raises StoreLost."""
    briefly = pool.patience.briefly
    await briefly(lambda: _fold(pool))
    await briefly(lambda: _account(pool, run))
    if await briefly(lambda: _size(pool, run)) >= LOOK_LEAST:
        await briefly(lambda: look(pool, run))


async def _fold(pool: Pool) -> None:
    async with pool.connection() as connection:
        await connection.execute(query("fold_tallies"))


async def _account(pool: Pool, run: int) -> None:
    async with pool.connection() as connection:
        await connection.execute(query("account_turn"))
        rows = await (await connection.execute(query("days_of_run"), {"run": run})).fetchall()
        days = {"days": [row[0] for row in rows]}
        await connection.execute(query("forget_accounts"), days)
        await connection.execute(query("save_accounts"), days)


async def _size(pool: Pool, run: int) -> int:
    """Keep how large everything is; how many stories nobody has looked at for drift."""
    async with pool.connection() as connection:
        await connection.execute(query("save_link_graph"), {"run": run})
        await connection.execute(query("save_sizes"), {"run": run})
        row = await (await connection.execute(query("fresh_stories"), {"most": LOOK_LEAST})).fetchone()
    return int(str(row[0])) if row else 0


async def look(pool: Pool, run: int) -> None:
    """Look for drift as `scrapy suspects` does. It is for people to read: a run is as good without it."""
    try:
        found = await asyncio.to_thread(_findings, pool.address)
    except DatabaseUnavailable as away:
        logger.warning("nobody looked for drift at the end of the run: %s", away)
        return
    async with pool.connection() as connection:
        await connection.execute(query("save_findings"), {"run": run, "findings": document(found).decode()})


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
        cut = {name: value[:TEXTS_KEPT] if isinstance(value, list) and name != "hosts" else value
               for name, value in found.items()}  # fmt: skip
        yield {"kind": kind, "place": place, "found": cut}
