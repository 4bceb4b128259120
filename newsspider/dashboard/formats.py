"""Jinja filters that format values of the database, which may be hostile, for a page."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from newsspider.dashboard.language import Labels
from newsspider.durations import INDONESIAN, JAKARTA, spoken

HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
    "|[\U000e0000-\U000e007f]"
)
"""Characters that are invisible, or reorder the text beside them."""
_MAX_ADDRESS = 2_000
_SIZES = ("B", "kB", "MB", "GB", "TB", "PB")
NO_BREAK = "\u00a0"


def isolate(text: object) -> Markup:
    """Text of a page, escaped and isolated from its neighbours, with hidden characters made visible."""
    return Markup("<bdi>{}</bdi>").format(reveal(text))


def reveal(text: object) -> Markup:
    """Text of a page, escaped, with hidden characters made visible; for an element that isolates it."""
    pieces, last = [], 0
    text = str(text)
    for found in HIDDEN.finditer(text):
        pieces.append(escape(text[last : found.start()]))
        pieces.append(Markup('<span class="hidden-mark">U+{:04X}</span>').format(ord(found[0])))
        last = found.end()
    return Markup("").join([*pieces, escape(text[last:])])


def plain(text: object) -> str:
    """Text of a page for an attribute or a chart's title: U+FFFD replaces each hidden character."""
    return HIDDEN.sub("\ufffd", str(text))


def is_web(url: str | None) -> bool:
    """Whether an address may be a link: http(s), short, without spaces or hidden characters."""
    if not url or len(url) > _MAX_ADDRESS or HIDDEN.search(url) or any(map(str.isspace, url)):
        return False
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False


def external_link(url: str | None, text: object = None) -> Markup:
    """A link to the newspaper without a referrer; plain text if the address is no web address."""
    label = isolate(text if text is not None else (url or ""))
    if not is_web(url):
        return label
    return Markup('<a class="outward" href="{}" rel="noopener noreferrer">{}</a>').format(url, label)


def timestamp(moment: datetime | None, short: bool = False) -> Markup:
    """A time in Jakarta."""
    if moment is None:
        return Markup("–")
    local = moment.astimezone(JAKARTA)
    text = f"{local:%d.%m. %H:%M}" if short else f"{local:%d.%m.%Y %H:%M}"
    return Markup('<time datetime="{}">{}</time>').format(local.isoformat(timespec="seconds"), text)


def is_past(moment: datetime) -> bool:
    """Whether a time has come."""
    return moment <= datetime.now(UTC)


def duration(value: timedelta | float | None, labels: Labels) -> str:
    """A duration such as "2 h 10 min"; numbers are seconds."""
    if value is None:
        return "–"
    return spoken(value, INDONESIAN if labels.language == "id" else {})


def share(value: float | None, labels: Labels) -> str:
    """A share as percent. Only nothing is 0 %, and only all is 100 %."""
    if value is None:
        return "–"
    percent = value * 100
    if not 0 < percent < 100:
        digits = f"{percent:.0f}"
    else:
        digits = f"{percent:.0f}" if 1 <= percent <= 99 else f"{min(99.9, max(0.1, percent)):.1f}"
    return f"{digits.replace('.', ',') if labels.language == 'id' else digits} %"


def size(value: float | None, labels: Labels) -> str:
    """Bytes as "1.2 GB", in powers of a thousand."""
    if value is None:
        return "–"
    left, unit = float(value), 0
    while abs(left) >= 999.5 and unit < len(_SIZES) - 1:
        left, unit = left / 1000, unit + 1
    digits = f"{left:.0f}" if unit == 0 or abs(left) >= 99.5 else f"{left:.1f}"
    return f"{digits.replace('.', ',') if labels.language == 'id' else digits} {_SIZES[unit]}"


def unbroken(text: str) -> str:
    """A figure with its unit that no line breaks apart."""
    return text.replace(" ", NO_BREAK)
