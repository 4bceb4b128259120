"""Retry policy for a database that is away, or whose rows another session has locked.

During a crawl: two minutes for a database that is away, ten for a lock or a conflict. Each is counted for
the whole call, not for one attempt. Once one call has failed, others do not wait as well. A crawl that is
stopping has a deadline: what still waits fails with StoreLost some seconds after the last success.
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

from newsspider.store.address import safe_reason
from newsspider.store.blockers import LOOK_AFTER, describe, find_blockers

logger = logging.getLogger(__name__)

T = TypeVar("T")

LATER = (errors.IdleInTransactionSessionTimeout, errors.ReadOnlySqlTransaction)
"""They pass, whatever their class: our process was frozen in a write; the database is read-only for now."""
CONFLICT = (errors.LockNotAvailable, errors.DeadlockDetected, errors.SerializationFailure)
"""Another session was in the way: the database is there, and the same is worth another attempt soon."""
AWAY = (psycopg.OperationalError, psycopg.InterfaceError, PoolTimeout, *LATER)
"""The database is away, ended the session, or chose it as a deadlock's victim: the same may succeed later."""
REFUSED = (
    psycopg.DataError,
    psycopg.IntegrityError,
    psycopg.ProgrammingError,
    psycopg.InternalError,
    psycopg.NotSupportedError,
    errors.ProgramLimitExceeded,
    errors.StatementTooComplex,
    TypeError,
    ValueError,
    RecursionError,
)
"""The database refuses something in the batch, now and later."""
WAITS = (0.5, 1, 2, 4, 8, 15, 30)
"""Backoff: seconds between attempts; the last is repeated."""
AWAY_SECONDS = 120.0
"""Timeout for a database that is away. Then the batch fails and its pages stay due."""
END_WAITS = (0.25, 0.25, 0.5, 0.5, 1, 1, 2)
END_SECONDS = 10.0
"""The same for each step of a run's end, where a person may be waiting."""
START_SECONDS = 120.0
"""Timeout for a lock at the start of a run."""
LOCK_SECONDS = 600.0
"""Timeout for a lock after the start."""
LOCK_WAIT = 2.0
"""Seconds between two attempts to get a lock, or after a conflict, at most."""
LEAST_SECONDS = 1.0
"""Timeout of an attempt, at least."""
POLL_SECONDS = 0.2
"""Seconds between two looks whether the crawl is stopping."""


def is_away(error: psycopg.Error) -> bool:
    """Whether the same may succeed later."""
    return isinstance(error, LATER) or (isinstance(error, AWAY) and not isinstance(error, REFUSED))


class StoreLost(Exception):
    """The database went away during a run and did not come back in time; nothing half-written remains."""


class RetryPolicy:
    """Retries and timeouts of one pool. `conninfo` is asked who holds a lock; `why_gone` says why a database
    cannot come back, and is empty if it can."""

    def __init__(self, conninfo: str = "", why_gone: Callable[[], str] = str) -> None:
        self.conninfo, self.why_gone = conninfo, why_gone
        self._seconds: float | None = None
        self._since = 0.0
        self._timeouts: set[asyncio.Timeout] = set()
        self._failed: asyncio.Event = asyncio.Event()

    async def set_deadline_when(self, stopping: Callable[[], bool], seconds: float) -> None:
        """As soon as the crawl is stopping, calls fail so many seconds after the last success."""
        while not stopping():
            await asyncio.sleep(POLL_SECONDS)
        self._seconds = seconds
        self.renew()

    def renew(self) -> None:
        """Count the seconds of the deadline from now."""
        self._since = asyncio.get_running_loop().time()
        for timeout in self._timeouts:
            if not timeout.expired():
                timeout.reschedule(self._deadline)

    @property
    def _deadline(self) -> float | None:
        return None if self._seconds is None else self._since + self._seconds

    @asynccontextmanager
    async def deadline(self) -> AsyncIterator[None]:
        """Cancel the block at the deadline. Raises StoreLost then."""
        timeout = asyncio.timeout_at(self._deadline)
        self._timeouts.add(timeout)
        try:
            async with timeout:
                yield
        except TimeoutError:
            if not timeout.expired():
                raise
            raise StoreLost(
                "expected the database to take the last work of a crawl that is stopping, "
                f"found none of it done in {self._seconds:.0f} s"
            ) from None
        finally:
            self._timeouts.discard(timeout)

    async def during_crawl(self, work: Callable[[], Awaitable[T]]) -> T:
        """Call `work`, again while the database is away or locked. Raises StoreLost."""
        return await self._retry(work, WAITS, AWAY_SECONDS, LOCK_SECONDS)

    async def at_end(self, work: Callable[[], Awaitable[T]]) -> T:
        """The same at the end of a run (END_SECONDS)."""
        return await self._retry(work, END_WAITS, END_SECONDS, LOCK_SECONDS)

    async def at_start(self, work: Callable[[], Awaitable[T]]) -> T:
        """The same at the start of a run (START_SECONDS for a lock)."""
        return await self._retry(work, WAITS, AWAY_SECONDS, START_SECONDS)

    async def _retry(
        self, work: Callable[[], Awaitable[T]], waits: Sequence[float], away: float, locked: float
    ) -> T:
        async with self.deadline():
            attempts = _Attempts(self, waits, away, locked)
            while True:
                try:
                    result = await attempts.attempt(work)
                except psycopg.Error as error:
                    if not is_away(error):
                        raise
                    await attempts.back_off(error)
                else:
                    self._failed.clear()
                    self.renew()
                    return result

    async def wait(self, seconds: float) -> None:
        """Wait for the next attempt, or until another call has failed."""
        try:
            async with asyncio.timeout(seconds):
                await self._failed.wait()
        except TimeoutError:
            return

    def fail(self) -> None:
        """Let all calls that wait fail."""
        self._failed.set()

    @property
    def has_failed(self) -> bool:
        return self._failed.is_set()


