"""Backfill: the dated lists of past days, and how many of them are walked."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from newsspider.outlets.site import Site
from newsspider.store.crawl import backfills
from newsspider.store.crawl.store import Store

logger = logging.getLogger(__name__)

MAX_DAYS = 20 * 366
"""The archive of no newsroom here is older."""
LOG_SECONDS = 30.0
"""Between two lines of progress in the log."""


@dataclass(frozen=True, kw_only=True, slots=True)
class BackfillRange:
    """The dated lists of every day from `since` to `until`, both included, of these hosts.

    `section` limits them to one section. `again` walks finished days too.
    """

    since: date
    until: date
    hosts: frozenset[str]
    section: str | None = None
    again: bool = False

    @property
    def days(self) -> tuple[date, ...]:
        """The days, oldest first."""
        count = (self.until - self.since).days + 1
        return tuple(self.since + timedelta(days=number) for number in range(count))

    @property
    def lists(self) -> int:
        """How many lists there are to walk: one for each day and host."""
        return len(self.days) * len(self.hosts)

    def first_pages(self, site: Site) -> Iterator[dict[str, Any]]:
        """The first page of each list, oldest day first."""
        for day in self.days:
            for host in sorted(self.hosts):
                url = site.address(site.dated_index(host, day, self.section)).identity
                yield {"url": url, "host": host, "listed_on": day}

    def parameters(self, site: Site) -> dict[str, object]:
        """The parameters of the statements about a backfill."""
        address = site.dated_index("host", self.since, self.section)
        prefix = address.removeprefix("https://host").partition("?")[0]
        return {
            "outlet": site.name,
            "hosts": sorted(self.hosts),
            "since": self.since,
            "until": self.until,
            "prefix": f"{prefix}?",
        }


class Backfill:
    """A backfill in progress. All methods raise StoreLost."""

    def __init__(self, span: BackfillRange, site: Site) -> None:
        self.span, self.site = span, site
        self._logged_at = 0.0

    async def begin(self, store: Store) -> list[dict[str, Any]]:
        """The first pages of the lists to walk: of unfinished days, or with `again` of all.

        What an interrupted backfill of these days has left due becomes this run's own.
        """
        lists = list(self.span.first_pages(self.site))
        unfinished = lists if self.span.again else await backfills.unfinished(store, self.site.name, lists)
        store.takes_over = True
        await backfills.adopt(store, self.span.parameters(self.site))
        done = len(lists) - len(unfinished)
        logger.info("backfill: %d lists to walk, %d walked before", len(unfinished), done)
        self._logged_at = time.monotonic()
        return unfinished

    async def log_progress(self, store: Store) -> None:
        """Log the progress every LOG_SECONDS."""
        if time.monotonic() - self._logged_at >= LOG_SECONDS:
            self._logged_at = time.monotonic()
            await self.progress(store)

    async def progress(self, store: Store) -> dict[str, int]:
        """Log the progress; returns it as counters of the run."""
        done, stories = await backfills.progress(store, self.span.parameters(self.site))
        logger.info("backfill: %d of %d lists walked, %d stories found", done, self.span.lists, stories)
        return {
            "backfill/lists": self.span.lists,
            "backfill/lists_over": self._lists_over(),
            "backfill/lists_done": done,
            "backfill/stories": stories,
        }

    def _lists_over(self) -> int:
        """The lists of days that are over: only those can be walked to their end."""
        now = datetime.now(self.site.timezone)
        return len(self.span.hosts) * sum(self.site.is_over(day, now) for day in self.span.days)
