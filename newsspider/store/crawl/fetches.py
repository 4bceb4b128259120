"""How often did each host answer how, and how soon?"""

from __future__ import annotations

import math
from dataclasses import dataclass

from newsspider.store.crawl.documents import document
from newsspider.store.crawl.workers import Hands
from newsspider.store.queries import query

UNTIMED = -1
"""The bucket of what was not timed."""


def bucket_of(number: float) -> int:
    """In which of the buckets of a histogram a number is, as the SQL function of the name says."""
    return math.floor(4 * math.log2(max(number, 0.0) + 1))


@dataclass(slots=True)
class _Count:
    fetches: int = 0
    bytes: int = 0
    saved: int = 0


class Fetches:
    """This process's requests, counted by host, status and how long the answer took; a few hundred numbers,
    however many requests there are. They are written with each sign of life."""

    def __init__(self, hands: Hands) -> None:
        self.hands = hands
        self.outlet: str | None = None
        self._counts: dict[tuple[str, int, int], _Count] = {}

    def add(self, host: str, status: int, seconds: float | None, size: int) -> None:
        """Count a request: its status (0: no answer), the time until the answer began, the answer's size."""
        bucket = UNTIMED if seconds is None else bucket_of(seconds * 1000)
        count = self._counts.setdefault((host, status, bucket), _Count())
        count.fetches += 1
        count.bytes += size

    async def save(self) -> None:
        """Write what has been counted since the last time."""
        if self.hands.worker is None or self.outlet is None:
            return
        changed = {key: count.fetches for key, count in self._counts.items() if count.fetches > count.saved}
        if not changed:
            return
        rows = [
            {"host": host, "status": status, "bucket": bucket, "fetches": number,
             "bytes": self._counts[host, status, bucket].bytes}
            for (host, status, bucket), number in changed.items()
        ]  # fmt: skip
        values = {**self.hands.own, "outlet": self.outlet, "fetches": document(rows).decode()}
        async with self.hands.pool.connection() as connection:
            await connection.execute(query("save_fetches"), values)
        for key, number in changed.items():
            self._counts[key].saved = number
