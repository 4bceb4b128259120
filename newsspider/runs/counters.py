"""Counters of a run: outcomes, rejections, limits, readings by host, and Scrapy's statistics."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
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
    "outlet/",
    "spider_exceptions/",
    "elapsed_time",
)
"""Of Scrapy's own statistics, those that operators ask for, by how they begin."""
BY_HOST = (
    "stories_read",
    "endless",
    "generic",
    "doubtful",
    "lists_nowhere",
    "paused",
    "crawl_delay",
)
"""Groups of counts that end with a host."""
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

    def outcome(self, outcome: Outcome, *, by_outlet: bool = False) -> None:
        """Count what came of a page, also under its outlet if that is asked for. A robots.txt is no list of
        stories."""
        counted = list(_counted(outcome))
        for name, number in counted:
            self.add(name, number)
        if by_outlet:
            for name, number in counted:
                self.add(of_outlet(outcome.outlet, name), number)
        self._reading(outcome)

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


def _counted(outcome: Outcome) -> Iterator[tuple[str, int]]:
    """What an outcome adds to the counts of the run and of its outlet."""
    yield f"outcome/{type(outcome).__name__.lower()}", 1
    for limit, number in getattr(outcome, "left_out", {}).items():
        yield f"limit/{limit}", number
    for why, number in getattr(outcome, "dropped", {}).items():
        yield f"dropped/{why}", number
    if reason := getattr(outcome, "reason", None):
        yield f"rejection/{reason}", 1
    if isinstance(outcome, Unchanged) and outcome.kind == "listing":
        yield "lists_unchanged", 1
    if isinstance(outcome, Listing) and outcome.source not in (Source.ROBOTS, Source.SITEMAP_INDEX):
        named = sum(link.kind is LinkKind.STORY for link in outcome.links)
        yield "story_lists", 1
        yield "listed_stories", named
        yield f"lists/{outcome.source}", 1
        yield f"lists_empty/{outcome.source}", not named


def of_outlet(outlet: str, name: str) -> str:
    """The name of an outlet's own count, in a run of several."""
    return f"outlet/{outlet}/{name}"


def counts_of(counters: Mapping[str, Any], outlet: str, hosts: Collection[str]) -> dict[str, Any]:
    """An outlet's own counts among those of a run of several, and those of its hosts."""
    prefix = of_outlet(outlet, "")
    own = {name.removeprefix(prefix): number for name, number in counters.items() if name.startswith(prefix)}
    of_hosts = {
        name: number
        for name, number in counters.items()
        if name.partition("/")[0] in BY_HOST and name.partition("/")[2] in hosts
    }
    return {"asked": 0, **own, **of_hosts}
