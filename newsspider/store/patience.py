"""How long is a database that is away waited for?

As long as WAITS says, while a crawl goes on. One that was told to stop hurries: then the database may be
silent for some seconds since it last answered, and what still waits for it fails with StoreLost.
"""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from typing import TypeVar

import psycopg
from psycopg import errors
from psycopg_pool import PoolTimeout

from newsspider.store.errors import reason

logger = logging.getLogger(__name__)

T = TypeVar("T")

AWAY = (psycopg.OperationalError, psycopg.InterfaceError, PoolTimeout)
"""The database is not there, told us to go, or chose us to give way: the same batch may succeed later."""
REFUSED = (
    psycopg.DataError, psycopg.IntegrityError, psycopg.ProgrammingError, psycopg.InternalError,
    psycopg.NotSupportedError, errors.ProgramLimitExceeded, errors.StatementTooComplex, TypeError, ValueError,
    RecursionError,
)  # fmt: skip
"""The database does not take something in the batch, now or ever."""
WAITS = (0.5, 1, 2, 4, 8, 15, 30, 30, 30)
"""Seconds between attempts; after the last the batch fails and its pages stay due."""
LAST_WAITS = (0.25, 0.25, 0.5, 0.5, 1, 1, 2, 2)
"""The same for each step of a run's end, for which somebody may be waiting."""
LOOK = 0.2
"""Seconds between two looks whether to hurry."""


def is_away(error: psycopg.Error) -> bool:
    """Whether the same may succeed later: also of a process that was frozen while it wrote, and whose
    connection the server has given up."""
    if isinstance(error, errors.IdleInTransactionSessionTimeout):
        return True
    return isinstance(error, AWAY) and not isinstance(error, REFUSED)


class StoreLost(Exception):
    """The database went away during a run and did not come back in time; nothing half-written remains."""


class Patience:
    """One pool's patience; `answered` is called whenever the database has answered."""

    def __init__(self) -> None:
        self._seconds: float | None = None
        self._since = 0.0
        self._limits: set[asyncio.Timeout] = set()

    async def hurry_when(self, told: Callable[[], bool], seconds: float) -> None:
        """As soon as this is so, the database may be silent for so many seconds."""
        while not told():
            await asyncio.sleep(LOOK)
        self._seconds = seconds
        self.answered()

    def answered(self) -> None:
        """The database is there: whoever waits has all the seconds again."""
        self._since = asyncio.get_running_loop().time()
        for limit in self._limits:
            if not limit.expired():
                limit.reschedule(self._end)

    @property
    def _end(self) -> float | None:
        return None if self._seconds is None else self._since + self._seconds

    @asynccontextmanager
    async def limited(self) -> AsyncIterator[None]:
        """What is done in this block ends when patience does. Raises StoreLost then."""
        limit = asyncio.timeout_at(self._end)
        self._limits.add(limit)
        try:
            async with limit:
                yield
        except TimeoutError:
            if not limit.expired():
                raise
            raise StoreLost(
                f"expected the database to answer a crawl that was told to stop, "
                f"found it silent for {self._seconds:.0f} s"
            ) from None
        finally:
            self._limits.discard(limit)

    async def patiently(self, work: Callable[[], Awaitable[T]]) -> T:
        """What `work` returns, begun again while the database is away, after each of these seconds (WAITS).
        Raises StoreLost."""
        async with self.limited():
            return await _patiently(work, WAITS)

    async def briefly(self, work: Callable[[], Awaitable[T]]) -> T:
        """The same at the end of a run (LAST_WAITS)."""
        async with self.limited():
            return await _patiently(work, LAST_WAITS)


async def _patiently(work: Callable[[], Awaitable[T]], waits: Sequence[float]) -> T:
    for wait in waits:
        try:
            return await work()
        except psycopg.Error as away:
            if not is_away(away):
                raise
            wait *= random.uniform(0.8, 1.2)  # never in step with what cuts us off
            logger.warning("the database is away (%s); trying again in %.2g s", reason(away), wait)
            await asyncio.sleep(wait)
    try:
        return await work()
    except psycopg.Error as away:
        if not is_away(away):
            raise
        raise StoreLost(
            f"expected the database to be back within {sum(waits):.0f} s, found: {reason(away)}"
        ) from away
