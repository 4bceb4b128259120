"""Counters of a run: outcomes, rejections, limits, readings by host, and Scrapy's statistics."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from newsspider.items import Article, LinkKind, Listing, Outcome, Rejection
from newsspider.store.crawl.written import Written
from newsspider.urls import host_of
from newsspider.visits import Doubt, ReadingKind, Source, Unchanged

KEPT = (
    "downloader/response_",
    "downloader/exception_count",
    "render/",
    "robotstxt/forbidden",
    "cleaning/",
    "second_reading/",
    "spider_exceptions/",
    "elapsed_time",
)
"""Of Scrapy's own statistics, those that operators ask for, by how they begin."""
IDLE: Mapping[str, Any] = {**asdict(Written()), "asked": 0, "unwritten": 0, "in_flight": 0}
"""Counters of a crawl that has no session."""


class Counts(Counter[str]):
    """A run's own counts: outcomes by kind, rejections by reason, what limits left out, entries of lists
    that lead nowhere, stories that lists named."""

    def add(self, name: str, number: int = 1) -> None:
        self[name] += number

    def longest(self, name: str, seconds: float) -> None:
        """Keep the larger of what we have by this name and `seconds`, whole."""
        self[name] = max(self[name], math.ceil(seconds))

    def outcome(self, outcome: Outcome) -> None:
        """Count what came of a page. A robots.txt is no list of stories."""
        self.add(f"outcome/{type(outcome).__name__.lower()}")
        for limit, number in getattr(outcome, "left_out", {}).items():
            self.add(f"limit/{limit}", number)
        for why, number in getattr(outcome, "dropped", {}).items():
            self.add(f"dropped/{why}", number)
        if reason := getattr(outcome, "reason", None):
            self.add(f"rejection/{reason}")
        self._reading(outcome)
        if isinstance(outcome, Unchanged) and outcome.kind == "listing":
            self.add("lists_unchanged")
        if isinstance(outcome, Listing) and outcome.source not in (Source.ROBOTS, Source.SITEMAP_INDEX):
            self.add("story_lists")
            named = sum(link.kind is LinkKind.STORY for link in outcome.links)
            self.add("listed_stories", named)
            self.add(f"lists/{outcome.source}")
            self.add(f"lists_empty/{outcome.source}", not named)

    def _reading(self, outcome: Outcome) -> None:
        """Count by host the stories that were read, those without an end tag, those read generically, and the
        doubtful ones."""
        host = host_of(outcome.url)
        if isinstance(outcome, Article) or (isinstance(outcome, Unchanged) and outcome.kind == "story"):
            self.add(f"stories_read/{host}")
        if isinstance(outcome, Article):
            self.add(f"endless/{host}", outcome.cut_short)
            self.add(f"generic/{host}", outcome.reading is ReadingKind.GENERIC)
        if isinstance(outcome, Rejection) and outcome.reason in list(Doubt):
            self.add(f"doubtful/{host}")

    def all(self, stats: Mapping[str, Any]) -> dict[str, Any]:
        """These counts, and of Scrapy's those that are kept."""
        kept = {
            key: value
            for key, value in stats.items()
            if key.startswith(KEPT) and isinstance(value, (int, float, str))
        }
        return {**self, **kept}
