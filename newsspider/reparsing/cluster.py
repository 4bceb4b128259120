"""Workers of a reparse on an existing Dask cluster.

Its workers need this program and the archive's folder under the same path. A batch whose worker dies is read
by another one; nothing is written twice, because only this process writes.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

from newsspider.reparsing.page import ArchivedPage, Result
from newsspider.reparsing.reading import Rereader
from newsspider.reparsing.workers import WorkersLost

CONNECT_SECONDS = 5
RETRIES = 5
"""Times that a batch is begun again after its worker has died."""


class Cluster:
    """Reads on the cluster whose scheduler listens at `address`. Raises WorkersLost."""

    def __init__(self, rereader: Rereader, address: str) -> None:
        try:
            from distributed import Client
        except ImportError:
            raise WorkersLost(
                "expected the package distributed for --dask, found none: pip install distributed"
            ) from None
        self.address = address
        try:
            connect: Any = Client
            self._client = connect(address, timeout=CONNECT_SECONDS, set_as_default=False)
            workers = self._client.scheduler_info()["workers"]
        except (OSError, ValueError, TypeError) as error:
            raise WorkersLost(f"expected a Dask scheduler at {address}, found: {_line(error)}") from None
        if not workers:
            raise WorkersLost(f"expected workers of the cluster at {address}, found none: start some")
        self.rereader, self.count = rereader, len(workers)

    def start(self, pages: Sequence[ArchivedPage]) -> asyncio.Future[list[Result]]:
        """Begin to read a batch."""
        future = self._client.submit(self.rereader.results, pages, pure=False, retries=RETRIES)
        return asyncio.ensure_future(self._result(future))

    async def _result(self, future: Any) -> list[Result]:
        try:
            results: list[Result] = await asyncio.to_thread(future.result)
        except Exception as error:  # noqa: BLE001 -- whatever the cluster raises is one line
            raise WorkersLost(
                f"expected the cluster at {self.address} to read, found: {_line(error)}"
            ) from None
        return results

    def close(self) -> None:
        """Leave the cluster."""
        self._client.close()


def _line(error: BaseException) -> str:
    return f"{type(error).__name__}: {' '.join(str(error).split())[:200]}"
