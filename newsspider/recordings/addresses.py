"""Invention of addresses: other words in slugs and parameters, the same kind of page."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import quote, unquote, urlsplit

from newsspider import urls
from newsspider.recordings.inventing import Inventor

LOOKS_LIKE_ADDRESS = re.compile(r"(?:https?:)?//\S+|/[\w-]+[/.]\S*", re.IGNORECASE)
_SCHEME = re.compile(r"\s*([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_FILE = re.compile(r"[a-z]+\.[a-z]{2,4}", re.IGNORECASE)
"""A file with a name of one word: `sharer.php`."""
SENTENCE_WORDS = 4
"""Words of a path's part that is a sentence, whatever the part is for."""


class InventedAddresses:
    """Invents addresses of one page; `base` is the page's own address."""

    def __init__(self, inventor: Inventor, base: str | None) -> None:
        self.inventor, self.base = inventor, base or ""

    def invented(self, address: str) -> str:
        """Another address of the same kind, as a link has it."""
        scheme = _SCHEME.match(address)
        if scheme and scheme[1].lower() not in ("http", "https"):
            return _harmless(scheme[1].lower(), self.inventor.text(address[scheme.end() :]))
        found = self._with_slugs(address, 2)
        if found == address or self._kind(found) == self._kind(address):
            return found
        return self._with_slugs(address, SENTENCE_WORDS)

    def listed(self, sources: str) -> str:
        """The addresses of a `srcset`, invented."""
        return ", ".join(
            " ".join((self.invented(words[0]), *words[1:]))
            for each in sources.split(",")
            if (words := each.split())
        )

    def _kind(self, address: str) -> object:
        joined = urls.absolute(self.base, address)
        return [site.address(joined).kind for site in self.inventor.sites] if joined else None

    def _with_slugs(self, address: str, least: int) -> str:
        """The address with other words in each part of at least so many words."""
        try:
            parts = urlsplit(address.strip())
        except ValueError:
            return "#"
        other = self._part(least)
        path = "/".join(other(part) for part in parts.path.split("/"))
        query = (
            "&".join(self._parameter(each, other) for each in parts.query.split("&")) if parts.query else ""
        )
        return parts._replace(path=path, query=query, fragment=other(parts.fragment)).geturl()

    def _parameter(self, parameter: str, other: Callable[[str], str]) -> str:
        name, is_set, value = parameter.partition("=")
        plain = unquote(value)
        if LOOKS_LIKE_ADDRESS.match(plain):
            return f"{name}={quote(self.invented(plain), safe='')}"
        return f"{name}{is_set}{other(value.replace('+', '%20'))}"

    def _part(self, least: int) -> Callable[[str], str]:
        def other(part: str) -> str:
            plain = unquote(part)
            if len(_LETTERS.findall(plain)) < least or _FILE.fullmatch(plain):
                return self.inventor.numbers(plain) if plain == part else quote(self.inventor.numbers(plain))
            return quote(self.inventor.text(plain), safe="/:@!$&'()*+,;=~")

        return other


def _harmless(scheme: str, rest: str) -> str:
    """An address of another scheme: none runs a script or holds data."""
    match scheme:
        case "javascript":
            return "javascript:void(0)"
        case "data":
            return "data:,"
    return f"{scheme}:{rest}"
