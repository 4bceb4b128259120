"""Tests of the hard timeout for awaits on a browser."""

from __future__ import annotations

import asyncio

import pytest

from newsspider.browser.timeout import hard_timeout


async def test_hard_timeout_holds_for_uncancellable_work() -> None:
    async def stubborn() -> None:
        while True:
            try:
                await asyncio.sleep(10)
            except asyncio.CancelledError:
                await asyncio.sleep(0.5)
                raise

    async def seven() -> int:
        return 7

    async def fails() -> None:
        raise KeyError("x")

    assert await hard_timeout(1, seven()) == 7
    with pytest.raises(KeyError):
        await hard_timeout(1, fails())
    started = asyncio.get_running_loop().time()
    with pytest.raises(TimeoutError, match=r"expected an answer within 0\.05 s, found none"):
        await hard_timeout(0.05, stubborn())
    assert asyncio.get_running_loop().time() - started < 0.4


async def test_hard_timeout_reports_cancelled_work() -> None:
    async def cancels_itself() -> None:
        task = asyncio.current_task()
        assert task
        task.cancel()
        await asyncio.sleep(1)

    with pytest.raises(ConnectionError, match="expected an answer"):
        await hard_timeout(5, cancels_itself())
