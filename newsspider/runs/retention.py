"""Retention of the database: for how many months links, cut lines and counts of requests are kept."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass

from scrapy.settings import BaseSettings

from newsspider.store.crawl.partitions import drop_partitions
from newsspider.store.errors import reason
from newsspider.store.pool import Pool
from newsspider.store.retry import AWAY, StoreLost
from newsspider.validation import whole_number

logger = logging.getLogger(__name__)

SETTINGS = {"link": "LINKS_MONTHS", "removed": "REMOVED_MONTHS", "fetch_count": "FETCHES_MONTHS"}
"""The setting of each table that has partitions."""
MOST_MONTHS = 1_200


@dataclass(frozen=True, kw_only=True, slots=True)
class TableRetention:
    """Months for which the rows of each table are kept; 0: for ever."""

    months: Mapping[str, int]

    @classmethod
    def of(cls, settings: BaseSettings) -> TableRetention:
        """As the settings say. Raises BadValue."""
        return cls(
            months={
                table: whole_number(name, settings.get(name, 0), 0, MOST_MONTHS)
                for table, name in SETTINGS.items()
            }
        )

    async def drop_expired(self, pool: Pool) -> None:
        """Drop what is no longer kept. What stands in the way is one line; the next run tries again."""
        try:
            await drop_partitions(pool, self.months)
        except AWAY as away:
            logger.warning("old partitions not dropped: %s", reason(away))
        except StoreLost as lost:
            logger.warning("old partitions not dropped: %s", lost)
