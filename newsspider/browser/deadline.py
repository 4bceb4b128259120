"""How long may a browser that has died keep us waiting?"""

from __future__ import annotations

import asyncio
import logging
import traceback
from collections.abc import Coroutine
from typing import Any, TypeVar

Result = TypeVar("Result")
PLAYWRIGHTS = ("playwright/_impl/", "Connection closed while reading from the driver")
"""Marks of what is Playwright's own in asyncio's log: a file, or the error of a driver that died."""


async def within(seconds: float, work: Coroutine[Any, Any, Result]) -> Result:
    """The result of `work`. Raises TimeoutError when the time is up, whatever the work is doing, and
    ConnectionError if somebody else cancelled it: a connection that ends cancels what waits for it.

    Not asyncio.wait_for: it waits until the work has taken note of being cancelled, and what waits for a
    dead driver may never.
    """
    task = asyncio.ensure_future(work)
    task.add_done_callback(_take_note)
    try:
        done, _ = await asyncio.wait({task}, timeout=seconds)
    finally:
        task.cancel()
    if not done:
        raise TimeoutError(f"expected an answer within {seconds:g} s, found none")
    if task.cancelled():
        raise ConnectionError("expected an answer, found that nobody waits for it any more")
    return task.result()


class AfterDeath(logging.Filter):
    """Filter of asyncio's log: errors in Playwright's own tasks, which nobody waits for, are no errors of the
    crawl. Their cause, a driver that died, is counted, and the page shown again."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the record is to be logged."""
        error = record.exc_info[1] if isinstance(record.exc_info, tuple) else None
        files = [frame.filename for frame in traceback.extract_tb(error.__traceback__ if error else None)]
        told = (record.getMessage(), *files)
        return not any(mark in text for text in told for mark in PLAYWRIGHTS)


def _take_note(task: asyncio.Future[Any]) -> None:
    """An abandoned task's error has no other reader, and asyncio complains of errors nobody read."""
    if not task.cancelled():
        task.exception()
