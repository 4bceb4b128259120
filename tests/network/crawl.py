"""A tiny crawl of the live settings, whose resolver gives the addresses of its arguments.

Run as `python crawl.py '{"HOST": "ADDRESS", ...}'` from the project's folder. Prints one JSON object: for each host
what its page failed with, and the addresses that anybody tried to connect to.
"""

import json
import os
import socket
import sys
from collections.abc import AsyncIterator
from typing import Any

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings
from twisted.internet.interfaces import IReactorTCP
from twisted.python.failure import Failure

from newsspider.outlets import OUTLETS

SEEN: dict[str, Any] = {"failed": {}, "connected": []}
ADDRESSES: dict[str, str] = json.loads(sys.argv[1])


class Asker(Spider):
    name = "asker"
    outlet = OUTLETS["tribun"]

    async def start(self) -> AsyncIterator[Request]:
        for host in ADDRESSES:
            yield Request(
                f"https://{host}/", callback=self.parse, errback=self.failed, cb_kwargs={"host": host}
            )

    def parse(self, response: Any, host: str) -> None:
        SEEN["failed"][host] = f"HTTP {response.status}"

    def failed(self, failure: Failure) -> None:
        host = failure.request.cb_kwargs["host"]  # type: ignore[attr-defined]
        SEEN["failed"][host] = [type(failure.value).__name__, str(failure.value)]


def resolve(name: str) -> str:
    """socket.gethostbyname, of the hosts in the arguments."""
    return ADDRESSES.get(name, name)


def main() -> None:
    os.environ["SCRAPY_PROJECT"] = "default"
    socket.gethostbyname = resolve
    settings = Settings()
    settings.setmodule("settings.production", priority="project")
    extensions = {**settings["EXTENSIONS"], "newsspider.downloader.crawldelay.CrawlDelayExtension": None}
    plain = {"EXTENSIONS": extensions, "ITEM_PIPELINES": {}, "DOWNLOAD_TIMEOUT": 2, "LOG_LEVEL": "ERROR"}
    settings.update(plain, priority="cmdline")
    process = AsyncCrawlerProcess(settings)
    process.crawl(Asker)
    from twisted.internet import reactor

    tcp: Any = IReactorTCP(reactor)
    connect = tcp.connectTCP

    def connecting(host: str, _port: int, *arguments: Any, **named: Any) -> Any:
        SEEN["connected"].append(host)
        return connect("127.0.0.9", 9, *arguments, **named)  # nobody is there

    tcp.connectTCP = connecting
    process.start()
    print(json.dumps(SEEN))


if __name__ == "__main__":
    main()
