"""URLs: normal form (RFC 3986, 6.2.2), joining, tracking parameters, and comparison of story addresses."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from functools import lru_cache
from string import ascii_letters, digits
from typing import NamedTuple
from urllib.parse import quote, unquote_plus, urljoin, urlsplit, urlunsplit

TRACKING = frozenset(
    """
    _ga _gac _gl _ke cmpid dclid ef_id epik fbclid gad_source gbraid gclid gclsrc google_btn igsh igshid
    jsessionid jxconn jxrecoid lgn_method li_fat_id mc_cid mc_eid mibextid msclkid ncid phpsessid s_kwcid
    sessionid ttclid twclid utm wbraid yclid
    """.split()
)
"""Query parameters that choose no page on any site: campaigns, clicks, logins, sessions."""
TRACKING_PREFIXES = ("utm_", "at_", "hsa_", "matomo_", "mtm_", "oly_", "piwik_", "pk_", "aspsessionid")
STORY_NOISE = TRACKING | frozenset("page ct m s source ref url amp noamp".split())
"""Parameters that choose no story. In the address of a list they may choose its page."""

_SAFE_PATH = "/%:@!$&'()*+,;=~-._"
_SAFE_QUERY = "/%:@!$'()*,;?~-._"
_UNRESERVED = frozenset(ascii_letters + digits + "-._~")
_TRIPLET = re.compile(r"%([0-9A-Fa-f]{2})?")
_HOST = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*")
_LONGEST_HOST = 253
_AMPERSAND = re.compile(r"^(?:amp(?:;|%3b))+", re.IGNORECASE)
_SESSION = re.compile(r"(?:;|%3B)[\w.-]+(?:=|%3D)[^/;]*|/\((?:[A-Z]\([\w-]+\))+\)(?=/)")
_BLANK = r"%(?:0[0-9A-F]|1[0-9A-F]|20|22|7F|C2%A0|E2%80%8[B-F]|E2%80%9[CD]|EF%BB%BF)"
_BLANKS_BEFORE = re.compile(rf"(?:{_BLANK})*+")
_BLANK_BEHIND = re.compile(rf"{_BLANK}\Z")
"""Blanks, control characters, invisible marks and quotation marks around a segment of a path."""
_LONGEST_BLANK = len("%E2%80%8B")
_ESCAPED_QUERY = re.compile(r"(?:%3F|%26|&)(?:amp;|amp%3B)*([\w.-]+)(?:=|%3D)")
_PLAIN = re.compile(r"https?://[a-z0-9][a-z0-9.-]*/[\w/.~-]*(?:\?page=\d+)?", re.ASCII)
"""The usual address: it needs no joining, checking or tidying. The test saves nine tenths of the cost."""
_PLAIN_PATH = re.compile(r"https://[a-z0-9.-]*[a-z](?P<path>(?:/[\w~-][\w.~-]*)+)", re.ASCII)
_DAY = re.compile(r"/(\d{4})/(\d{1,2})/(\d{1,2})/[^/]+$")


class ParsedUrl(NamedTuple):
    """A URL in normal form, without scheme, user and fragment.

    `host` includes the port if that is unusual. `path` has no slash at its end. The names and values of
    `query` are encoded.
    """

    host: str
    path: str
    query: tuple[tuple[str, str], ...]

    def text(self, keep: Collection[str] | None = None, noise: frozenset[str] = STORY_NOISE) -> str:
        """The URL with sorted parameters: those in `keep`, or without `keep` those that are neither in
        `noise` nor a campaign's."""
        pairs = (
            (name if keep is None else _bare(name), value)
            for name, value in self.query
            if _stays(name, keep, noise)
        )
        query = "&".join(f"{name}={value}" for name, value in sorted(pairs))
        return urlunsplit(("https", self.host, self.path, query, ""))


def parse(url: str) -> ParsedUrl:
    """Parse a URL into its normal form. Paths keep their case. Raises ValueError for what is no http(s)
    address of a named host."""
    try:
        parts = urlsplit(url.strip())
        host, port = _host(parts.hostname or ""), parts.port
        path, query = _path(parts.path), tuple(_pairs(parts.query))
    except ValueError as error:
        raise ValueError(f"expected an http(s) address, found {url[:200]!r}") from error
    if parts.scheme not in ("http", "https"):
        raise ValueError(f"expected an http(s) address, found {url[:200]!r}")
    return ParsedUrl(host if port in (None, 80, 443) else f"{host}:{port}", path, query)


def absolute(base: str, href: str | None) -> str | None:
    """`href` joined to `base`; None for what is no http(s) address of a page: javascript:, mailto:, a
    fragment, a broken address, one with a user name."""
    if not href:
        return None
    href = href.strip()
    if href.startswith("#"):
        return None
    if _PLAIN.fullmatch(href):
        return href
    if href.startswith("?") and not base:
        return None
    try:
        joined = urljoin(base, href) if not href.startswith(("http://", "https://")) else href
        parts = urlsplit(joined)
        if parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc:
            return None
        _ = parts.port
    except ValueError:
        return None
    return joined


