"""Feeds of a crawl that were asked for (`-o`) and not written."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections import Counter
from typing import Any
from urllib.parse import urlsplit

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.extensions.feedexport import FeedExporter, FeedSlot, ItemFilter

from newsspider.text import printable

FAILED = "feedexport/failed_count/"
"""Scrapy's counters of failed feeds; the class of their storage follows."""
STALL_SECONDS = 20.0
"""For which a feed's target may be silent. Scrapy's FTP has no limit, and would outlive the crawl."""
LONGEST_NAME = 200
"""Characters of a feed's name in a reason."""


class FeedWatch:
    """Waits for the feeds of a crawl, and says which are missing."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self._closed = asyncio.Event()
        self._slots: list[FeedSlot] = []
        self._given: Counter[str] = Counter()
        if crawler.settings.getdict("FEEDS"):
            socket.setdefaulttimeout(STALL_SECONDS)
        crawler.signals.connect(self._slot_closed, signals.feed_slot_closed)
        crawler.signals.connect(self._closed.set, signals.feed_exporter_closed)
        crawler.signals.connect(self._item_scraped, signals.item_scraped)

    def _slot_closed(self, slot: FeedSlot) -> None:
        self._slots.append(slot)

    def _item_scraped(self, item: Any) -> None:
        """Count the item for each feed with Scrapy's own filter; another may not like to be asked twice."""
        filters = self._exporter.filters if self._exporter is not None else {}
        self._given.update(
            uri for uri, only in filters.items() if type(only) is ItemFilter and only.accepts(item)
        )

    @property
    def _exporter(self) -> Any:
        return self.crawler.get_extension(FeedExporter)

    async def wait(self, seconds: float) -> None:
        """Wait until all are stored or have failed, at most `seconds`."""
        if self._exporter is not None:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._closed.wait(), seconds)

    def missing(self) -> list[str]:
        """The feeds that are not written, or lack items, without passwords. Of several with one kind of
        storage all are named if one has failed: Scrapy counts them together."""
        exporter = self._exporter
        if exporter is None:  # Scrapy drops it, with all feeds, if it cannot write one
            return [feed_name(str(uri)) for uri in self.crawler.settings.getdict("FEEDS")]
        opened = {slot.uri_template: slot for slot in exporter.slots}
        written: Counter[str] = Counter()
        for slot in {*self._slots, *exporter.slots}:
            written[slot.uri_template] += slot.itemcount
        return [
            feed_name(uri)
            for uri in exporter.feeds
            if self._is_missing(opened.get(uri)) or written[uri] < self._given[uri]
        ]

    def _is_missing(self, slot: FeedSlot | None) -> bool:
        assert self.crawler.stats is not None
        if slot is None:  # it could not be opened
            return True
        if self.crawler.stats.get_value(f"{FAILED}{type(slot.storage).__name__}"):
            return True
        has_file = slot.itemcount or (slot.store_empty and slot.batch_id == 1)
        return bool(has_file) and slot not in self._slots


def feed_name(uri: str) -> str:
    """The address of a feed without user, password and query."""
    parts = urlsplit(uri)
    bare = parts._replace(netloc=parts.netloc.rpartition("@")[2], query="", fragment="").geturl()
    return printable(bare)[:LONGEST_NAME]
