"""The retry policy for a database that is away, or whose rows somebody else has locked.

While a crawl goes on: two minutes for a database that is away, ten for a lock, each counted for the whole
of what waits, not for one attempt. Once one thing has waited in vain, others do not wait as well. A crawl
that was told to stop hurries: what still waits fails with StoreLost some seconds after the last thing that
went well.
"""

from __future__ import annotations

import asyncio
import logging
import random
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from itertools import chain, repeat
from typing import TypeVar

import psycopg
from psycopg import errors
from psycopg_pool import PoolTimeout

from newsspider.store.address import told_reason
from newsspider.store.blockers import LOOK_AFTER, blockers, described

logger = logging.getLogger(__name__)

T = TypeVar("T")

LATER = (errors.IdleInTransactionSessionTimeout, errors.ReadOnlySqlTransaction)
"""They pass, whatever their class: we were frozen while we wrote; the database takes no writes for now."""
AWAY = (psycopg.OperationalError, psycopg.InterfaceError, PoolTimeout, *LATER)
"""The database is not there, told us to go, or chose us to give way: the same batch may succeed later."""
REFUSED = (
    psycopg.DataError, psycopg.IntegrityError, psycopg.ProgrammingError, psycopg.InternalError,
    psycopg.NotSupportedError, errors.ProgramLimitExceeded, errors.StatementTooComplex, TypeError, ValueError,
    RecursionError,
)  # fmt: skip
"""The database does not take something in the batch, now or ever."""
WAITS = (0.5, 1, 2, 4, 8, 15, 30)
"""Seconds between attempts; the last again and again."""
AWAY_SECONDS = 120.0
"""How long a database that is away is waited for; then the batch fails and its pages stay due."""
LAST_WAITS = (0.25, 0.25, 0.5, 0.5, 1, 1, 2)
LAST_SECONDS = 10.0
"""The same for each step of a run's end, for which somebody may be waiting."""
START_SECONDS = 120.0
"""How long the start of a run waits for a lock."""
LOCK_SECONDS = 600.0
"""How long a lock is waited for after that."""
LOCK_WAIT = 2.0
"""Seconds between two attempts to get a lock, at most."""
LEAST_SECONDS = 1.0
"""What an attempt is given at least."""
LOOK = 0.2
"""Seconds between two looks whether to hurry."""


def is_away(error: psycopg.Error) -> bool:
    """Whether the same may succeed later."""
    return isinstance(error, LATER) or (isinstance(error, AWAY) and not isinstance(error, REFUSED))


class StoreLost(Exception):
    """The database went away during a run and did not come back in time; nothing half-written remains."""


class Patience:
    """One pool's patience. `conninfo` is asked who holds a lock; `gone` says why a database cannot come
    back."""

    def __init__(self, conninfo: str = "", gone: Callable[[], str] = str) -> None:
        self.conninfo, self.gone = conninfo, gone
        self._seconds: float | None = None
        self._since = 0.0
        self._limits: set[asyncio.Timeout] = set()
        self._in_vain: asyncio.Event = asyncio.Event()

    async def hurry_when(self, told: Callable[[], bool], seconds: float) -> None:
        """As soon as this is so, what waits has so many seconds since something went well."""
        while not told():
            await asyncio.sleep(LOOK)
        self._seconds = seconds
        self.renew()

    def renew(self) -> None:
        """Whoever waits has all the seconds again."""
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
                f"expected the database to take the last work of a crawl that was told to stop, "
                f"found none of it done in {self._seconds:.0f} s"
            ) from None
        finally:
            self._limits.discard(limit)

    async def patiently(self, work: Callable[[], Awaitable[T]]) -> T:
        """What `work` returns, begun again while the database is away or locked. Raises StoreLost."""
        return await self._limited(work, WAITS, AWAY_SECONDS, LOCK_SECONDS)

    async def briefly(self, work: Callable[[], Awaitable[T]]) -> T:
        """The same at the end of a run (LAST_SECONDS)."""
        return await self._limited(work, LAST_WAITS, LAST_SECONDS, LOCK_SECONDS)

    async def at_first(self, work: Callable[[], Awaitable[T]]) -> T:
        """The same at its beginning (START_SECONDS for a lock)."""
        return await self._limited(work, WAITS, AWAY_SECONDS, START_SECONDS)

    async def _limited(
        self, work: Callable[[], Awaitable[T]], waits: Sequence[float], away: float, locked: float
    ) -> T:
        async with self.limited():
            attempts = _Attempts(self, waits, away, locked)
            while True:
                try:
                    result = await attempts.attempt(work)
                except psycopg.Error as error:
                    if not is_away(error):
                        raise
                    await attempts.again(error)
                else:
                    self._in_vain.clear()
                    self.renew()
                    return result

    async def wait(self, seconds: float) -> None:
        """Until the next attempt, or until somebody else has waited in vain."""
        try:
            async with asyncio.timeout(seconds):
                await self._in_vain.wait()
        except TimeoutError:
            return

    def gave_up(self) -> None:
        self._in_vain.set()

    @property
    def is_in_vain(self) -> bool:
        return self._in_vain.is_set()


