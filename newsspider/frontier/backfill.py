"""Which days' lists does a backfill walk, and how far has it come?"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from newsspider.outlets.outlet import Outlet
from newsspider.store.crawl import backfills
from newsspider.store.crawl.store import Store

logger = logging.getLogger(__name__)

LONGEST = 20 * 366
"""Days; the archive of no newsroom here is older."""
TELL_SECONDS = 30.0
"""Between two lines of progress in the log."""


@dataclass(frozen=True, kw_only=True, slots=True)
class BackfillRange:
    """The dated lists of every day from `since` to `until`, both included, of these hosts, of one section or
    of all; `again` walks finished days too."""

    since: date
    until: date
    hosts: frozenset[str]
    section: str | None = None
    again: bool = False

    @property
    def days(self) -> int:
        return (self.until - self.since).days + 1

    @property
    def lists(self) -> int:
        """How many lists there are to walk: one a day and host."""
        return self.days * len(self.hosts)

    def first_pages(self, outlet: Outlet) -> Iterator[dict[str, Any]]:
        """The first page of each list, oldest day first."""
        for number in range(self.days):
            day = self.since + timedelta(days=number)
            for host in sorted(self.hosts):
                url = outlet.address(outlet.dated_index(host, day, self.section)).identity
                yield {"url": url, "host": host, "listed_on": day}

    def query(self, outlet: Outlet) -> dict[str, object]:
        """What the statements about a backfill ask with."""
        address = outlet.dated_index("host", self.since, self.section)
        prefix = address.removeprefix("https://host").partition("?")[0]
        return {
            "outlet": outlet.name, "hosts": sorted(self.hosts), "since": self.since, "until": self.until,
            "prefix": f"{prefix}?",
        }  # fmt: skip


class Backfill:
    """A backfill under way: which days it has to walk, and what it tells of them."""

    def __init__(self, walk: BackfillRange, outlet: Outlet) -> None:
        self.walk, self.outlet = walk, outlet
        self._told = 0.0

    async def begin(self, store: Store) -> list[dict[str, Any]]:
        """The first pages of the days to walk: those not finished, or all if asked. What an interrupted
        backfill of these days has left due becomes this run's."""
        lists = list(self.walk.first_pages(self.outlet))
        wanted = lists if self.walk.again else await backfills.unfinished(store, self.outlet.name, lists)
        store.takes_over = True
        await backfills.adopt(store, self.walk.query(self.outlet))
        logger.info(
            "backfill: %d lists to walk, %d were walked before", len(wanted), len(lists) - len(wanted)
        )
        self._told = time.monotonic()
        return wanted

    async def tell(self, store: Store) -> None:
        """Say how far it has come, now and then."""
        if time.monotonic() - self._told >= TELL_SECONDS:
            self._told = time.monotonic()
            await self.end(store)

    async def end(self, store: Store) -> dict[str, int]:
        """Say how far it has come; the numbers, for the run's counters."""
        done, stories = await backfills.progress(store, self.walk.query(self.outlet))
        logger.info("backfill: %d of %d lists walked, %d stories found", done, self.walk.lists, stories)
        return {
            "backfill/lists": self.walk.lists, "backfill/lists_over": self._over(),
            "backfill/lists_done": done, "backfill/stories": stories,
        }  # fmt: skip

    def _over(self) -> int:
        """How many of its lists are of days that are over, and so can be walked to their end."""
        now = datetime.now(self.outlet.timezone)
        days = (self.walk.since + timedelta(days=number) for number in range(self.walk.days))
        return len(self.walk.hosts) * sum(self.outlet.is_over(day, now) for day in days)
