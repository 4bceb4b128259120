"""Tests of the clock that the DNS resolver gives to the reactor."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator

import pytest
from twisted.internet.asyncioreactor import AsyncioSelectorReactor

from newsspider.downloader.resolver import PublicResolver


@pytest.fixture
def reactor() -> Iterator[AsyncioSelectorReactor]:
    loop = asyncio.new_event_loop()
    made = AsyncioSelectorReactor(loop)
    yield made
    made.removeAll()  # type: ignore[no-untyped-call]
    loop.close()


def test_scheduled_calls_go_by_monotonic_clock(reactor: AsyncioSelectorReactor) -> None:
    """A wall clock that jumps changes neither when a request times out nor how long a host waits."""
    PublicResolver(reactor, 0, 1.0).install_on_reactor()
    began = time.monotonic()
    due = reactor.callLater(60, print).getTime()  # type: ignore[no-untyped-call]
    assert began + 60 <= due <= time.monotonic() + 60
