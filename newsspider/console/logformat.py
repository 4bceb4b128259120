"""Log formatter for items: one short line with kind and address, never all fields."""

from __future__ import annotations

import logging
from typing import Any

from scrapy import Spider
from scrapy.http import Response
from scrapy.logformatter import LogFormatter, LogFormatterResult
from twisted.python.failure import Failure

from newsspider.text import printable

MAX_CHARACTERS = 200
"""Length of an item's address or text in a log line."""


class ShortLogFormatter(LogFormatter):
    """Scrapy's log lines with an item's kind and address in place of all its fields."""

    def scraped(self, item: Any, response: Response | Failure | None, spider: Spider) -> LogFormatterResult:
        """An item that went through all pipelines."""
        return _line(logging.DEBUG, "Scraped %(item)s", item=_label(item))

    def dropped(
        self, item: Any, exception: BaseException, response: Response | Failure | None, spider: Spider
    ) -> LogFormatterResult:
        """An item that a pipeline dropped, and why."""
        line = super().dropped(item, exception, response, spider)
        reason = printable(str(exception)) or type(exception).__name__
        return _line(line["level"], "Dropped %(item)s: %(reason)s", item=_label(item), reason=reason)

    def item_error(
        self, item: Any, exception: BaseException, response: Response | Failure | None, spider: Spider
    ) -> LogFormatterResult:
        """An item that a pipeline failed on; Scrapy adds the traceback."""
        reason = f"{type(exception).__name__}: {printable(str(exception))}"
        message = "Error processing %(item)s: %(reason)s"
        return _line(logging.ERROR, message, item=_label(item), reason=reason[:MAX_CHARACTERS])


def _line(level: int, message: str, **values: str) -> LogFormatterResult:
    return {"level": level, "msg": message, "args": dict(values)}


def _label(item: Any) -> str:
    """An item's kind and address; without an address, the beginning of its text."""
    kind = type(item).__name__
    url = item.get("url") if isinstance(item, dict) else getattr(item, "url", None)
    text = url if isinstance(url, str) and url else repr(item)
    return f"{kind} {printable(text)[:MAX_CHARACTERS]}"
