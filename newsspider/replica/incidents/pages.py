"""Incidents with story pages that are hostile to a parser, or odd but readable."""

from __future__ import annotations

import re

from newsspider.replica.dates import MONTHS
from newsspider.replica.incidents.incident import STORIES, ExpectedVerdict, edited, fixed, group

_HOSTILE = {
    "unfinished_tag": "<html><body>" + "<br>" * 12_001 + "<" + "a" * 300_000,
    "unfinished_attributes": "<html><body>" + "<p " + "a=' " * 100_000,
    "unfinished_comments": "<html><body>" + "<!--" * 100_000,
    "open_brackets": "<" * 400_000,
    "deep_nesting": "<html><body>" + "<div>" * 60_000 + "isi",
    "ampersands": "<html><body><p>" + "&" * 500_000,
    "blank_headline": '<html><body><div id="article"><h1 id="arttitle">' + " \n" * 200_000 + "x</h1></div>",
    "script_without_end": "<html><head><script type='application/ld+json'>" + '{"a":[' * 60_000,
}
_LONG_LINE = (
    '<html><body><div id="article"><h1 id="arttitle">Kopi</h1><div class="txt-article"><p>'
    + "Baca juga " * 60_000
    + "</p></div></div></body></html>"
)
_CLOCK = re.compile(rb"(\d{1,2}) ([A-Z][a-z]+) (\d{4})(,?) (\d\d):(\d\d)( WIB)?")
_ODD_MONTHS = {"November": "Nopember", "Februari": "Peb", "Agustus": "Agst", "Desember": "Des."}


def _odd_clock(found: re.Match[bytes]) -> bytes:
    day, month, year, comma, hour, minute, zone = (part or b"" for part in found.groups())
    name = month.decode()
    if name not in MONTHS:
        return found[0]
    return b"%s %s %s%s pkl %s.%s%s" % (
        day,
        _ODD_MONTHS.get(name, name).encode(),
        year,
        comma,
        hour,
        minute,
        zone,
    )


def _controls(body: bytes) -> bytes:
    """Control and bidirectional characters within words of the headline and of every long paragraph."""
    return _WORD.sub(lambda found: found[1] + _MARKS, body)


_WORD = re.compile(rb'((?:<p>(?=[^<]{150})|id="arttitle">)[^<]{12}[a-z])(?=[a-z])')
_MARKS = "\x07\x1b\u202e\u2066\x9b".encode()

INCIDENTS = (
    *group(STORIES, {f"hostile_{name}": fixed(body) for name, body in _HOSTILE.items()}),
    *group(STORIES, {"hostile_long_line": fixed(_LONG_LINE)}, misleads=True),
    *group(
        STORIES,
        {
            "odd_clocks": edited(lambda body: _CLOCK.sub(_odd_clock, body)),
            "control_characters": edited(_controls),
            "byte_order_mark": edited(lambda body: b"\xef\xbb\xbf" + body),
            "blanks_before_the_page": edited(lambda body: b"\n" * 900 + body),
        },
        ExpectedVerdict.OK,
    ),
)
