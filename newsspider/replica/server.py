"""How is a site served on loopback, by its own process or from a thread of a test?"""

import asyncio
import threading
from collections.abc import AsyncIterator
from concurrent.futures import Future
from contextlib import asynccontextmanager
from pathlib import Path
from types import TracebackType

from newsspider.replica.accesslog import AccessLog
from newsspider.replica.answers import Answers
from newsspider.replica.connection import Connection
from newsspider.replica.page import Site

CACHE_BYTES = 64 * 2**20


@asynccontextmanager
async def serving(
    answers: Answers, *, address: str = "127.0.0.1", port: int = 0, access_log: Path | None = None
) -> AsyncIterator[str]:
    """Serve until the block is left; yields "host:port". Port 0 takes a free one."""
    loop = asyncio.get_running_loop()
    transports: set[asyncio.Transport] = set()
    with AccessLog(access_log) as log:
        server = await loop.create_server(lambda: Connection(answers, log, transports), address, port)
        taken = server.sockets[0].getsockname()[1]
        try:
            yield f"{address}:{taken}"
        finally:
            server.close()
            for transport in list(transports):
                transport.abort()
            await server.wait_closed()


class ReplicaServer:
    """A site served by a thread with an event loop of its own, while the `with` block lasts."""

    def __init__(
        self, site: Site, *, port: int = 0, access_log: Path | None = None, cache_bytes: int = CACHE_BYTES
    ) -> None:
        self.address = ""
        self._answers = Answers(site, cache_bytes)
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
        except OSError as error:  # the port is taken: told to the thread that waits
            self._ready.set_exception(error)
        finally:
            self._loop.close()

    async def _serve(self) -> None:
        async with serving(self._answers, port=self._port, access_log=self._access_log) as address:
            self._ready.set_result(address)
            await self._stop.wait()
