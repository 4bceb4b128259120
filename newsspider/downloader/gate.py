"""Gate of requests: whether one may be sent to a host now, by the host's lease and pause."""

from __future__ import annotations

from collections.abc import Callable
from typing import Self

from scrapy.crawler import Crawler

from newsspider.downloader.failures import HostPaused
from newsspider.frontier.leases import HostLeases
from newsspider.frontier.pauses import HostPauses
from newsspider.runs.recorder import RunRecorder, session_of


class RequestGate:
    """Refuses requests to hosts that are paused or not leased to this process, and all once the crawl ends.

    `leases` returns the crawl's leases (None: it crawls no frontier), `crawling` whether the crawl goes on.
    """

    def __init__(
        self,
        pauses: HostPauses,
        leases: Callable[[], HostLeases | None],
        crawling: Callable[[], bool],
    ) -> None:
        self.pauses, self._leases, self._crawling = pauses, leases, crawling

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        def leases() -> HostLeases | None:
            session = session_of(crawler)
            return None if session is None else session.leases

        return cls(RunRecorder.of(crawler).pauses, leases, lambda: crawler.crawling)

    @property
    def is_closing(self) -> bool:
        """Whether the crawl is stopping."""
        return not self._crawling()

    def check_open(self, host: str) -> None:
        """Raise HostPaused once the crawl is stopping."""
        if self.is_closing:
            raise HostPaused(host, 0.0, "gets no more requests: the crawl is about to end")

    def check_host(self, host: str) -> None:
        """Raise HostPaused for a host that is leased to another process or paused."""
        leases = self._leases()
        if leases is not None and not leases.may_request(host):
            raise HostPaused(host, leases.lease, "is not leased to this process")
        if (seconds := self.pauses.remaining(host)) > 0:
            raise HostPaused(host, seconds, f"is paused for {seconds:.0f} s more")
