"""Partitions by month: made ahead at a run's start, dropped when their retention is over."""

from __future__ import annotations

import logging
from collections.abc import Mapping

from newsspider.store.pool import Pool

logger = logging.getLogger(__name__)


async def make_partitions(pool: Pool) -> None:
    """Make the partitions of this month and the next two, and of months whose rows have none yet.

    If another session holds a lock, they are made by the next run: until then their rows go to the default
    partition.
    """
    ((made,),) = await pool.fetch_all(tuple, "make_partitions")
    if made:
        logger.info("made partitions: %s", ", ".join(made))


async def drop_partitions(pool: Pool, months: Mapping[str, int]) -> None:
    """Drop the partitions that ended so many months ago, by table; 0 months: none."""
    for table, kept in months.items():
        ((dropped,),) = await pool.fetch_all(tuple, "drop_partitions", table=table, months=kept)
        if dropped:
            logger.warning("dropped partitions older than %d months: %s", kept, ", ".join(dropped))
