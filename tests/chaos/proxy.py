"""A line between one process and its database, which can fall silent."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Awaitable, Callable
from concurrent.futures import Future
from types import TracebackType
from typing import Self

from psycopg.conninfo import conninfo_to_dict, make_conninfo

Ends = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class Port:
    """A TCP port of the address `at` that leads where `lead` connects. While it is silent nothing passes, in
    neither direction, and nobody learns of it: as when a cable is pulled."""

    def __init__(self, lead: Callable[[], Awaitable[Ends]], at: str = "127.0.0.1") -> None:
        self._lead, self._at = lead, at
        self._hung_up = False
        self._loop = asyncio.new_event_loop()
        self._open = asyncio.Event()
        self._stop = asyncio.Event()
        self._writers: set[asyncio.StreamWriter] = set()
        self._ready: Future[int] = Future()
        self._thread = threading.Thread(target=self._run, name="line", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        self.port = self._ready.result(10)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(10)

    def fall_silent(self) -> None:
        self._loop.call_soon_threadsafe(self._open.clear)

    def come_back(self, *, cut: bool = False) -> None:
        """Let all pass again; with `cut`, what was connected is cut off first, as after a restart between."""
        if cut:
            self._loop.call_soon_threadsafe(self._cut)
        self._loop.call_soon_threadsafe(self._open.set)

    def hang_up(self) -> None:
        """Cut off whoever is connected, and whoever connects from now on, as where nobody listens any more."""
        self._hung_up = True
        self._loop.call_soon_threadsafe(self._cut)

    def _cut(self) -> None:
        for writer in self._writers:
            writer.transport.abort()

    def _run(self) -> None:
        with contextlib.closing(self._loop):
            self._loop.run_until_complete(self._serve())

    async def _serve(self) -> None:
        self._open.set()
        server = await asyncio.start_server(self._connected, self._at, 0)
        self._ready.set_result(server.sockets[0].getsockname()[1])
        await self._stop.wait()
        server.close()
        self._cut()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError, asyncio.CancelledError):
            await self._open.wait()
            if self._hung_up:
                writer.transport.abort()
                return
            there, back = await self._lead()
            self._writers |= {writer, back}
            await asyncio.gather(self._pass(reader, back), self._pass(there, writer))
        for end in {writer} | self._writers & {writer}:
            end.close()

    async def _pass(self, source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):
            while data := await source.read(65_536):
                await self._open.wait()
                target.write(data)
                await target.drain()
        target.close()


class Line(Port):
    """One that leads to the PostgreSQL of `conninfo`, a Unix socket's."""

    def __init__(self, conninfo: str, at: str = "127.0.0.1") -> None:
        parameters = conninfo_to_dict(conninfo)
        socket = f"{parameters.pop('host')}/.s.PGSQL.{parameters.pop('port')}"
        super().__init__(lambda: asyncio.open_unix_connection(socket), at)
        self._parameters = parameters

    @property
    def conninfo(self) -> str:
        """The conninfo for a client of the line, once it is open."""
        return make_conninfo(
            "", **self._parameters, host=self._at, port=self.port, sslmode="disable", gssencmode="disable"
        )
