"""Small crawl through the replica's handler: `python crawl_process.py HOST:PORT URL...`

Prints one JSON object with the URL, status and size of each response. Run from the project's folder.
"""

import json
import sys
from collections.abc import AsyncIterator
from typing import Any

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import HtmlResponse, Response

from settings import replica

RESULT: dict[str, Any] = {}
# Scrapy's middleware lets several requests that wait for one robots.txt pass unchecked.
ROBOTS = {
    "newsspider.downloader.robotstxt.RobotsTxtMiddleware": 100,
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
}


class SmallSpider(Spider):
    name = "small"

    def __init__(self, urls: list[str], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.urls = urls

    async def start(self) -> AsyncIterator[Request]:
        for url in self.urls:
            yield Request(url, dont_filter=True, errback=self.failed)

    def parse(self, response: Response, **kwargs: Any) -> None:
        RESULT[response.request.url if response.request else ""] = {
            "url": response.url,
            "status": response.status,
            "html": isinstance(response, HtmlResponse),
            "bytes": len(response.body),
            "latency": response.meta.get("download_latency"),
        }

    def failed(self, failure: Any) -> None:
        RESULT[failure.request.url] = {"error": type(failure.value).__name__, "message": str(failure.value)}


def main(address: str, urls: list[str]) -> None:
    process = AsyncCrawlerProcess(
        {
            "DOWNLOAD_HANDLERS": replica.DOWNLOAD_HANDLERS,
            "REPLICA_ADDRESS": address,
            "ROBOTSTXT_OBEY": True,
            "ROBOTSTXT_USER_AGENT": "kecil",
            "DOWNLOADER_MIDDLEWARES": ROBOTS,
            "HTTPERROR_ALLOW_ALL": True,
            "USER_AGENT": "kecil/1",
            "PRIVATE_ADDRESSES": True,
            "LOG_LEVEL": "ERROR",
            "TELNETCONSOLE_ENABLED": False,
        }
    )
    process.crawl(SmallSpider, urls=urls)
    process.start()
    print(json.dumps(RESULT))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
