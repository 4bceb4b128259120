"""Tests of the loader of scripts and data for the browser."""

from __future__ import annotations

import asyncio

import pytest

from newsspider.browser.resources import FOR_BROWSER
from tests.browser.factories import Engine, resource_loader


async def test_loader_fetches_scripts_once_and_data_always() -> None:
    engine = Engine()
    loader = resource_loader(engine)
    await asyncio.gather(*(loader.fetch_script("https://asset-1.tribunnews.com/a.js") for _ in range(5)))
    await loader.fetch_script("https://asset-1.tribunnews.com/a.js")
    assert len(engine.requests) == 1
    for _ in range(2):
        await loader.fetch("https://recommendation.jixie.media/v1/pilihan")
    assert len(engine.requests) == 3
    assert all(request.meta[FOR_BROWSER] for request in engine.requests)


async def test_loader_does_not_retry_a_failed_script() -> None:
    engine = Engine(error=TimeoutError("lama"))
    loader = resource_loader(engine)
    for _ in range(3):
        with pytest.raises(TimeoutError, match="lama"):
            await loader.fetch_script("https://asset-1.tribunnews.com/a.js")
    assert len(engine.requests) == 1


async def test_loader_evicts_the_oldest_scripts() -> None:
    engine = Engine(size=40_000)
    loader = resource_loader(engine)
    names = [f"https://asset-1.tribunnews.com/{name}.js" for name in "abc"]
    for name in (*names, names[2], names[0]):  # c evicted a; c is cached; a is fetched again
        await loader.fetch_script(name)
        await asyncio.sleep(0)
    assert [request.url[-4] for request in engine.requests] == ["a", "b", "c", "a"]
