"""HTTP protocol of the dashboard, which closes connections that are slow to ask or to read."""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

ASK_SECONDS = 10.0
"""For the head of a request, counted from the connection's begin or from the answer before."""
READ_SECONDS = 20.0
"""For reading an answer whole, once it is written; pages have some hundred kilobytes."""
MOST = 150
"""Connections at a time; one more takes the place of the one that has kept us waiting for longest."""
LOOK = 0.5


class PromptProtocol(H11Protocol):
    """Uvicorn's own, which also ends connections that keep it waiting."""

    _look_later: asyncio.TimerHandle | None = None
    _state: tuple[float | None, int] | None = None
    since = 0.0
    """When (the loop's time) the wait began."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._look()
        if len(self.connections) > MOST:
            waiting = [one for one in self.connections if isinstance(one, PromptProtocol) and one.seconds]
            if waiting:
                min(waiting, key=lambda one: one.since).transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        if self._look_later is not None:
            self._look_later.cancel()
        super().connection_lost(exc)

    @property
    def seconds(self) -> float | None:
        """How long the other side may take for what it is doing; None while we are to answer."""
        if self.transport.get_write_buffer_size():
            return READ_SECONDS
        answering = bool(self.cycle) and not self.cycle.response_complete
        return None if answering else ASK_SECONDS

    def _look(self) -> None:
        now, cycle = self.loop.time(), self.cycle
        state: tuple[Any, int] = (self.seconds, id(cycle))
        if state != self._state:
            self._state, self.since = state, now
        if state[0] is not None and now - self.since >= state[0]:
            self.transport.abort()
            return
        self._look_later = self.loop.call_later(LOOK, self._look)
