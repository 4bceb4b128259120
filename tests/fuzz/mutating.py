"""Inputs for the fuzz: recorded pages and small examples, with pieces cut out, doubled, swapped and spoilt."""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path

PAGES = Path(__file__).parents[1] / "pages" / "tribun"
LONGEST = 6_000
"""Characters of an input that is made from a recording: a window of it."""

NASTY = (
    "\x00",
    "\x1b[2J",
    "\x9b",
    "\u202e",
    "\u2066",
    "\ud800",
    "\ufffe",
    "\ufeff",
    "\u2028",
    "\r",
    "\x0b",
    "\x85",
    "\U0001f600",
    "<",
    ">",
    "</",
    "<!--",
    "-->",
    "<![CDATA[",
    "<script>",
    "</script>",
    "<p>",
    "</p>",
    "<div>",
    "</div>",
    "<b>",
    "<table>",
    "<br><br>",
    "<a href='",
    '"',
    "'",
    "&#0;",
    "&#x1b;",
    "&#x202e;",
    "&#xd800;",
    "&#55357;",
    "&#99999999999;",
    "&amp",
    "&notit;",
    "<loc>",
    "</loc>",
    "<url>",
    "</url>",
    "<image:loc>",
    "<urlset>",
    "<?xml version='1.0' encoding='utf-16'?>",
    "<!DOCTYPE a [",
    '{"@graph":[',
    "\\u0000",
    "\\ud83d",
    '{"@type":"NewsArticle","headline":',
    "]",
    "}",
    "[[[[",
    "9" * 400,
    "-1",
    "1e999",
    "nan",
    "id=",
    "class=",
    "Sitemap: ",
    "User-agent: *",
    "Disallow: /*a*b$",
    "Allow: ",
    "Crawl-delay: 1e9",
    "https://",
    "http://[::1",
    "//",
    "/../",
    "?page=",
    "&page=2",
    "#",
    "%zz",
    "%00",
    "@",
    ":8443",
    "www.tribunnews.com",
    "\u0130",
    "\u00df",
    "xn--",
    "Baca juga: ",
    "Penulis: ",
    "Editor: ",
    "(*)",
    "(",
    ")",
    "|",
    "- ",
    "TRIBUNNEWS.COM, SOLO - ",
    "Laporan Wartawan ",
    "31 Februari 2026 25:61 WIB",
    "2026-02-30T99:99:99+99:99",
    "0000-00-00",
    "Tayang: ",
    "halaman 2 dari 3",
    "zoom-in ",
    "*/0 * * * *",
    "@daily",
    "h",
    "1d",
    "since=",
    "\t",
    "\n\n\n",
    " " * 300,
    "a" * 300,
)


@cache
def recordings(kind: str) -> tuple[str, ...]:
    """The recorded pages of one kind: html or txt."""
    return tuple(path.read_text("utf-8") for path in sorted(PAGES.glob(f"*/page.{kind}")))


def window(text: str, draw: random.Random) -> str:
    """A piece of a long text: its head, or its head and something from its middle."""
    if len(text) <= LONGEST:
        return text
    place = draw.randrange(len(text) - LONGEST // 2)
    return text[: LONGEST // 2] + text[place : place + LONGEST // 2]


def spoilt(text: str, draw: random.Random, most: int = 6) -> str:
    """The text after some changes."""
    for _ in range(draw.randint(1, most)):
        text = draw.choice(_CHANGES)(text, draw)[: 4 * LONGEST]
    return text


def spoilt_bytes(text: str, draw: random.Random) -> bytes:
    """The same as bytes, in an encoding, with some bytes of chance."""
    body = bytearray(text.encode(draw.choice(("utf-8", "utf-8", "cp1252", "utf-16")), "replace"))
    for _ in range(draw.choice((0, 0, 1, 5))):
        if body:
            body[draw.randrange(len(body))] = draw.randrange(256)
    return bytes(body)


def _span(text: str, draw: random.Random) -> tuple[int, int]:
    start = draw.randint(0, len(text))
    return start, min(len(text), start + draw.choice((1, 3, 20, 200)))


def _cut(text: str, draw: random.Random) -> str:
    start, end = _span(text, draw)
    return text[:start] + text[end:]


def _double(text: str, draw: random.Random) -> str:
    start, end = _span(text, draw)
    return text[:end] + text[start:end] * draw.choice((1, 2, 40)) + text[end:]


def _insert(text: str, draw: random.Random) -> str:
    start, _ = _span(text, draw)
    return text[:start] + draw.choice(NASTY) * draw.choice((1, 1, 2, 60)) + text[start:]


def _replace(text: str, draw: random.Random) -> str:
    start, end = _span(text, draw)
    return text[:start] + draw.choice(NASTY) + text[end:]


def _move(text: str, draw: random.Random) -> str:
    start, end = _span(text, draw)
    place = draw.randint(0, len(text))
    return text[:place] + text[start:end] + text[place:]


def _truncate(text: str, draw: random.Random) -> str:
    return text[: draw.randint(0, len(text))]


_CHANGES = (_cut, _double, _insert, _insert, _replace, _replace, _move, _truncate)
