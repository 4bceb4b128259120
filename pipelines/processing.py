"""Item processor: other pipelines see stories only, and a page they drop is kept as a rejection."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, cast

from scrapy.exceptions import DropItem
from scrapy.extensions.corestats import CoreStats
from scrapy.pipelines import ItemPipelineManager
from scrapy.spiders import Spider
from scrapy.utils.defer import ensure_awaitable
from scrapy.utils.python import global_object_name

from newsspider.items import Article, Listing, Outcome, Rejection
from newsspider.visits import Moved, Unchanged
from pipelines.cleaning import CleaningPipeline
from pipelines.judging import JudgingPipeline
from pipelines.storing import Stored, StoringPipeline, Unstorable

OURS = (CleaningPipeline, JudgingPipeline, StoringPipeline)
OUTCOMES = (Article, Listing, Rejection, Unchanged, Moved)
Step = Callable[..., Any]


class StoryPipelines(ItemPipelineManager):
    """Scrapy's item processor for the outcomes of visits.

    Lists, rejections and unchanged pages pass through the project's pipelines only: a pipeline written by
    Scrapy's documentation takes stories. What it drops is kept as a rejection. Before the item is stored, a
    pipeline must return an item that can be stored.
    """

    async def process_item_async(self, item: Any) -> Any:
        """The item after all pipelines. Raises DropItem, and whatever a pipeline raises."""
        stored = False
        for step in cast("Iterable[Step]", self.methods["process_item"]):
            owner = getattr(step, "__self__", None)
            if isinstance(owner, OURS):
                item = await self._result(step, item)
                stored = stored or isinstance(owner, StoringPipeline)
            elif isinstance(item, Article) and not stored:
                item = _still_storable(step, await self._result_of_other(step, item))
            elif isinstance(item, Article) or not isinstance(item, OUTCOMES):
                item = await self._result(step, item)
        return item

    async def _result(self, step: Step, item: Any) -> Any:
        spider = (self._spider,) if step in self._mw_methods_requiring_spider else ()
        return await ensure_awaitable(step(item, *spider), _warn=global_object_name(step))

    async def _result_of_other(self, step: Step, story: Article) -> Any:
        try:
            return await self._result(step, story)
        except DropItem as dropped:
            await self._keep(story, dropped)
            raise

    async def _keep(self, story: Article, dropped: DropItem) -> None:
        """Settle the page of a story that a pipeline has dropped: a rejection, with the pipeline's reason."""
        storing = next((mw for mw in self.middlewares if isinstance(mw, StoringPipeline)), None)
        if storing is None or story.fetch is None:
            return
        reason, detail = type(dropped).__name__, f"dropped by a pipeline: {dropped}"
        rejection = Rejection(
            outlet=story.outlet,
            url=story.url,
            reason=reason,
            detail=detail,
            body=story.fetch.body,
            fetch=story.fetch,
        )
        await storing.store(rejection)


def _still_storable(step: Step, item: Any) -> Outcome:
    if isinstance(item, OUTCOMES):
        return item
    name = global_object_name(step)
    raise Unstorable(
        f"expected {name} to return the item it was given, found {type(item).__name__}: change it by "
        "ItemAdapter(item)[field] = value and return it"
    )


class StoryStats(CoreStats):
    """Scrapy's core statistics, in which stored items do not count as dropped."""

    def item_dropped(self, item: Any, spider: Spider, exception: BaseException) -> None:
        """Count a dropped item."""
        if not isinstance(exception, Stored):
            super().item_dropped(item, spider, exception)
