"""Which one address does a story have, however it is linked?"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import parse_qsl, quote, urlencode, urljoin, urlsplit, urlunsplit

TRACKING = frozenset(
    """
    page ct m s jxrecoid source jxconn _ga fbclid gclid igshid ref url amp noamp utm
    """.split()
)
"""Query parameters that never change which story is shown (field guide 2.6)."""

_SAFE_PATH = "/%:@!$&'()*+,;=~-._"
_PLAIN = re.compile(r"https?://[a-z0-9][a-z0-9.-]*/[\w/.~-]*(?:\?page=\d+)?", re.ASCII)
"""An address that needs no joining, checking or tidying: the usual case, at a tenth of the cost."""


_ODD_PORT = re.compile(r"https?://[^/?#]*:(?!(?:80|443)?(?:[/?#]|$))\d*", re.IGNORECASE)


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


@lru_cache(maxsize=4096)  # a link is asked three times over, by the reader and by the frontier
def host_of(url: str) -> str:
    """The host name in lower case; empty where there is none."""
    try:
        return (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return ""


def has_odd_port(url: str) -> bool:
    """Whether the address names another port than those of http and https."""
    start = url.find("//") + 2
    colon = url.find(":", start, start + 100)
    return colon >= 0 and _ODD_PORT.match(url) is not None


def canonical(url: str, keep: frozenset[str] = frozenset()) -> str:
    """One address for one page: https, lower-case host, no port, fragment, tracking or page parameter,
    no trailing slash; parameters left are sorted. `keep` names parameters that must stay.

    Idempotent. Paths keep their case. Raises ValueError for what is no http(s) address.
    """
    parts = urlsplit(url.strip())
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError(f"expected an http(s) address, found {url!r}")
    if ":" in parts.hostname:
        raise ValueError(f"expected the name of a host, found the address {parts.hostname!r}")
    host = parts.hostname.rstrip(".")
    port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    path = re.sub(r"/{2,}", "/", quote(parts.path, safe=_SAFE_PATH))
    pairs = sorted(
        (key, value)
        for key, value in parse_qsl(parts.query, keep_blank_values=True)
        if key in keep or not _tracking(key)
    )
    return urlunsplit(("https", host + port, path.rstrip("/") or "/", urlencode(pairs), ""))


def _tracking(key: str) -> bool:
    return key in TRACKING or key.startswith("utm_")


def tidy(url: str) -> str:
    """The address without fragment and tracking parameters, else as written."""
    if "#" not in url and "?" not in url:
        return url
    parts = urlsplit(url)
    pairs = [
        (k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if k == "page" or not _tracking(k)
    ]
    return urlunsplit(parts._replace(query=urlencode(pairs), fragment=""))
