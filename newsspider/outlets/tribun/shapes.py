"""Shapes of a bare line of text: a caption, a paragraph, a heading, an entry of a list."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsspider.items import BlockKind
from newsspider.outlets.tribun.lines import is_item
from newsspider.text import common_prefix

if TYPE_CHECKING:
    from newsspider.outlets.outlet import Outlet

TWIN = 60
"""Characters that an alt text and the figcaption under it share at least (docs/tribunnews.md)."""

_CREDITED = re.compile(r".{10,600}\((?P<credit>[^()]{3,70})\)\s*", re.DOTALL)
_CREDIT_MARK = re.compile(
    r"/|\.(?:com|co|id)\b|@|\b(?:AFP|EPA|AP|REUTERS|ANTARA|ist|istimewa|dok|dokumentasi|tangkap\w*|instagram|youtube|"
    r"twitter|facebook|tiktok|kolase|humas|net|tribun\w*|getty|capture|screenshot|pexels|pixabay|freepik|shutterstock)\b",
    re.IGNORECASE,
)
_ONLY_CAPITALS = re.compile(r"^[A-Z]{2,}(?: [A-Z]{2,})+$")
_LATER_ITEM = re.compile(r"(?!1\b)\d")
"""An entry that begins no list: what stands above "2. ..." belongs to entry 1."""
_ENDS_SENTENCE = re.compile(r"[.,;:!…”\"'’)]$")


_ALT = re.compile(
    r"(?i:foto|ilustrasi|infografis|tangkap(?:an)? layar|dok(?:umentasi)?\.?)(?::| (?=[a-z(]|\Z)|\Z)"
    r"|(?i:potret|gambar|peta|grafis|grafik) (?:diri|keluarga|bersama|udara|lama|arsip|lokasi|wilayah|satelit|kiri|kanan)(?!\w)"
)


def twins(line: str, below: str) -> bool:
    """Whether two adjacent lines are a picture's alt text and its caption: they begin alike, and the
    second ends with a credit in brackets; either may be the longer one."""
    if not below or not below.endswith(")") or _CREDITED.fullmatch(below) is None:
        return False
    start = below[: below.rfind("(")].rstrip(" .")
    return common_prefix(line, below) >= TWIN or (len(start) > 8 and line.rstrip(" .") == start)


def is_caption(line: str) -> bool:
    """Whether a single line is a picture's caption: it ends with a credit in brackets."""
    found = _CREDITED.fullmatch(line)
    if found is None or line.startswith("("):
        return False
    return names_a_source(found["credit"]) and re.fullmatch(r"[\d/. ]+", found["credit"]) is None


def names_a_source(credit: str) -> bool:
    """Whether these words say where a picture is from: an agency, a site, a slash, a name in capitals."""
    return _CREDIT_MARK.search(credit) is not None or _ONLY_CAPITALS.fullmatch(credit) is not None


def is_alt_text(line: str) -> bool:
    """Whether a short line without a full stop says of a picture what it shows: "Foto diri Ruth Siahaan"."""
    return (
        _ALT.match(line) is not None
        and len(line.split()) <= 14
        and not line.endswith((".", ":", "?", "!", ","))
    )


def is_prose(line: str) -> bool:
    """Whether a line can only be a paragraph: long, and ended like a sentence."""
    return len(line) >= 80 and line.endswith((".", "!", "?", "”", '"', "’", "'", ")", "…"))


def titled(line: str) -> bool:
    """Whether a line is written like a headline: several words, most of them capitalised, no full stop."""
    words = [word for word in line.split() if word[:1].isalpha()]
    capitals = sum(word[0].isupper() for word in words)
    return len(words) >= 4 and not line.endswith(".") and capitals >= 0.6 * len(words)


def is_passed_over(line: str, outlet: Outlet) -> bool:
    return (
        outlet.phrases.rule(line) is not None
        or outlet.marks.related.fullmatch(line) is not None
        or is_caption(line)
        or (len(line) > 150 and not _ENDS_SENTENCE.search(line))
    )


def kind_between(line: str, below: str) -> BlockKind:
    """A short line without a full stop is a heading if a longer paragraph follows it."""
    short = len(line) <= 110 and (
        not _ENDS_SENTENCE.search(line) and (not line.endswith("?") or titled(line)) and not line[0].islower()
    )
    opens_list = is_item(below) and _LATER_ITEM.match(below) is None
    leads = len(below) > len(line) and (len(below) >= 60 or below.endswith("."))
    followed = (leads or opens_list) and not (is_item(line) and is_item(below))
    if short and followed and not line.startswith(("-", "•", "*", "(")):
        return BlockKind.HEADING
    return BlockKind.LIST_ITEM if is_item(line) else BlockKind.PARAGRAPH
