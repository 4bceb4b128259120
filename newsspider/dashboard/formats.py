"""How is a value of the database written into a page, whoever may have put it there?"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from newsspider.dashboard.language import Words
from newsspider.durations import JAKARTA, spoken

HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
    "|[\U000e0000-\U000e007f]"
)
"""What no reader sees and what turns the order of what stands beside it."""
_LONGEST_ADDRESS = 2_000
_UNITS = {"days": "hari", "day": "hari", "h": "jam", "min": "mnt", "s": "dtk"}


def said(text: object) -> Markup:
    """Words of a page, kept to themselves: escaped, isolated from what stands beside them, and with what
    cannot be seen made visible."""
    return Markup("<bdi>{}</bdi>").format(shown(text))


def shown(text: object) -> Markup:
    """The same without the isolation, for the inside of an element that has its own."""
    pieces, last = [], 0
    text = str(text)
    for found in HIDDEN.finditer(text):
        pieces.append(escape(text[last : found.start()]))
        pieces.append(Markup('<span class="hidden-mark">U+{:04X}</span>').format(ord(found[0])))
        last = found.end()
    return Markup("").join([*pieces, escape(text[last:])])


def plain(text: object) -> str:
    """Words of a page for an attribute or a title of a chart: what cannot be seen is a visible mark."""
    return HIDDEN.sub("\ufffd", str(text))


def is_web(url: str | None) -> bool:
    """Whether an address may be a link: http(s), short, and without anything hidden in it."""
    if not url or len(url) > _LONGEST_ADDRESS or HIDDEN.search(url) or any(map(str.isspace, url)):
        return False
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False


def outward(url: str | None, text: object = None) -> Markup:
    """A link to the newspaper, which is told nothing of us; mere text if the address is no web address."""
    words = said(text if text is not None else (url or ""))
    if not is_web(url):
        return words
    return Markup('<a class="outward" href="{}" rel="noopener noreferrer">{}</a>').format(url, words)


def when(moment: datetime | None, short: bool = False) -> Markup:
    """A time in Jakarta."""
    if moment is None:
        return Markup("–")
    here = moment.astimezone(JAKARTA)
    text = f"{here:%d.%m. %H:%M}" if short else f"{here:%d.%m.%Y %H:%M}"
    return Markup('<time datetime="{}">{}</time>').format(here.isoformat(timespec="seconds"), text)


def length(value: timedelta | float | None, words: Words) -> str:
    """How long, such as "2 h 10 min"."""
    if value is None:
        return "–"
    text = spoken(value)
    if words.language == "id":
        text = " ".join(_UNITS.get(word, word) for word in text.split(" "))
    return text


def share(value: float | None, words: Words) -> str:
    """A share as percent."""
    if value is None:
        return "–"
    percent = value * 100
    digits = f"{percent:.0f}" if percent in (0, 100) or 1 <= percent <= 99 else f"{percent:.1f}"
    return f"{digits.replace('.', ',') if words.language == 'id' else digits} %"


def host(name: str) -> str:
    """A newsroom as its readers call it."""
    return name.removesuffix(".tribunnews.com")


def several(value: Any) -> list[Any]:
    """The values of a field as a list, whether it has one or many."""
    if value is None or value == "":
        return []
    return list(value) if isinstance(value, (list, tuple)) else [value]
