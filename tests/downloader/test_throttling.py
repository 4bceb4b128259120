"""Throttle middleware: how long a host is paused, and which requests wait for the end of a pause."""

import asyncio
import time
from typing import cast

import pytest
from scrapy.http import Request, Response

from newsspider.downloader.failures import HostPaused
from newsspider.downloader.gate import RequestGate
from newsspider.downloader.throttling import WAIT_UNTIL, ThrottleMiddleware
from newsspider.frontier.leases import HostLeases
from newsspider.frontier.pauses import HostPauses
from newsspider.runs.counters import Counts
from newsspider.store.crawl.store import Store

WWW, SOLO = "www.tribunnews.com", "solo.tribunnews.com"
PAGE = Request(f"https://{WWW}/a")


class Throttle:
    """The middleware of a crawl that goes on until `stop`; without leases it may request any host."""

    def __init__(self, leases: HostLeases | None = None) -> None:
        self.pauses, self.counts, self.crawling = HostPauses(), Counts(), True
        gate = RequestGate(self.pauses, lambda: leases, lambda: self.crawling)
        self.middleware = ThrottleMiddleware(gate, self.counts, default_pause=60, max_pause=21_600)

    def answer(self, status: int, header: str | None) -> None:
        headers = {"Retry-After": header} if header else {}
        self.middleware.process_response(PAGE, Response(PAGE.url, status=status, headers=headers))


@pytest.mark.parametrize(
    ("status", "header", "seconds"),
    [
        (429, "7", 7),
        (429, None, 60),
        (503, "9", 9),
        (503, None, 0),
        (500, "9", 0),
        (200, "9", 0),
        (429, "x", 60),
    ],
)
async def test_throttling_host_is_paused_as_stated(status: int, header: str | None, seconds: int) -> None:
    throttle = Throttle()
    await throttle.middleware.process_request(PAGE)
    throttle.answer(status, header)
    assert throttle.pauses.remaining(WWW) == pytest.approx(seconds, abs=0.5)
    assert throttle.pauses.remaining(SOLO) == 0
    if seconds:
        with pytest.raises(HostPaused, match=rf"{WWW} is paused for \d+ s more"):
            await throttle.middleware.process_request(PAGE)


@pytest.mark.parametrize(
    ("statuses", "header", "seconds"),
    [
        ((503,), "604800", 60),
        ((503, 503), "604800", 600),
        ((503, 503, 503, 503), "604800", 21_600),
        ((503, 503, 200, 503), "604800", 60),
        ((503, 503), "90", 90),
        ((429,), "604800", 21_600),
        ((429,), "Fri, 31 Dec 2100 23:59:59 GMT", 21_600),
        ((503,), "Fri, 31 Dec 2100 23:59:59 GMT", 60),
    ],
)
def test_pause_grows_with_503_in_a_row(statuses: tuple[int, ...], header: str, seconds: int) -> None:
    """Case T2: a 503 may be the page's own; several in a row are the host's."""
    throttle = Throttle()
    for status in statuses:
        throttle.pauses._until.clear()
        throttle.answer(status, header)
    assert throttle.pauses.remaining(WWW) == pytest.approx(seconds, abs=1)
    assert throttle.counts[f"paused/{WWW}"] == (90 if header == "90" else 604_800)


async def test_waiting_request_waits_for_short_pause_only() -> None:
    throttle = Throttle()
    request = Request(PAGE.url, meta={WAIT_UNTIL: time.monotonic() + 1})
    throttle.pauses.pause(WWW, 0.2)
    began = time.monotonic()
    await throttle.middleware.process_request(request)
    assert time.monotonic() - began >= 0.2
    throttle.pauses.pause(WWW, 30)
    with pytest.raises(HostPaused):
        await throttle.middleware.process_request(request)


async def test_stopped_crawl_waits_for_no_pause() -> None:
    throttle = Throttle()
    throttle.pauses.pause(WWW, 30)
    request = Request(PAGE.url, meta={WAIT_UNTIL: time.monotonic() + 60})
    waiting = asyncio.ensure_future(throttle.middleware.process_request(request))
    await asyncio.sleep(0.1)
    throttle.crawling = False
    async with asyncio.timeout(2):
        with pytest.raises(HostPaused):
            await waiting
        with pytest.raises(HostPaused, match="about to end"):
            await throttle.middleware.process_request(request)


async def test_host_of_another_worker_is_refused() -> None:
    leases = HostLeases(cast(Store, None), {WWW: "tribun"}, 45, 0)
    with pytest.raises(HostPaused, match=f"{WWW} is not leased to this process"):
        await Throttle(leases).middleware.process_request(PAGE)
    await Throttle(leases).middleware.process_request(Request("https://cdn.example/x.js"))
