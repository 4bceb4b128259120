"""Invention of text: the same shape in other words.

A word becomes another one of its length and case, the same one throughout a page: so headline, metadata and
the slug of an address go on agreeing. Many words become one, so nobody can read the page back. What rules and
readers look for stays: words of the vocabulary, site names, dates, and the words of a phrase in its line.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from hashlib import blake2b

from newsspider.outlets.boilerplate.phrases import Phrase
from newsspider.outlets.site import Site
from newsspider.recordings.vocabulary import KEPT, SYLLABLES, WORDS
from newsspider.text import collapse

LONGEST_LINE = 700
"""Characters of a line that may be a phrase."""
_TOKEN = re.compile(r"[^\W\d_]+|\d+")
_STAYS = re.compile(
    r"&[a-z]{2,8};|(?<![\w-])(?:[\w-]{1,63}\.){1,6}(?:com|co|id|net|org|tv|me|ly|gle)\b(?:\.id\b)?|%[0-9A-F]{2}",
    re.IGNORECASE,
)
"""An entity, the name of a site, or a quoted byte."""
_TIME = re.compile(r"0[0789]00|(?:19|20)\d\d(?:(?:0\d|1[0-2])[0-3]\d\d{0,6})?|1\d{9}(?:\d{3})?")
"""A year, a compact date, or a count of seconds since 1970."""
_LITERAL = re.compile(r"[a-z]{2,}")
_SYNTAX = re.compile(r"\(\?P<\w+>|\\[a-zA-Z]|\(\?[a-z-]+:")
FEW_DIGITS = 3
"""Digits of a number that stays: quantities, days and pages have no more."""


class Inventor:
    """Invents the text of one page. `seed` chooses the words; `sites` are the sites whose phrases stay, and
    `brands` further words that begin a site's name. `kept_words` are the words that stayed so far, other than
    those of the vocabulary."""

    def __init__(self, seed: str, sites: Iterable[Site], brands: Iterable[str] = ()) -> None:
        self.seed, self.sites, self.brands = seed, tuple(sites), tuple(brands)
        self.kept_words: set[str] = set()
        self._words: dict[str, str] = {}
        self._kept: dict[str, frozenset[str]] = {}

    def line(self, text: str, kept: Collection[str] = ()) -> str:
        """Another text in place of a line; a phrase stays one of the same rule. The words in `kept` stay."""
        plain = collapse(text)
        invented = self.text(text, {*kept, *self.kept_in(plain)})
        for site in self.sites:
            phrase = _phrase(site, plain)
            if phrase is not None and site.phrases.rule(collapse(invented)) != phrase.rule and not kept:
                self.kept_words.update(_TOKEN.findall(phrase.seen.casefold()))
                return phrase.seen
        return invented

    def text(self, text: str, kept: Collection[str] = ()) -> str:
        """Another text of the same shape; the words in `kept` stay."""
        standing = sorted(self._standing(text))
        self.kept_words.update(
            kept, *(_TOKEN.findall(text[start:stop].casefold()) for start, stop in standing)
        )
        pieces: list[str] = []
        end = 0
        for start, stop in (*standing, (len(text), len(text))):
            if stop > end:
                pieces.append(self._replaced(text[end : max(start, end)], kept))
                pieces.append(text[max(start, end) : stop])
                end = stop
        return "".join(pieces) + self._replaced(text[end:], kept)

    def kept_in(self, line: str) -> frozenset[str]:
        """The words that rules look for in this line; none if no rule matches it."""
        if line not in self._kept:
            self._kept[line] = frozenset(word for site in self.sites for word in _rule_words(site, line))
        return self._kept[line]

    def number(self, digits: str) -> str:
        """Another number of the same length; a time and a small number stay."""
        if len(digits) <= FEW_DIGITS or _TIME.fullmatch(digits):
            return digits
        tail = int.from_bytes(self._digest(digits)) % 10 ** (len(digits) - 1)
        return f"{digits[0]}{tail:0{len(digits) - 1}d}"

    def numbers(self, text: str) -> str:
        """The text with other numbers."""
        return re.sub(r"\d+", lambda found: self.number(found[0]), text)

    def _standing(self, text: str) -> Iterator[tuple[int, int]]:
        """Where the names of sites and newsrooms stand."""
        yield from (found.span() for found in _STAYS.finditer(text))
        for site in self.sites:
            if site.marks.brands and site.marks.may_name_us(text):
                for pattern in (site.marks.newsroom, site.marks.product):
                    yield from (found.span() for found in pattern.finditer(text))

    def _replaced(self, text: str, kept: Collection[str]) -> str:
        return _TOKEN.sub(lambda found: self._token(found[0], kept), text)

    def _token(self, token: str, kept: Collection[str]) -> str:
        plain = token.casefold()
        if token.isdigit():
            return self.number(token)
        if is_kept(plain) or plain in kept:
            return token
        if plain.startswith(self.brands):
            self.kept_words.add(plain)
            return token
        if plain not in self._words:
            self._words[plain] = self._word(plain, len(token))
        return _in_case(self._words[plain], token)

    def _word(self, plain: str, length: int) -> str:
        """The word for a word: one of its length, by its digest, and never itself."""
        number = int.from_bytes(self._digest(plain))
        known = [word for word in WORDS.get(length, ()) if word != plain]
        if known:
            return known[number % len(known)]
        count = length // 2 + 1
        made = "".join(SYLLABLES[number // 16**place % len(SYLLABLES)] for place in range(min(count, 60)))
        return made[:length] if made[:length] != plain else made[1 : length + 1]

    def _digest(self, text: str) -> bytes:
        return blake2b(f"{self.seed} {text}".encode("utf-8", "replace"), digest_size=32).digest()


def is_kept(word: str) -> bool:
    """Whether a word in small letters stays wherever it is: of two letters at most, or of the vocabulary."""
    return len(word) <= 2 or word in KEPT


def _in_case(word: str, like: str) -> str:
    if like.islower():
        return word
    if like.isupper():
        return word.upper()
    return "".join(
        letter.upper() if place < len(like) and like[place].isupper() else letter
        for place, letter in enumerate(word)
    )


def _phrase(site: Site, line: str) -> Phrase | None:
    return site.phrases.phrase(line) if 0 < len(line) <= LONGEST_LINE else None


def _rule_words(site: Site, line: str) -> frozenset[str]:
    """The literal words of the patterns that match the whole line, or its beginning as a dateline."""
    marks = site.marks
    if not 0 < len(line) <= LONGEST_LINE:
        return frozenset()
    matching = (marks.related, marks.republished, marks.label, marks.topic)
    patterns = [pattern.pattern for pattern in matching if pattern.fullmatch(line)]
    if marks.dateline.match(line):
        patterns.append(marks.dateline.pattern)
    if marks.reporter_of(line):
        patterns.append(marks.reporter.pattern)
    if (phrase := _phrase(site, line)) is not None:
        patterns.append(phrase.pattern)
    return frozenset(word for pattern in patterns for word in literals(pattern))


@lru_cache(maxsize=512)
def literals(pattern: str) -> frozenset[str]:
    """The words that stand in a regular expression as they are, in small letters."""
    return frozenset(_LITERAL.findall(_SYNTAX.sub(" ", pattern).casefold()))
