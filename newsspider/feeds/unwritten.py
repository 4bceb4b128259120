"""Feeds of a finished crawl: those that were asked for (`-o`) and not written."""

from __future__ import annotations

import sys

from scrapy.crawler import Crawler
from scrapy.extensions.feedexport import FeedExporter

FAILED = "feedexport/failed_count/"


def feeds_failed(crawler: Crawler) -> bool:
    """Whether a feed is missing; that is said in one line on stderr, for the run itself may be ok."""
    assert crawler.stats is not None
    stats = crawler.stats.get_stats()
    failed = sum(number for name, number in stats.items() if name.startswith(FAILED))
    wanted = crawler.settings.getdict("FEEDS")
    if wanted and crawler.get_extension(FeedExporter) is None:
        failed = len(wanted)
    if failed:
        feeds = "1 feed" if failed == 1 else f"{failed} feeds"
        print(
            f"newsspider: expected to write every feed, found that {feeds} failed: see the log",
            file=sys.stderr,
        )
    return bool(failed)
