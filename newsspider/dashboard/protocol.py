"""HTTP protocol of the dashboard with timeouts for slow clients."""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

REQUEST_SECONDS = 10.0
"""Timeout of a request's head, from the connection's start or the answer before."""
RESPONSE_SECONDS = 20.0
"""Timeout of the client for reading an answer; pages have some hundred kilobytes."""
MAX_CONNECTIONS = 150
"""Connections that wait for their client: one more replaces the one that has waited longest. Streams and
answers that are computed do not count."""
CHECK_SECONDS = 0.5


class TimeoutProtocol(H11Protocol):
    """Uvicorn's protocol, which also closes connections of slow clients."""

    _next_check: asyncio.TimerHandle | None = None
    _state: tuple[float | None, int] | None = None
    since = 0.0
    """The start of the wait, in the loop's time."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._check()
        if len(self.connections) > MAX_CONNECTIONS:
            waiting = [one for one in self.connections if isinstance(one, TimeoutProtocol) and one.timeout]
            if len(waiting) > MAX_CONNECTIONS:
                min(waiting, key=lambda one: one.since).transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        if self._next_check is not None:
            self._next_check.cancel()
        super().connection_lost(exc)

    @property
    def timeout(self) -> float | None:
        """Seconds that the client has for its current step; None while we compute the answer."""
        if self.transport.get_write_buffer_size():
            return RESPONSE_SECONDS
        answering = bool(self.cycle) and not self.cycle.response_complete
        return None if answering else REQUEST_SECONDS

    def _check(self) -> None:
        now, cycle = self.loop.time(), self.cycle
        state: tuple[Any, int] = (self.timeout, id(cycle))
        if state != self._state:
            self._state, self.since = state, now
        if state[0] is not None and now - self.since >= state[0]:
            self.transport.abort()
            return
        self._next_check = self.loop.call_later(CHECK_SECONDS, self._check)
