"""Settings that send only the newsroom's hosts to the replica.

Every request for another host than the newsroom's goes where its address leads. So a crawl that is led to a
private address truly asks there, and whoever listens there hears it. With UNGUARDED it may.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler

from newsspider.downloader.replica import ReplicaPageHandler
from newsspider.urls import host_of
from settings.replica import *  # noqa: F403 - Scrapy reads settings from one flat module
from settings.replica import DOWNLOAD_HANDLERS as _HANDLERS
from settings.replica import DOWNLOADER_MIDDLEWARES as _MIDDLEWARES

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.http import Response

_STRAIGHT = f"{__name__}.Straight"
DOWNLOAD_HANDLERS = {**_HANDLERS, "http": _STRAIGHT, "https": _STRAIGHT}
if os.environ.get("UNGUARDED"):
    DOWNLOADER_MIDDLEWARES = {**_MIDDLEWARES, "newsspider.downloader.offsite.OffsiteMiddleware": None}


class Straight(ReplicaPageHandler):
    async def download_request(self, request: Request) -> Response:
        if host_of(request.url).endswith(".tribunnews.com"):
            return await super().download_request(request)
        return await HTTP11DownloadHandler.download_request(self, request)
