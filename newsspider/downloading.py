"""What does a download fail with?"""

from __future__ import annotations

from scrapy.exceptions import IgnoreRequest
from scrapy.settings import BaseSettings
from scrapy.utils.misc import load_object


def failures(settings: BaseSettings) -> tuple[type[Exception], ...]:
    """The exceptions of a download that got no response: refused by a middleware, or what Scrapy's
    own retries know (RETRY_EXCEPTIONS: names or classes)."""
    return (IgnoreRequest, TimeoutError, *map(load_object, settings.getlist("RETRY_EXCEPTIONS")))
