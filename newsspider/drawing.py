"""Which pages are under way, and when is the next drawn from the frontier?"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from newsspider.items import DuePage
from newsspider.store.store import Store


class Drawing:
    """The pages a run has drawn and not yet seen stored, at most `most` at a time."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.in_hand: dict[str, int] = {}
        self.lost: set[int] = set()
        self._progress = asyncio.Event()

    async def pages(
        self, store: Store, outlet: str, limit: int | None, only_this_run: bool
    ) -> AsyncIterator[DuePage]:
        """Due pages as fast as they are done; ends when none is due and none is under way. `limit` is the
        most story pages to give out."""
        stories = 0
        while True:
            self._progress.clear()
            given = False
            for page in await self._due(store, outlet, only_this_run):
                if limit is not None and page.kind == "story":
                    if stories >= limit:
                        continue
                    stories += 1
                self.in_hand[page.url] = page.id
                given = True
                yield page
            if self.in_hand:
                await self._progress.wait()
            elif not given:
                return

    async def _due(self, store: Store, outlet: str, only_this_run: bool) -> list[DuePage]:
        """As many due pages as there is room for, once half of the room is free."""
        room = self.most - len(self.in_hand)
        if self.in_hand and room < self.most // 2:
            return []
        return await store.due(outlet, room, [*self.in_hand.values(), *self.lost], only_this_run)

    def give_back(self, page: str) -> None:
        """A page is no longer under way."""
        self.in_hand.pop(page, None)
        self._progress.set()

    def lose(self, page: str) -> None:
        """A page that stays due, but not for this run, which would ask for it for ever."""
        if page in self.in_hand:
            self.lost.add(self.in_hand[page])
        self.give_back(page)
