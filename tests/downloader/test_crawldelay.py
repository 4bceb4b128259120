"""Crawl-delay extension: slots are slowed down, never sped up; long delays are bounded and counted."""

from collections.abc import Mapping
from types import SimpleNamespace

import pytest
from scrapy.http import Request

from newsspider.downloader.crawldelay import MAX_CRAWL_DELAY, CrawlDelayExtension
from newsspider.runs.counters import Counts

HOST = "www.tribunnews.com"


def extension_of(slots: Mapping[str, object], counts: Counts | None = None) -> CrawlDelayExtension:
    counted = Counts() if counts is None else counts
    return CrawlDelayExtension(MAX_CRAWL_DELAY, slots=lambda: slots, counts=lambda: counted)


@pytest.mark.parametrize(
    ("stated", "kept", "counted"),
    [(5.0, 5.0, {}), (0.5, 0.5, {}), (3600.0, MAX_CRAWL_DELAY, {f"crawl_delay/{HOST}": 3600})],
)
def test_delay_is_bounded_and_counted(stated: float, kept: float, counted: dict[str, int]) -> None:
    extension = extension_of({}, counts := Counts())
    extension.set_delay(HOST, stated)
    assert extension.delays == {HOST: kept}
    assert counts == counted


@pytest.mark.parametrize(("stated", "own", "result"), [(7.0, 2.0, 7.0), (1.0, 2.0, 2.0), (None, 2.0, 2.0)])
def test_slot_is_slowed_never_sped_up(stated: float | None, own: float, result: float) -> None:
    slot = SimpleNamespace(delay=own, jitter=0.5)
    extension = extension_of({HOST: slot})
    if stated is not None:
        extension.set_delay(HOST, stated)
    extension.slow_down(Request(f"https://{HOST}/x", meta={"download_slot": HOST}))
    assert slot.delay == result


def test_request_without_slot_changes_nothing() -> None:
    extension = extension_of({})
    extension.set_delay(HOST, 5)
    extension.slow_down(Request(f"https://{HOST}/x"))


@pytest.mark.parametrize(("stated", "result"), [(None, 5.0), (3.0, 5.0), (9.0, 9.0)])
def test_pace_of_the_outlet_is_kept(stated: float | None, result: float) -> None:
    slot = SimpleNamespace(delay=2.0, jitter=0.5)
    extension = CrawlDelayExtension(60.0, lambda: {HOST: slot}, Counts, pace=lambda _: 5.0)
    if stated is not None:
        extension.set_delay(HOST, stated)
    extension.slow_down(Request(f"https://{HOST}/x", meta={"download_slot": HOST}))
    assert slot.delay == result
