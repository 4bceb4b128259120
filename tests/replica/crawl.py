"""Which URLs, statuses and sizes does a tiny Scrapy crawl see through the replica's handler?

Run as `python crawl.py HOST:PORT URL...` from the project's folder; prints one JSON object.
"""

import json
import sys
from collections.abc import AsyncIterator
from typing import Any

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import HtmlResponse, Response

from settings import replica

SEEN: dict[str, Any] = {}
# Scrapy's own lets several requests that wait for one robots.txt pass unasked.
ROBOTS = {
    "newsspider.downloader.robotstxt.RobotsTxtMiddleware": 100,
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
}


class Tiny(Spider):
    name = "tiny"

    def __init__(self, urls: list[str], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.urls = urls

    async def start(self) -> AsyncIterator[Request]:
        for url in self.urls:
            yield Request(url, dont_filter=True, errback=self.failed)

    def parse(self, response: Response, **kwargs: Any) -> None:
        SEEN[response.request.url if response.request else ""] = {
            "url": response.url,
            "status": response.status,
            "html": isinstance(response, HtmlResponse),
            "bytes": len(response.body),
            "latency": response.meta.get("download_latency"),
        }

    def failed(self, failure: Any) -> None:
        SEEN[failure.request.url] = {"error": type(failure.value).__name__, "why": str(failure.value)}


def main(address: str, urls: list[str]) -> None:
    process = AsyncCrawlerProcess({
        "DOWNLOAD_HANDLERS": replica.DOWNLOAD_HANDLERS, "REPLICA_ADDRESS": address,
        "ROBOTSTXT_OBEY": True, "ROBOTSTXT_USER_AGENT": "kecil", "DOWNLOADER_MIDDLEWARES": ROBOTS,
        "HTTPERROR_ALLOW_ALL": True, "USER_AGENT": "kecil/1", "PRIVATE_ADDRESSES": True,
        "LOG_LEVEL": "ERROR", "TELNETCONSOLE_ENABLED": False,
    })  # fmt: skip
    process.crawl(Tiny, urls=urls)
    process.start()
    print(json.dumps(SEEN))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
