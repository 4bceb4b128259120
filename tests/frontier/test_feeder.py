"""Is every host drawn from in its turn, paused ones left alone, and what falls due in a moment waited for?"""

import asyncio
import time
from collections.abc import Callable, Iterable, Mapping
from types import SimpleNamespace
from typing import Any, cast

import pytest
from scrapy.http import Request, Response

from newsspider.downloader.failures import HostPaused
from newsspider.downloader.throttling import PATIENT, ThrottleMiddleware
from newsspider.frontier.feeder import CrawlScope, FrontierFeeder
from newsspider.frontier.leases import HostLeases
from newsspider.frontier.pauses import HostPauses
from newsspider.runs.counters import Counts
from newsspider.runs.recorder import RunRecorder
from newsspider.store.crawl.store import Store
from newsspider.store.crawl.workers import OtherWorker
from newsspider.visits import DuePage
from tests.store.test_store import address, opened, rejection, save, seed
from tests.store.test_visits import TIMES

WWW, SOLO = "www.tribunnews.com", "solo.tribunnews.com"
BOTH = CrawlScope(outlet="tribun", hosts=frozenset({WWW, SOLO}))


def at(host: str, number: int) -> dict[str, Any]:
    return seed(address(number).replace(WWW, host)) | {"host": host}


def drawing_of(most: int, patience: float, store: object = None) -> FrontierFeeder:
    """A drawing whose process holds what it wants, for an hour."""
    holding = HostLeases(3600, 0)
    holding.store, holding.outlet, holding.wanted = cast(Store, store), "tribun", BOTH.hosts
    return FrontierFeeder(most, patience, holding, HostPauses())


async def begin(drawing: FrontierFeeder, store: Store) -> None:
    await drawing.leases.start(store, "tribun", BOTH.hosts, dict, drawing.idle_hosts)


class Asked:
    """Counts how often the frontier is asked, and forgets each page it gives."""

    def __init__(self, pages: Iterable[DuePage]) -> None:
        self.pages, self.times, self.worker = list(pages), 0, self

    async def claim(self, outlet: str, hosts: Iterable[str], only_this_run: bool) -> set[str]:
        return set(hosts)

    async def others(self, *asked: object) -> list[OtherWorker]:
        return []

    async def due(
        self, outlet: str, rooms: Mapping[str, int], in_hand: Iterable[int], only_this_run: bool
    ) -> list[DuePage]:
        self.times += 1
        found = []
        for host, room in rooms.items():
            found += [page for page in self.pages if page.host == host][:room]
        self.pages = [page for page in self.pages if page not in found]
        return found

    async def next_due(self, *asked: object, **more: object) -> float | None:
        return None


def recorder_of(feeder: FrontierFeeder) -> RunRecorder:
    """As much of a recorder as the middleware asks; its process may ask any host."""
    crawler = SimpleNamespace(crawling=True)
    return cast(
        RunRecorder, SimpleNamespace(session=None, pauses=feeder.pauses, counts=Counts(), crawler=crawler)
    )


def page(host: str, number: int) -> DuePage:
    return DuePage(id=number, url=f"https://{host}/{number}", host=host, kind="story", depth=0)


async def take(drawing: FrontierFeeder, store: Asked, done: Callable[[DuePage], None]) -> None:
    drawing.leases.store = cast(Store, store)
    async with asyncio.timeout(10):
        async for found in drawing.pages(cast(Store, store), BOTH):
            done(found)


async def test_no_host_takes_the_room_of_another() -> None:
    """WWW has far more due, and SOLO's pages come all the same at once."""
    store = Asked([*(page(WWW, n) for n in range(100)), *(page(SOLO, n) for n in range(100, 103))])
    drawing, seen = drawing_of(4, 0), list[str]()

    def done(found: DuePage) -> None:
        seen.append(found.host)
        drawing.release(found.url)

    await take(drawing, store, done)
    assert seen[:7].count(SOLO) == 3
    assert len(seen) == 103


async def test_a_host_that_has_nothing_due_is_not_asked_about_again_and_again() -> None:
    store = Asked([page(WWW, n) for n in range(64)])
    drawing = drawing_of(4, 0)
    await take(drawing, store, lambda found: drawing.release(found.url))
    assert store.times <= 64 / 2 + 3


async def test_a_paused_host_is_not_drawn_from_until_its_time_is_up(database: str) -> None:
    async with opened(database) as store:
        await store.make_due([at(WWW, 1), at(SOLO, 2)])
        drawing, began = drawing_of(4, 5), time.monotonic()
        drawing.pauses.pause(SOLO, 0.4)
        found = [(found.host, time.monotonic() - began) async for found in _given(drawing, store)]
    assert [host for host, _ in found] == [WWW, SOLO]
    assert found[1][1] >= 0.4