class _Attempts:
    """Attempts of one call: their common deadline, and who was in the way at the last one."""

    def __init__(self, policy: RetryPolicy, waits: Sequence[float], away: float, locked: float) -> None:
        self.policy, self.away, self.locked = policy, away, locked
        self._waits = chain(waits, repeat(waits[-1]))
        self._began = time.monotonic()
        self._deadline: float | None = None
        self._blockers = ""

    async def attempt(self, work: Callable[[], Awaitable[T]]) -> T:
        """Call `work`. After a first failure it has only the time that is left."""
        left = None if self._deadline is None else max(LEAST_SECONDS, self._deadline - time.monotonic())
        if self.policy.has_failed:
            left = LEAST_SECONDS
        watch = asyncio.create_task(self._watch_locks())
        try:
            async with asyncio.timeout(left):
                return await work()
        except TimeoutError:
            raise PoolTimeout("no answer") from None
        finally:
            watch.cancel()

    async def back_off(self, error: psycopg.Error) -> None:
        """Wait for the next attempt. Raises StoreLost if there is none."""
        if gone := self.policy.why_gone():
            self.policy.fail()
            raise StoreLost(gone) from error
        locked = isinstance(error, CONFLICT)
        self._deadline = self._began + (self.locked if locked else self.away)
        left = self._deadline - time.monotonic()
        if left <= 0 or self.policy.has_failed:
            self.policy.fail()
            raise StoreLost(self._complaint(error)) from error
        # The jitter keeps attempts out of step with whatever cuts connections off.
        wait = min(next(self._waits) * random.uniform(0.8, 1.2), left)
        wait = min(wait, LOCK_WAIT) if locked else wait
        logger.warning("%s; trying again in %.2g s", self._trouble(error), wait)
        await self.policy.wait(wait)

    def _trouble(self, error: psycopg.Error) -> str:
        if isinstance(error, errors.LockNotAvailable):
            return f"waiting for a lock: {self._blockers or 'another session holds it'}"
        if isinstance(error, CONFLICT):
            return f"in conflict with another session ({safe_reason(error, self.policy.conninfo)})"
        return f"the database is away ({safe_reason(error, self.policy.conninfo)})"

    def _complaint(self, error: psycopg.Error) -> str:
        if isinstance(error, errors.LockNotAvailable):
            found = self._blockers or "another session holds it"
            return f"expected a lock to be free within {self.locked:.0f} s, found: {found}"
        found = safe_reason(error, self.policy.conninfo)
        if isinstance(error, CONFLICT):
            return f"expected no conflict with another session for {self.locked:.0f} s, found: {found}"
        return f"expected the database to be back within {self.away:.0f} s, found: {found}"

    async def _watch_locks(self) -> None:
        """While the database does not answer, look who holds the lock."""
        await asyncio.sleep(LOOK_AFTER)
        if self.policy.conninfo:
            found = await asyncio.to_thread(find_blockers, self.policy.conninfo)
            self._blockers = describe(found) or self._blockers
