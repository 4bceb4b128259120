"""Log lines about items: which one, in one line, never the whole of it."""

from __future__ import annotations

import logging
from typing import Any

from scrapy import Spider
from scrapy.http import Response
from scrapy.logformatter import LogFormatter, LogFormatterResult
from twisted.python.failure import Failure

from newsspider.text import printable

LONGEST = 200
"""Characters of an item of a kind we do not know."""


class ShortLines(LogFormatter):
    """Scrapy's lines with an item's kind and address in place of all its fields."""

    def scraped(self, item: Any, response: Response | Failure | None, spider: Spider) -> LogFormatterResult:
        """An item that went through all pipelines."""
        return _line(logging.DEBUG, "Scraped %(item)s", item=named(item))

    def dropped(
        self, item: Any, exception: BaseException, response: Response | Failure | None, spider: Spider
    ) -> LogFormatterResult:
        """An item that a pipeline dropped, and why."""
        whole = super().dropped(item, exception, response, spider)
        reason = printable(str(exception)) or type(exception).__name__
        return _line(whole["level"], "Dropped %(item)s: %(reason)s", item=named(item), reason=reason)

    def item_error(
        self, item: Any, exception: BaseException, response: Response | Failure | None, spider: Spider
    ) -> LogFormatterResult:
        """An item that a pipeline failed on; Scrapy adds the traceback."""
        reason = f"{type(exception).__name__}: {printable(str(exception))}"
        line = "Error processing %(item)s: %(reason)s"
        return _line(logging.ERROR, line, item=named(item), reason=reason[:LONGEST])


def _line(level: int, message: str, **values: str) -> LogFormatterResult:
    return {"level": level, "msg": message, "args": dict(values)}


def named(item: Any) -> str:
    """An item's kind and address; of what has none the beginning."""
    kind = type(item).__name__
    url = item.get("url") if isinstance(item, dict) else getattr(item, "url", None)
    told = url if isinstance(url, str) and url else repr(item)
    return f"{kind} {printable(told)[:LONGEST]}"
