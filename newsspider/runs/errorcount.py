"""Count of the errors that are logged, however far logging is turned down.

Scrapy counts the lines that its handler sees: from LOG_LEVEL up, and none with LOG_ENABLED off, with
`logging.disable` or on a logger with a level of its own. A verdict must not depend on that, so here the
calls are counted before anything asks whether they are wanted. A logger's filters are asked: they say what
is no error.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from functools import wraps
from typing import Any

Method = Callable[..., None]

_COUNTED = "newsspider_counts"
"""The mark of a method that counts already."""


class LoggedErrors:
    """The errors that the loggers of this process were given since this was made, from level ERROR up."""

    total = 0

    def __init__(self) -> None:
        _install(logging.Logger, "error", logging.ERROR)
        _install(logging.Logger, "critical", logging.CRITICAL)
        _install(logging.Logger, "log")
        _install(logging.LoggerAdapter, "log")
        self._before = LoggedErrors.total

    @property
    def number(self) -> int:
        return LoggedErrors.total - self._before


def _install(owner: type, name: str, own: int | None = None) -> None:
    """Let a method of the logging classes count its calls, once a process. `own` is its level; None for one
    whose first argument is the level."""
    method: Method = getattr(owner, name)
    if hasattr(method, _COUNTED):
        return

    @wraps(method)
    def counting(self: Any, *args: Any, **named: Any) -> None:
        level, rest = (own, args) if own is not None else (args[0] if args else 0, args[1:])
        if isinstance(level, int) and level >= logging.ERROR:
            _count(self, level, rest, named)
        named["stacklevel"] = named.get("stacklevel", 1) + 1  # so that lines still name who logged them
        method(self, *args, **named)

    setattr(counting, _COUNTED, True)
    setattr(owner, name, counting)


def _count(logger: Any, level: int, args: tuple[Any, ...], named: dict[str, Any]) -> None:
    if isinstance(logger, logging.LoggerAdapter):
        if logger.isEnabledFor(level):
            return  # it calls its logger's `log`, which counts
        while isinstance(logger, logging.LoggerAdapter):
            logger = logger.logger
    why = named.get("exc_info")
    if why is not None and not isinstance(why, tuple):
        why = (type(why), why, why.__traceback__) if isinstance(why, BaseException) else sys.exc_info()
    message, values = (args[0], args[1:]) if args else ("", ())
    record = logger.makeRecord(logger.name, level, "", 0, message, values, why)
    LoggedErrors.total += bool(logger.filter(record))
