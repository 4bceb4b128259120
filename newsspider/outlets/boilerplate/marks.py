"""Patterns by which a newsroom opens, signs and cross-refers its stories."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from newsspider.outlets.boilerplate.linecache import line_cache

_NEVER = re.compile(r"(?!)")
_OPENING = re.compile(r"[(\[{<*]")
_PATTERNS = ("dateline", "reporter", "signature", "related", "republished", "label", "topic")
REACH = 9
"""Characters: a bracket that closes a signature, and the points and blanks behind it; blanks before one."""


@dataclass(frozen=True, kw_only=True, eq=False)  # the same only as itself: a cheap key of a cache
class Marks:
    """Marks of an outlet's stories; each pattern is matched against the start or end of a block.

    `dateline` has the group `dateline`; `reporter` is a whole line with the group `name`; `signature`
    is the end of the story with the group `signature`; `label` is a whole line in brackets that labels the
    page and signs nothing; `related` is a line that names another story, with the group `title`;
    `republished` a note that names the first publisher, with the group `source`; `topic` a call-out that
    names the page's topic, with the group `topic`. `newsroom` is found where a line names this outlet or one
    of its brands, `product` where it names what the outlet sells or gives away: an app, a
    membership; `membership` where it names its membership. `credit` is found in brackets below a picture that
    name this outlet or a sister as its owner; `lone_credit` in brackets that can mean nothing but a picture.

    Three hints save most lines a search. `brands` are words in small letters: one stands wherever `newsroom`
    or `product` find something; so do `roles` in a reporter line. `closers` are characters: one stands among
    the last REACH of a signature, which then begins with a bracket or a star. Empty means unknown.
    `address_word` is the word, in small letters, that addresses of the newsroom's own pages, channels and
    apps hold.
    """

    dateline: re.Pattern[str]
    reporter: re.Pattern[str]
    signature: re.Pattern[str]
    related: re.Pattern[str]
    republished: re.Pattern[str]
    label: re.Pattern[str] = _NEVER
    topic: re.Pattern[str] = _NEVER
    newsroom: re.Pattern[str] = _NEVER
    product: re.Pattern[str] = _NEVER
    membership: re.Pattern[str] = _NEVER
    credit: re.Pattern[str] = _NEVER
    lone_credit: re.Pattern[str] = _NEVER
    brands: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    closers: frozenset[str] = frozenset()
    address_word: str | None = None

    def may_name_us(self, text: str) -> bool:
        """Whether `newsroom` or `product` may match in the text."""
        return _has_one(text, self.brands)

    def is_own_address(self, href: str) -> bool:
        """Whether an address, as written in a link, leads to the newsroom's own pages, channels or apps."""
        return href.startswith("/") or (self.address_word is not None and self.address_word in href.lower())

    def reporter_of(self, text: str) -> re.Match[str] | None:
        """The reporter line that the text is."""
        return _reporter(text, self)

    def signature_of(self, text: str) -> re.Match[str] | None:
        """The signature at the end of the text."""
        return _signature(text, self)


NO_MARKS = Marks(
    dateline=re.compile(r"(?!)(?P<dateline>)"),
    reporter=re.compile(r"(?!)(?P<name>)"),
    signature=re.compile(r"(?!)(?P<signature>)"),
    related=re.compile(r"(?!)(?P<title>)"),
    republished=re.compile(r"(?!)(?P<source>)"),
)
"""Marks of a newsroom whose signatures are unknown: they match nothing."""


def merged(own: Marks, others: Marks) -> Marks:
    """The marks of an outlet, with those of others where it has none. Hints belong to its own patterns."""
    unknown = [name for name in _PATTERNS if getattr(own, name).pattern.startswith(_NEVER.pattern)]
    found = {name: getattr(others, name) for name in unknown}
    if "signature" in unknown:
        found["closers"] = others.closers
    if "reporter" in unknown:
        found["roles"] = others.roles
    return replace(own, **found)


@line_cache(1024)
def _reporter(text: str, marks: Marks) -> re.Match[str] | None:
    return marks.reporter.fullmatch(text) if _has_one(text, marks.roles) else None


@line_cache(1024)
def _signature(text: str, marks: Marks) -> re.Match[str] | None:
    if not marks.closers:
        return marks.signature.search(text)
    opening = None if marks.closers.isdisjoint(text[-REACH:]) else _OPENING.search(text)
    return marks.signature.search(text, max(0, opening.start() - REACH)) if opening else None


def _has_one(text: str, words: tuple[str, ...]) -> bool:
    """Whether one of the words is in the text, ignoring case; True if no words are known."""
    lowered = text.lower()
    for word in words:  # a generator would cost three times as much
        if word in lowered:
            return True
    return not words
