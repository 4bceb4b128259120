"""Is this page's outcome safely in the database?"""

from __future__ import annotations

from dataclasses import replace
from typing import Self

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from newsspider.items import Article, Listing, Outcome, Rejection
from newsspider.outlets import OUTLETS
from newsspider.outlets.skeleton import skeleton_of
from newsspider.runs import Run
from newsspider.timelimit import TooSlow, limited
from newsspider.visits import Failure, Moved, Unchanged

SKELETON_SECONDS = 2.0
"""Seconds for the form of a page; a page of 400 KB takes a tenth of one."""


class Dropped(DropItem):
    """Base of what is stored but is no article, so that feeds (`-o`) hold articles only."""

    def __init__(self, message: str) -> None:
        super().__init__(message, log_level="DEBUG")


class Listed(Dropped):
    """A listing: its links are stored."""


class Rejected(Dropped):
    """A rejection: its reason is stored, and its page kept."""


class Revisited(Dropped):
    """A page that has not changed since the last visit: the visit is stored."""


class StoringPipeline:
    """Hands every outcome to the run's store, and waits until it is committed."""

    def __init__(self, run: Run) -> None:
        self.run = run

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(Run.of(crawler))

    async def process_item(self, item: object) -> object:
        """An article after its commit; listings and rejections end here, stored. Foreign items pass."""
        if not isinstance(item, (Article, Listing, Unchanged, Moved, Rejection)) or item.fetch is None:
            return item
        await self.run.save(item.fetch.page, _with_skeleton(item), OUTLETS[item.outlet])
        if isinstance(item, Listing):
            raise Listed(f"{len(item.links)} links stored")
        if isinstance(item, Moved):
            raise Revisited(f"{item.url} leads to {item.to}, which we know")
        if isinstance(item, Unchanged):
            raise Revisited(f"{item.url} has not changed")
        if isinstance(item, Rejection):
            raise Rejected(f"{item.reason}: {item.detail}")
        return replace(item, fetch=None)


def _with_skeleton(outcome: Outcome) -> Outcome:
    """A page of no form we know says which form it has, unless that takes too long to tell."""
    if not isinstance(outcome, Rejection) or not outcome.body or outcome.failure is not Failure.UNREADABLE:
        return outcome
    if outcome.reason == TooSlow.__name__:
        return outcome
    try:
        found = limited(SKELETON_SECONDS, lambda: skeleton_of(outcome.body))
    except TooSlow:
        return outcome
    return replace(outcome, skeleton=found.signature) if found else outcome
