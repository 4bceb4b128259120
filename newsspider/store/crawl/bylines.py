"""Bylines: the person or the desk that a page names as author or editor."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

LONGEST = 200
"""Characters of a byline that count."""
_ROLE = (
    r"(?:penulis|reporter|kontributor|koresponden|wartawan|jurnalis|pewarta|laporan|editor|redaktur|penyunting"
    r"|oleh|by)"
)
_DOMAIN = r"(?:[\w-]{1,40}\.){1,3}(?:com|co\.id|id|net|co)"
_BEFORE = re.compile(
    rf"\W{{0,9}}(?:{_DOMAIN}\s?/\s?)?(?:(?:kontributor|koresponden) [^,:/]{{2,40}}[,:/]\s?)?"
    rf"(?:{_ROLE}(?:\s?[:/-]\s?|\s))?",
    re.IGNORECASE,
)
_BEHIND = re.compile(rf"\s?(?:[/|(-]\s?{_DOMAIN}\)?|,?\s?\({_ROLE}\))\W{{0,9}}\Z", re.IGNORECASE)
_DEGREE = re.compile(r",\s?(?:s|m|d|dr|ph|sp)\.?\s?[a-z]{1,12}(?:\.[a-z]{1,9}){0,3}\.?(?=,|\Z)")
_BETWEEN = re.compile(r"\W+")
_DESK = re.compile(
    rf"\W{{0,9}}(?:(?:tim|team|redaksi|redaktur|admin|desk|newsroom|sekretariat|litbang|advertorial|humas)(?!\w)"
    rf"|{_DOMAIN}\W{{0,9}}\Z)|.{{0,200}}(?<!\w)(?:redaksi|newsroom|advertorial)\W{{0,9}}\Z",
    re.IGNORECASE,
)


class Byline(NamedTuple):
    """A byline as a page has it (`stated`), and what it names.

    `name` is without brand, role and the city of a contributor; capitals or small letters throughout are
    written like a name. `key` is the same for all spellings of a name. `desk`: it names no person, but a desk
    or the newsroom.
    """

    stated: str
    name: str
    key: str
    desk: bool


@lru_cache(maxsize=4096)
def byline(stated: str) -> Byline:
    """A byline, normalised."""
    text = " ".join(stated[:LONGEST].split())
    desk = _DESK.match(text) is not None
    name = text if desk else _named(text)
    return Byline(stated=stated[:LONGEST], name=name, key=_key(name), desk=desk)


def _named(stated: str) -> str:
    found = _BEFORE.match(stated)
    bare = _BEHIND.sub("", stated[found.end() if found else 0 :]).strip(" .,:;/|-*")
    shouted = bare.isupper() or bare.islower()
    return (bare.title() if shouted and any(len(word) > 2 for word in bare.split()) else bare) or stated


def _key(name: str) -> str:
    return _BETWEEN.sub(" ", _DEGREE.sub("", name.lower())).strip() or name.lower()
