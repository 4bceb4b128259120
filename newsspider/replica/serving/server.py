"""Server of a site on loopback, in the current event loop or in a thread."""

import asyncio
import threading
from collections.abc import AsyncIterator
from concurrent.futures import Future
from contextlib import asynccontextmanager
from pathlib import Path
from types import TracebackType

from newsspider.replica.page import Site
from newsspider.replica.serving.accesslog import AccessLog
from newsspider.replica.serving.answers import AnswerCache
from newsspider.replica.serving.connection import Connection

CACHE_BYTES = 64 * 2**20


@asynccontextmanager
async def serve(answers: AnswerCache, *, port: int = 0, access_log: Path | None = None) -> AsyncIterator[str]:
    """Serve until the context ends; yields "host:port". Port 0 takes a free port."""
    loop = asyncio.get_running_loop()
    transports: set[asyncio.Transport] = set()
    with AccessLog(access_log) as log:
        server = await loop.create_server(lambda: Connection(answers, log, transports), "127.0.0.1", port)
        taken = server.sockets[0].getsockname()[1]
        try:
            yield f"127.0.0.1:{taken}"
        finally:
            server.close()
            for transport in list(transports):
                transport.abort()
            await server.wait_closed()


class ReplicaServer:
    """A context manager that serves a site in a thread with its own event loop."""

    def __init__(
        self, site: Site, *, port: int = 0, access_log: Path | None = None, cache_bytes: int = CACHE_BYTES
    ) -> None:
        self.address = ""
        self._answers = AnswerCache(site, cache_bytes)
        self._port, self._access_log = port, access_log
        self._ready: Future[str] = Future()
        self._loop = asyncio.new_event_loop()
        self._stop = asyncio.Event()
        self._thread = threading.Thread(target=self._run, name="replica", daemon=True)

    def __enter__(self) -> "ReplicaServer":
        self._thread.start()
        self.address = self._ready.result(timeout=30)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(timeout=30)

    @property
    def cached_bytes(self) -> int:
        return self._answers.size

    def _run(self) -> None:
        try:
            self._loop.run_until_complete(self._serve())
        except OSError as error:  # the port is taken: raised in the waiting thread
            self._ready.set_exception(error)
        finally:
            self._loop.close()

    async def _serve(self) -> None:
        async with serve(self._answers, port=self._port, access_log=self._access_log) as address:
            self._ready.set_result(address)
            await self._stop.wait()