def tidy(url: str, keep: Collection[str] | None = None) -> str:
    """The address as written, without fragment and tracking parameters; `keep` as for `ParsedUrl.text`."""
    if "#" not in url and "?" not in url:
        return url
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    pieces = (_AMPERSAND.sub("", piece) for piece in parts.query.split("&"))
    kept = [piece for piece in pieces if piece and _stays(_bare(piece.partition("=")[0]), keep, TRACKING)]
    return urlunsplit(parts._replace(query="&".join(kept), fragment=""))


@lru_cache(maxsize=4096)  # reader, frontier and store ask for the same link
def host_of(url: str) -> str:
    """The host name in lower case; empty where there is none."""
    try:
        return _host(urlsplit(url).hostname or "")
    except ValueError:
        return ""


@lru_cache(maxsize=4096)
def path_of(url: str) -> str:
    """The path in normal form; empty for what is no http(s) address."""
    if plain := _PLAIN_PATH.fullmatch(url):
        return plain["path"]
    try:
        return parse(url).path
    except ValueError:
        return ""


def same_story(one: str, other: str) -> bool:
    """Whether two addresses name one story: by the same number, or the same slug with no different number or
    day. Newsrooms use a slug like "harga-emas-hari-ini" again every day."""
    numbers = number_of(one), number_of(other)
    if all(numbers):
        return numbers[0] == numbers[1]
    days = _DAY.search(path_of(one)), _DAY.search(path_of(other))
    if (
        days[0]
        and days[1]
        and [int(part) for part in days[0].groups()] != [int(part) for part in days[1].groups()]
    ):
        return False
    return slug_of(one) == slug_of(other) != ""


def is_older_form(one: str, other: str) -> bool:
    """Whether `one` is the older form of `other`: without its number, with a further number after its
    slug."""
    if number_of(one) or not number_of(other):
        return False
    rest = slug_of(one).removeprefix(slug_of(other))
    return rest != slug_of(one) and rest.startswith("-") and rest[1:].isdigit()


def same_by_form(one: str, other: str) -> bool:
    """Whether two addresses name one story by their form; one may be the older form of the other."""
    return same_story(one, other) or is_older_form(one, other) or is_older_form(other, one)


def number_of(url: str) -> str | None:
    """The number of the story in its address; None if there is none."""
    number = path_of(url).split("/")[-2:][0]
    return number if number.isdigit() and len(number) >= 5 else None


def slug_of(url: str) -> str:
    """The last segment of the path, decoded and case-folded."""
    return unicodedata.normalize("NFC", unquote_plus(path_of(url).rpartition("/")[2])).casefold()


def _host(name: str) -> str:
    """A host name in ASCII and lower case. Raises ValueError."""
    if len(name) <= _LONGEST_HOST and not name.isascii():
        name = name.encode("idna").decode("ascii")
    name = name.lower().rstrip(".")
    if len(name) > _LONGEST_HOST or not _HOST.fullmatch(name):
        raise ValueError(f"expected the name of a host, found {name[:200]!r}")
    return name


def _path(path: str) -> str:
    """The path in normal form, without sessions and escaped tracking parameters."""
    above, _, last = _SESSION.sub("", _normal(path, _SAFE_PATH)).rpartition("/")
    if (escaped := _ESCAPED_QUERY.search(last)) and _is_noise(_bare(escaped[1]), TRACKING):
        last = last[: escaped.start()]
    kept: list[str] = []
    for part in (*above.split("/"), last):
        part = _trimmed(part) if "%" in part else part
        if part == "..":
            del kept[-1:]
        elif part not in ("", "."):
            kept.append(part)
    return "/" + "/".join(kept)


def _trimmed(segment: str) -> str:
    """A segment of a path without the blanks around it, in linear time."""
    before = _BLANKS_BEFORE.match(segment)
    start, end = before.end() if before else 0, len(segment)
    while behind := _BLANK_BEHIND.search(segment, max(start, end - _LONGEST_BLANK), end):
        end = behind.start()
    return segment[start:end]


def _pairs(query: str) -> Iterator[tuple[str, str]]:
    """The parameters of a query in normal form."""
    for piece in query.split("&"):
        name, _, value = _AMPERSAND.sub("", piece).partition("=")
        if name or value:
            yield _parameter(name), _parameter(value)


def _parameter(text: str) -> str:
    return _normal(text.replace("+", "%20"), _SAFE_QUERY).replace("%20", "+")


def _normal(text: str, safe: str) -> str:
    """The text with unreserved characters decoded, other triplets in upper case, and the rest encoded."""
    if "%" in text:
        text = _TRIPLET.sub(_triplet, text)
    return quote(text, safe=safe)


def _triplet(found: re.Match[str]) -> str:
    if found[1] is None:
        return "%25"
    character = chr(int(found[1], 16))
    return character if character in _UNRESERVED else found[0].upper()


def _stays(name: str, keep: Collection[str] | None, noise: frozenset[str]) -> bool:
    bare = _bare(name)
    return not _is_noise(bare, noise) if keep is None else bare in keep


def _is_noise(bare: str, noise: frozenset[str]) -> bool:
    return bare in noise or bare.startswith(TRACKING_PREFIXES)


def _bare(name: str) -> str:
    """The name of a parameter in lower case, however often it was escaped."""
    for _ in range(3):
        if "%" not in name:
            break
        name = unquote_plus(name)
    return _AMPERSAND.sub("", name).strip().lower()
