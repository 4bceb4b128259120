"""Workers of a reparse: this process alone, several processes, or a Dask cluster."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import threading
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import wait
from typing import Any, Protocol

from newsspider.reparsing.page import ArchivedPage, Result
from newsspider.reparsing.reading import Rereader


class WorkersLost(Exception):
    """The processes that read are gone: one line."""


class Workers(Protocol):
    """Those who read pages. `count` is how many batches they read at a time."""

    count: int

    def start(self, pages: Sequence[ArchivedPage]) -> asyncio.Future[list[Result]]:
        """Begin to read a batch."""
        ...

    def close(self) -> None: ...


class Inline:
    """Reads in this process."""

    count = 1

    def __init__(self, rereader: Rereader) -> None:
        self.rereader = rereader

    def start(self, pages: Sequence[ArchivedPage]) -> asyncio.Future[list[Result]]:
        """Read a batch now: the time limit of a page holds in the main thread alone."""
        done: asyncio.Future[list[Result]] = asyncio.get_running_loop().create_future()
        done.set_result(self.rereader.results(pages))
        return done

    def close(self) -> None:
        """Nothing to do."""


class Processes:
    """Reads in `count` processes, which end with this one and leave signals to it."""

    def __init__(self, rereader: Rereader, count: int) -> None:
        self.rereader, self.count = rereader, count
        context = multiprocessing.get_context("spawn")
        self._pool = ProcessPoolExecutor(count, mp_context=context, initializer=_prepare)

    def start(self, pages: Sequence[ArchivedPage]) -> asyncio.Future[list[Result]]:
        """Begin to read a batch."""
        return asyncio.ensure_future(self._read(pages))

    async def _read(self, pages: Sequence[ArchivedPage]) -> list[Result]:
        loop = asyncio.get_running_loop()
        try:
            return await loop.run_in_executor(self._pool, self.rereader.results, pages)
        except BrokenProcessPool:
            raise WorkersLost(
                "expected the processes that read to go on, found one that has died: is there memory for "
                f"{self.count}? The same command goes on where it was"
            ) from None

    def close(self) -> None:
        """End the processes."""
        self._pool.shutdown(cancel_futures=True)


def workers_of(rereader: Rereader, processes: int) -> Workers:
    """This process for one, else so many processes."""
    return Inline(rereader) if processes == 1 else Processes(rereader, processes)


def _prepare() -> None:
    """Leave Ctrl-C to the main process, and end with it, however it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: Any) -> None:
    wait([sentinel])
    os._exit(1)