async def test_a_run_does_not_wait_for_ever_for_a_paused_host(database: str) -> None:
    async with opened(database) as store:
        await store.make_due([at(SOLO, 2)])
        drawing = drawing_of(4, 0.5)
        drawing.pauses.pause(SOLO, 3600)
        assert [found async for found in _given(drawing, store)] == []


async def _given(drawing: FrontierFeeder, store: Store) -> Any:
    """Pages that settle as they are given, so that none is drawn twice."""
    await begin(drawing, store)
    async with asyncio.timeout(10):
        async for found in drawing.pages(store, BOTH):
            await save(store, rejection(found.url, 410), due=False)
            drawing.release(found.url)
            yield found


async def test_what_falls_due_in_a_moment_is_waited_for(database: str) -> None:
    async with opened(database, revisit_policy=TIMES) as store:
        await save(store, rejection(address(1), 503))
        soon, late = drawing_of(4, 120), drawing_of(4, 1)
        assert [found async for found in _given(late, store)] == []
        async with store.pool.connection() as connection:
            await connection.execute("update page set due_at = now() + interval '0.3 s'")
        assert [found.url async for found in _given(soon, store)] == [address(1)]


@pytest.mark.parametrize(
    ("status", "header", "seconds"),
    [(429, "7", 7), (429, None, 60), (503, "9", 9), (503, None, 0), (500, "9", 0), (200, "9", 0), (429, "x", 60)],
)  # fmt: skip
async def test_a_host_that_throttles_is_paused_as_long_as_it_asks(
    status: int, header: str | None, seconds: int
) -> None:
    drawing = drawing_of(4, 0)
    run = recorder_of(drawing)
    pausing = ThrottleMiddleware(run, unstated=60)
    request = Request(f"https://{WWW}/a")
    headers = {"Retry-After": header} if header else {}
    await pausing.process_request(request)
    pausing.process_response(request, Response(request.url, status=status, headers=headers))
    assert drawing.pauses.remaining(WWW) == pytest.approx(seconds, abs=0.5)
    assert drawing.pauses.remaining(SOLO) == 0
    if seconds:
        with pytest.raises(HostPaused, match=rf"{WWW} asked to be left alone for \d+ s more"):
            await pausing.process_request(request)


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
def test_one_answer_pauses_a_host_for_hours_at_most(
    statuses: tuple[int, ...], header: str, seconds: int
) -> None:
    """Case T2: a 503 may be the page's own; several in a row are the host's."""
    run = recorder_of(drawing := drawing_of(4, 0))
    pausing = ThrottleMiddleware(run, unstated=60, most=21_600)
    request = Request(f"https://{WWW}/a")
    for status in statuses:
        drawing.pauses._until.clear()
        pausing.process_response(
            request, Response(request.url, status=status, headers={"Retry-After": header})
        )
    assert drawing.pauses.remaining(WWW) == pytest.approx(seconds, abs=1)
    assert run.counts[f"paused/{WWW}"] == (90 if header == "90" else 604_800)


async def test_who_is_patient_waits_for_a_short_pause_and_not_for_a_long_one() -> None:
    drawing = drawing_of(4, 0)
    pausing = ThrottleMiddleware(recorder_of(drawing), unstated=60)
    request = Request(f"https://{WWW}/a", meta={PATIENT: time.monotonic() + 1})
    drawing.pauses.pause(WWW, 0.2)
    began = time.monotonic()
    await pausing.process_request(request)
    assert time.monotonic() - began >= 0.2
    drawing.pauses.pause(WWW, 30)
    with pytest.raises(HostPaused):
        await pausing.process_request(request)


async def test_a_crawl_that_is_about_to_end_waits_for_nothing() -> None:
    drawing = drawing_of(4, 0)
    run = recorder_of(drawing)
    drawing.pauses.pause(WWW, 30)
    request = Request(f"https://{WWW}/a", meta={PATIENT: time.monotonic() + 60})
    waiting = asyncio.ensure_future(ThrottleMiddleware(run, unstated=60).process_request(request))
    await asyncio.sleep(0.1)
    cast(Any, run.crawler).crawling = False
    async with asyncio.timeout(2):
        with pytest.raises(HostPaused):
            await waiting
        with pytest.raises(HostPaused, match="about to end"):
            await ThrottleMiddleware(run, unstated=60).process_request(request)
