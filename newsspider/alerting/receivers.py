"""Receivers of alerts: the addresses of ALERT_URLS, and how a message is sent to one.

Nothing here prints or logs an address: they hold passwords and tokens. A receiver is called by its place in
the setting and by its kind, such as "receiver 2 of ALERT_URLS (tgram)".
"""

from __future__ import annotations

import hashlib
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from scrapy.settings import BaseSettings

from newsspider.alerting.messages import Message

if TYPE_CHECKING:
    from apprise import Apprise

logger = logging.getLogger(__name__)

_BETWEEN = re.compile(r"(?<![\s,])[\s,]+(?=[A-Za-z0-9+.-]{1,32}://)|\s+")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{0,30}(?=://)")
_TALKATIVE = ("apprise", "urllib3", "requests", "requests_oauthlib", "oauthlib", "paho", "charset_normalizer")
"""Loggers that write addresses, with their tokens, into the log."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Receiver:
    """Where alerts go; `id` is a hash of the address, which cannot be turned back."""

    name: str
    id: str
    way: Apprise = field(repr=False)

    def send(self, message: Message) -> bool:
        """Whether the message was taken. May take as long as the other side likes."""
        _silence_loggers()
        return bool(
            self.way.notify(
                title=message.title, body=message.body, notify_type=message.kind, body_format="text"
            )
        )


def receivers(settings: BaseSettings) -> list[Receiver]:
    """Those of ALERT_URLS that Apprise knows; what is wrong with the others, `complaints` says."""
    return [found for found in _read(settings) if isinstance(found, Receiver)]


def complaints(settings: BaseSettings) -> list[str]:
    """What is wrong with ALERT_URLS, a line an address."""
    return [found for found in _read(settings) if isinstance(found, str)]


def _read(settings: BaseSettings) -> Iterator[Receiver | str]:
    stated = settings["ALERT_URLS"] or ""
    urls = stated if isinstance(stated, (list, tuple)) else _BETWEEN.split(str(stated).strip(", \t\n"))
    for number, url in enumerate(filter(None, urls), start=1):
        scheme = _SCHEME.match(url)
        name = f"receiver {number} of ALERT_URLS ({scheme[0].lower() if scheme else 'no address'})"
        way = _way(url)
        if way is not None:
            yield Receiver(name=name, id=hashlib.sha256(url.encode()).hexdigest()[:16], way=way)
        elif scheme:
            yield f"{name}: expected one that Apprise knows, with all it needs, found another: it is left out"
        else:
            yield f"{name}: expected one like ntfy://topic, found none: it is left out"


def _way(url: str) -> Apprise | None:
    # Here: a crawl without ALERT_URLS need not pay for Apprise (0.3 s, 14 MB).
    from apprise import Apprise, AppriseAsset

    # No limit of Apprise's own: that is a thread which Python waits for at its end. Ours is not waited for.
    asset = AppriseAsset(app_id="newsspider", app_desc="newsspider", service_timeout=0, allow_templates=False)
    way = Apprise(asset=asset)
    _silence_loggers()
    return way if way.add(url) and len(way) == 1 else None


def _silence_loggers() -> None:
    """Silence the loggers that would write an address, at whatever LOG_LEVEL."""
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