class _Attempts:
    """The attempts of one thing, the deadline for them all, and who was in the way at the last one."""

    def __init__(self, patience: Patience, waits: Sequence[float], away: float, locked: float) -> None:
        self.patience, self.away, self.locked = patience, away, locked
        self._waits = chain(waits, repeat(waits[-1]))
        self._began = time.monotonic()
        self._deadline: float | None = None
        self._blockers = ""

    async def attempt(self, work: Callable[[], Awaitable[T]]) -> T:
        """What `work` returns; after a first failure it has only the time that is left."""
        left = None if self._deadline is None else max(LEAST_SECONDS, self._deadline - time.monotonic())
        if self.patience.is_in_vain:
            left = LEAST_SECONDS
        looking = asyncio.create_task(self._look())
        try:
            async with asyncio.timeout(left):
                return await work()
        except TimeoutError:
            raise PoolTimeout("no answer") from None
        finally:
            looking.cancel()

    async def again(self, error: psycopg.Error) -> None:
        """Wait for the next attempt. Raises StoreLost if there is none."""
        if gone := self.patience.gone():
            self.patience.gave_up()
            raise StoreLost(gone) from error
        locked = isinstance(error, errors.LockNotAvailable)
        self._deadline = self._began + (self.locked if locked else self.away)
        left = self._deadline - time.monotonic()
        if left <= 0 or self.patience.is_in_vain:
            self.patience.gave_up()
            raise StoreLost(self._in_vain(error)) from error
        wait = min(next(self._waits) * random.uniform(0.8, 1.2), left)  # never in step with what cuts us off
        wait = min(wait, LOCK_WAIT) if locked else wait
        logger.warning("%s; trying again in %.2g s", self._trouble(error), wait)
        await self.patience.wait(wait)

    def _trouble(self, error: psycopg.Error) -> str:
        if isinstance(error, errors.LockNotAvailable):
            return f"waiting for a lock: {self._blockers or 'another session holds it'}"
        return f"the database is away ({told_reason(error, self.patience.conninfo)})"

    def _in_vain(self, error: psycopg.Error) -> str:
        if isinstance(error, errors.LockNotAvailable):
            found = self._blockers or "another session holds it"
            return f"expected a lock to be free within {self.locked:.0f} s, found: {found}"
        found = told_reason(error, self.patience.conninfo)
        return f"expected the database to be back within {self.away:.0f} s, found: {found}"

    async def _look(self) -> None:
        """While the database does not answer: does somebody hold what we ask for?"""
        await asyncio.sleep(LOOK_AFTER)
        if self.patience.conninfo:
            found = await asyncio.to_thread(blockers, self.patience.conninfo)
            self._blockers = described(found) or self._blockers
