"""Resource loaders over an engine that answers without a network."""

from __future__ import annotations

import asyncio
from typing import Any

from scrapy.http import Request, TextResponse

from newsspider.browser.resources import ResourceLoader


class Engine:
    """Engine that answers every request with `size` bytes, or fails."""

    def __init__(self, size: int = 10, error: Exception | None = None) -> None:
        self.size, self.error = size, error
        self.requests: list[Request] = []

    async def download_async(self, request: Request) -> TextResponse:
        self.requests.append(request)
        await asyncio.sleep(0)
        if self.error is not None:
            raise self.error
        return TextResponse(request.url, body=b"x" * self.size)


def resource_loader(engine: Engine, cache_bytes: int = 100_000) -> ResourceLoader:
    crawler: Any = type("CrawlerDouble", (), {"engine": engine})
    return ResourceLoader(crawler, 20, cache_bytes)
