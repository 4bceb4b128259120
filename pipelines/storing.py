"""Item pipeline that stores every outcome of a page and waits for its commit."""

from __future__ import annotations

from dataclasses import replace
from typing import Self

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from newsspider.items import Article, Listing, Outcome, Rejection
from newsspider.outlets.pages.skeleton import skeleton_of
from newsspider.runs.recorder import RunRecorder
from newsspider.store.retry import StoreLost
from newsspider.timelimit import TooSlow, call_with_time_limit
from newsspider.visits import Failure, Moved, Unchanged

SKELETON_SECONDS = 2.0
"""Seconds to compute a page's skeleton; a page of 400 KB takes 0.1."""


class Stored(DropItem):
    """Base of drops whose item is stored but is no story: feeds (`-o`) and item counts have stories only."""

    def __init__(self, message: str) -> None:
        super().__init__(message, log_level="DEBUG")


class Listed(Stored):
    """A listing: its links are stored."""


class Rejected(Stored):
    """A rejection: its reason is stored, and its page kept."""


class Revisited(Stored):
    """A page that has not changed since the last visit: the visit is stored."""


class Unstorable(DropItem):
    """An item that cannot be stored. Its run is not ok."""

    def __init__(self, message: str) -> None:
        super().__init__(message, log_level="ERROR")


class Lost(DropItem):
    """An outcome that was not stored in time. Its page stays due, and the run reports it."""

    def __init__(self, message: str) -> None:
        super().__init__(message, log_level="DEBUG")


class StoringPipeline:
    """Item pipeline that stores outcomes through the crawl's session."""

    def __init__(self, recorder: RunRecorder, *, stores_nothing: bool = False) -> None:
        self.recorder, self.stores_nothing = recorder, stores_nothing

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        stores_nothing = crawler.settings.getbool("STORE_NOTHING")
        return cls(RunRecorder.of(crawler), stores_nothing=stores_nothing)

    async def process_item(self, item: object) -> object:
        """An article after its commit. Raises Stored for any other stored outcome, Unstorable, Lost."""
        if not isinstance(item, (Article, Listing, Unchanged, Moved, Rejection)):
            raise self._unstorable(f"found {_fields_of(item)}")
        if self.stores_nothing:
            return item
        if item.fetch is None or self.recorder.session is None:
            raise self._unstorable(f"found {type(item).__name__} that no run has asked for")
        item = await self.store(item)
        if isinstance(item, Listing):
            raise Listed(f"{len(item.links)} links stored")
        if isinstance(item, Moved):
            raise Revisited(f"it leads to {item.to}, which we know")
        if isinstance(item, Unchanged):
            raise Revisited("it has not changed")
        if isinstance(item, Rejection):
            raise Rejected(f"{item.reason}: {item.detail}")
        return replace(item, fetch=None)

    async def store(self, outcome: Outcome) -> Outcome:
        """Store the outcome of a page, unless storing is off. Returns what was stored: a doubtful article is
        stored as a rejection. Raises Lost."""
        session = self.recorder.session
        if outcome.fetch is None or session is None or self.stores_nothing:
            return outcome
        try:
            return await session.save(outcome.fetch.page, _with_skeleton(outcome))
        except StoreLost as lost:
            raise Lost(str(lost)) from None

    def _unstorable(self, found: str) -> Unstorable:
        self.recorder.counts.add("items_unstorable")
        return Unstorable(f"expected an Article that a NewsSpider yields, {found}: nothing stores it")


def _fields_of(item: object) -> str:
    names = ", ".join(map(str, list(item)[:8])) if isinstance(item, dict) else ""
    return f"a {type(item).__name__}" + (f" with {names}" if names else "")


def _with_skeleton(outcome: Outcome) -> Outcome:
    """The outcome; a rejected page of unknown form with its skeleton, unless that takes too long."""
    if not isinstance(outcome, Rejection) or not outcome.body or outcome.failure is not Failure.UNREADABLE:
        return outcome
    if outcome.reason == TooSlow.__name__:
        return outcome
    try:
        found = call_with_time_limit(SKELETON_SECONDS, lambda: skeleton_of(outcome.body))
    except TooSlow:
        return outcome
    return replace(outcome, skeleton=found.signature) if found else outcome
