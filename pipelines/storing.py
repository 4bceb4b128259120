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
from newsspider.store.patience import StoreLost
from newsspider.visits import Failure, Moved, Unchanged


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


class Unstored(Dropped):
    """An outcome that the database could not take in time: its page stays due, and the run says so."""


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
        try:
            await self.run.save(item.fetch.page, _with_skeleton(item), OUTLETS[item.outlet])
        except StoreLost as lost:
            raise Unstored(str(lost)) from None
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
    """A page of no form we know says which form it has."""
    if not isinstance(outcome, Rejection) or not outcome.body or outcome.failure is not Failure.UNREADABLE:
        return outcome
    found = skeleton_of(outcome.body)
    return replace(outcome, skeleton=found.signature) if found else outcome
