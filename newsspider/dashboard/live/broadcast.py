"""Broadcast of runs under way: one poller thread queries the database for all viewers.

A viewer's stream waits in the event loop for the next event of its run. It holds no connection to the
database and no thread. The poller runs while anybody watches.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Event, Lock, Thread, current_thread

from newsspider.dashboard.language import LANGUAGES

POLL_SECONDS = 2.0
POLL_SHARE = 10
"""The poller rests ten times as long as its queries took: it takes a tenth of a database session at most."""
STREAM_SECONDS = 600.0
"""A browser connects again after that, so that no connection is held for ever."""
MAX_STREAMS = 400
"""Further viewers get no stream; their pages load themselves again."""
AWAY = b"event: away\ndata: {}\n\n"
"""The event of a poll that failed."""

Poll = Callable[[int], tuple[Mapping[str, bytes], bool]]
"""The event of a run by language, and whether the run has ended, and with it the streams."""


class TooManyStreams(Exception):
    """There are MAX_STREAMS streams already."""


@dataclass(slots=True)
class Channel:
    """The viewers of one run, and the newest event by language."""

    viewers: int = 0
    version: int = 0
    events: Mapping[str, bytes] = field(default_factory=dict)
    ended: bool = False
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    def publish(self, events: Mapping[str, bytes], ended: bool) -> None:
        """Wake every viewer. Called in the event loop."""
        self.events, self.ended, self.version = events, ended, self.version + 1
        self.changed.set()
        self.changed = asyncio.Event()


class Broadcast:
    """Streams of events for any number of viewers. `poll` is called in the poller's thread."""

    def __init__(self, poll: Poll) -> None:
        self._poll = poll
        self._channels: dict[int, Channel] = {}
        self._lock = Lock()
        self._poller: Thread | None = None
        self._stopped = Event()
        self._loop: asyncio.AbstractEventLoop | None = None

    @property
    def viewers(self) -> int:
        """The number of open streams."""
        with self._lock:
            return sum(channel.viewers for channel in self._channels.values())

    def stop(self) -> None:
        """End every stream, now and for ever. May be called in a signal handler of the loop's thread."""
        self._stopped.set()
        loop = self._loop
        if loop is not None:
            with suppress(RuntimeError):  # the loop has ended
                loop.call_soon_threadsafe(self._end_all)

    async def stream(self, run: int, language: str) -> AsyncIterator[bytes]:
        """The events of a run, until it ends, the server stops or STREAM_SECONDS are over."""
        loop = self._loop = asyncio.get_running_loop()
        until = loop.time() + STREAM_SECONDS
        channel = self._add_viewer(run)
        try:
            version = 0
            while not self._stopped.is_set() and (left := until - loop.time()) > 0:
                changed = channel.changed
                if channel.version != version:
                    version = channel.version
                    yield channel.events[language]
                    if channel.ended:
                        return
                    continue
                with suppress(TimeoutError):
                    await asyncio.wait_for(changed.wait(), left)
        finally:
            self._remove_viewer(run, channel)

    def check_room(self) -> None:
        """Raises TooManyStreams."""
        if self._stopped.is_set() or self.viewers >= MAX_STREAMS:
            raise TooManyStreams

    def _add_viewer(self, run: int) -> Channel:
        with self._lock:
            channel = self._channels.setdefault(run, Channel())
            channel.viewers += 1
            if self._poller is None:
                self._poller = Thread(target=self._poll_all, name="live poller", daemon=True)
                self._poller.start()
            return channel

    def _remove_viewer(self, run: int, channel: Channel) -> None:
        with self._lock:
            channel.viewers -= 1
            if channel.viewers <= 0 and self._channels.get(run) is channel:
                del self._channels[run]

    def _poll_all(self) -> None:
        """Poll every watched run, one after the other, while there are any. The poller's thread; if a poll
        raises, the next viewer starts another."""
        try:
            while (watched := self._watched()) and not self._stopped.is_set():
                began = time.monotonic()
                for run in watched:
                    self._publish(run, *self._poll(run))
                self._stopped.wait(max(POLL_SECONDS, POLL_SHARE * (time.monotonic() - began)))
        finally:
            with self._lock:
                if self._poller is current_thread():
                    self._poller = None

    def _watched(self) -> list[int]:
        """The watched runs; the poller's thread has ended once there are none."""
        with self._lock:
            if not self._channels:
                self._poller = None
            return list(self._channels)

    def _publish(self, run: int, events: Mapping[str, bytes], ended: bool) -> None:
        with self._lock:
            channel = self._channels.get(run)
        if channel is not None and self._loop is not None:
            with suppress(RuntimeError):  # the loop has ended
                self._loop.call_soon_threadsafe(channel.publish, events, ended)

    def _end_all(self) -> None:
        for channel in list(self._channels.values()):
            channel.publish(channel.events or dict.fromkeys(LANGUAGES, AWAY), ended=True)
