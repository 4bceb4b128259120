"""Counts of a worker's requests by host, status and latency."""

from __future__ import annotations

import math
from dataclasses import dataclass

from newsspider.store.crawl.documents import json_text
from newsspider.store.crawl.workers import Worker
from newsspider.visits import Hosts

UNTIMED = -1
"""Bucket of requests whose latency was not measured."""


def bucket_of(number: float) -> int:
    """The histogram bucket of a number; the SQL function of the same name gives the same."""
    return math.floor(4 * math.log2(max(number, 0.0) + 1))


@dataclass(slots=True)
class _Count:
    fetches: int = 0
    bytes: int = 0
    saved: int = 0


class Fetches:
    """Counts of this worker's requests: a few hundred numbers, however many requests there are. They are
    saved with each heartbeat."""

    def __init__(self, worker: Worker) -> None:
        self.worker = worker
        self.hosts: Hosts = {}
        self._counts: dict[tuple[str, int, int], _Count] = {}

    def add(self, host: str, status: int, seconds: float | None, size: int) -> None:
        """Count a request: its status (0: no answer), seconds to the first byte, and bytes of the answer."""
        bucket = UNTIMED if seconds is None else bucket_of(seconds * 1000)
        count = self._counts.setdefault((host, status, bucket), _Count())
        count.fetches += 1
        count.bytes += size

    async def save(self) -> None:
        """Save the counts that have changed since the last time."""
        if self.worker.id is None:
            return
        changed = {key: count.fetches for key, count in self._counts.items() if count.fetches > count.saved}
        if not changed:
            return
        rows = [
            {
                "outlet": self.hosts.get(host, next(iter(self.hosts.values()), "")),
                "host": host,
                "status": status,
                "bucket": bucket,
                "fetches": number,
                "bytes": self._counts[host, status, bucket].bytes,
            }
            for (host, status, bucket), number in changed.items()
        ]
        values = {**self.worker.parameters, "fetches": json_text(rows)}
        await self.worker.pool.execute("save_fetches", **values)
        for key, number in changed.items():
            self._counts[key].saved = number
