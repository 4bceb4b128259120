"""Hard timeout for awaits on a browser that may be dead, and a log filter for the errors of a dead one."""

from __future__ import annotations

import asyncio
import logging
import traceback
from collections.abc import Coroutine
from typing import Any, TypeVar

from newsspider.runs.shutdown import retrieve_exception

Result = TypeVar("Result")
PLAYWRIGHT_MARKS = ("playwright/_impl/", "Connection closed while reading from the driver")
"""Marks of Playwright's own errors in asyncio's log: a source path, or the error of a dead driver."""


async def hard_timeout(seconds: float, work: Coroutine[Any, Any, Result]) -> Result:
    """Await `work` for at most `seconds`, even where it ignores its cancellation.

    asyncio.wait_for waits until a cancelled task ends, and a task that waits for a dead driver may never end.
    Raises TimeoutError, and ConnectionError if a closing connection cancelled the work.
    """
    task = asyncio.ensure_future(work)
    task.add_done_callback(retrieve_exception)
    try:
        done, _ = await asyncio.wait({task}, timeout=seconds)
    finally:
        task.cancel()
    if not done:
        raise TimeoutError(f"expected an answer within {seconds:g} s, found none")
    if task.cancelled():
        raise ConnectionError("expected an answer, found that the connection was closed")
    return task.result()


class PlaywrightTaskErrors(logging.Filter):
    """Filter that drops errors of Playwright's abandoned tasks from asyncio's log.

    Their cause, a dead driver, is counted and the page is rendered again: they are no errors of the crawl.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        error = record.exc_info[1] if isinstance(record.exc_info, tuple) else None
        files = [frame.filename for frame in traceback.extract_tb(error.__traceback__ if error else None)]
        texts = (record.getMessage(), *files)
        return not any(mark in text for text in texts for mark in PLAYWRIGHT_MARKS)
