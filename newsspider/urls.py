"""Addresses of pages: joining, normalising (RFC 3986, 6.2.2), and whether two name one story."""

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
"""Those that choose no story besides (docs/tribunnews.md, Addresses); in the address of a list they may
choose its page."""

_SAFE_PATH = "/%:@!$&'()*+,;=~-._"
_SAFE_QUERY = "/%:@!$'()*,;?~-._"
_UNRESERVED = frozenset(ascii_letters + digits + "-._~")
_TRIPLET = re.compile(r"%([0-9A-Fa-f]{2})?")
_HOST = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*")
_LONGEST_HOST = 253
_AMPERSAND = re.compile(r"^(?:amp(?:;|%3b))+", re.IGNORECASE)
_SESSION = re.compile(r"(?:;|%3B)[\w.-]+(?:=|%3D)[^/;]*|/\((?:[A-Z]\([\w-]+\))+\)(?=/)")
_ESCAPED_QUERY = re.compile(r"(?:%3F|%26|&)(?:amp;|amp%3B)*([\w.-]+)(?:=|%3D)")
_PLAIN = re.compile(r"https?://[a-z0-9][a-z0-9.-]*/[\w/.~-]*(?:\?page=\d+)?", re.ASCII)
"""An address that needs no joining, checking or tidying: the usual case, at a tenth of the cost."""
_PLAIN_PATH = re.compile(r"https://[a-z0-9.-]*[a-z](?P<path>(?:/[\w~-][\w.~-]*)+)", re.ASCII)
_ODD_PORT = re.compile(r"https?://[^/?#]*:(?!(?:80|443)?(?:[/?#]|$))\d*", re.IGNORECASE)
_DAY = re.compile(r"/(\d{4})/(\d{1,2})/(\d{1,2})/[^/]+$")


class ParsedUrl(NamedTuple):
    """An address in normal form: `host` with a port that is not the usual one, `path` without a slash at its
    end, and the pairs of the query, each still encoded."""

    host: str
    path: str
    query: tuple[tuple[str, str], ...]

    def text(self, keep: Collection[str] | None = None, noise: frozenset[str] = STORY_NOISE) -> str:
        """The address, with the parameters named in `keep` only; without `keep` with all that are neither
        `noise` nor a campaign's."""
        pairs = (
            (name if keep is None else _bare(name), value)
            for name, value in self.query
            if _stays(name, keep, noise)
        )
        query = "&".join(f"{name}={value}" for name, value in sorted(pairs))
        return urlunsplit(("https", self.host, self.path, query, ""))


def parse(url: str) -> ParsedUrl:
    """The address in normal form. Raises ValueError for what is no http(s) address of a named host."""
    try:
        parts = urlsplit(url.strip())
        host, port = _host(parts.hostname or ""), parts.port
        path, query = _path(parts.path), tuple(_pairs(parts.query))
    except ValueError as error:
        raise ValueError(f"expected an http(s) address, found {url[:200]!r}") from error
    if parts.scheme not in ("http", "https"):
        raise ValueError(f"expected an http(s) address, found {url[:200]!r}")
    return ParsedUrl(host if port in (None, 80, 443) else f"{host}:{port}", path, query)


def canonical(url: str, keep: Collection[str] | None = None) -> str:
    """One address for one page: https, lower-case host, no user, usual port, fragment, session or slash at
    the end, path and query normalised and sorted. `keep` names the parameters that choose the page;
    without it all stay but those that choose no story anywhere.

    Idempotent. Paths keep their case. Raises ValueError for what is no http(s) address.
    """
    return parse(url).text(keep)


def absolute(base: str, href: str | None) -> str | None:
    """`href` joined to `base` as an http(s) address, or None for what is no address of a page
    (javascript:, mailto:, an empty or broken one, one with a user name)."""
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
    """The address without fragment and without parameters that choose no page, else as written; `keep` as for
    `canonical`, and a story's `page` stays."""
    if "#" not in url and "?" not in url:
        return url
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    pieces = (_AMPERSAND.sub("", piece) for piece in parts.query.split("&"))
    kept = [piece for piece in pieces if piece and _stays(_bare(piece.partition("=")[0]), keep, TRACKING)]
    return urlunsplit(parts._replace(query="&".join(kept), fragment=""))


@lru_cache(maxsize=4096)  # a link is asked three times over, by the reader and by the frontier
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


def has_odd_port(url: str) -> bool:
    """Whether the address names another port than those of http and https."""
    start = url.find("//") + 2
    colon = url.find(":", start, start + 100)
    return colon >= 0 and _ODD_PORT.match(url) is not None


def same_story(one: str, other: str) -> bool:
    """Whether two addresses name one story: the same number, or the same slug unless their numbers or days
    differ. Newsrooms write "harga-emas-hari-ini" anew every day."""
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
    """Whether `one` is the older form of `other`: it lacks its number, and its slug ends in one more."""
    if number_of(one) or not number_of(other):
        return False
    rest = slug_of(one).removeprefix(slug_of(other))
    return rest != slug_of(one) and rest.startswith("-") and rest[1:].isdigit()


def same_by_form(one: str, other: str) -> bool:
    """Whether two addresses are one story's by their form alone, either the older form of the other too."""
    return same_story(one, other) or is_older_form(one, other) or is_older_form(other, one)


def number_of(url: str) -> str | None:
    """The number in a story's address, if its grammar has one."""
    number = path_of(url).split("/")[-2:][0]
    return number if number.isdigit() and len(number) >= 5 else None


def slug_of(url: str) -> str:
    """The last part of an address's path as a reader would compare it: decoded, without case."""
    return unicodedata.normalize("NFC", unquote_plus(path_of(url).rpartition("/")[2])).casefold()


def _host(name: str) -> str:
    """A host's name in ASCII and lower case. Raises ValueError."""
    if len(name) <= _LONGEST_HOST and not name.isascii():
        name = name.encode("idna").decode("ascii")
    name = name.lower().rstrip(".")
    if len(name) > _LONGEST_HOST or not _HOST.fullmatch(name):
        raise ValueError(f"expected the name of a host, found {name[:200]!r}")
    return name


def _path(path: str) -> str:
    """The path with its triplets, slashes and dots in normal form, without sessions and escaped tracking."""
    above, _, last = _SESSION.sub("", _normal(path, _SAFE_PATH)).rpartition("/")
    if (escaped := _ESCAPED_QUERY.search(last)) and _is_noise(_bare(escaped[1]), TRACKING):
        last = last[: escaped.start()]
    kept: list[str] = []
    for part in (*above.split("/"), last):
        if part == "..":
            del kept[-1:]
        elif part not in ("", "."):
            kept.append(part)
    return "/" + "/".join(kept)


def _pairs(query: str) -> Iterator[tuple[str, str]]:
    """The parameters, each in normal form; a name that is escaped once too often is known all the same."""
    for piece in query.split("&"):
        name, _, value = _AMPERSAND.sub("", piece).partition("=")
        if name or value:
            yield _parameter(name), _parameter(value)


def _parameter(text: str) -> str:
    return _normal(text.replace("+", "%20"), _SAFE_QUERY).replace("%20", "+")


def _normal(text: str, safe: str) -> str:
    """Triplets of unreserved characters decoded, others in upper case, all else encoded that must be."""
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
    """A parameter's name as it was meant: however often it was escaped, in lower case."""
    for _ in range(3):
        if "%" not in name:
            break
        name = unquote_plus(name)
    return _AMPERSAND.sub("", name).strip().lower()
