"""Access to the dashboard from outside: host names, the prefix below a proxy, and the login."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from ipaddress import ip_network
from pathlib import Path

from newsspider.dashboard.login import LoginRules, Network
from newsspider.dashboard.pages import VIEWS
from newsspider.dashboard.passwords import BadHash, PasswordHash

HOST = re.compile(r"(?=.{1,253}\Z)[a-z0-9_](?:[a-z0-9_-]{0,62})(?:\.[a-z0-9_](?:[a-z0-9_-]{0,62}))*", re.I)
SEGMENT = re.compile(r"[A-Za-z0-9._~-]{1,64}")
HEADER = re.compile(r"[A-Za-z0-9-]{1,64}")
OWN_SEGMENTS = {path.split("/")[1] for path in VIEWS} | {"captures", "feed.atom", "health", "static"}
"""What the addresses of the dashboard begin with."""
LONGEST_FILE = 4096


class BadAccess(Exception):
    """An option or a file that cannot be meant: what was expected, and what was found."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Access:
    """Who may ask, under which names and below which path. `prefix` is empty or begins with a slash."""

    names: tuple[str, ...] = ()
    prefix: str = ""
    login: LoginRules = field(default_factory=LoginRules)


NOBODY_ELSE = Access()
"""This machine's names, no prefix, no login."""


def read_prefix(text: str) -> str:
    """A prefix such as `/news`, without a slash at its end. Raises BadAccess, also for one that a page's own
    address begins with: where a proxy cuts the prefix off, such a page would lose its name too."""
    segments = text.strip("/").split("/") if text.strip("/") else []
    plain = all(SEGMENT.fullmatch(one) and one.strip(".") for one in segments)
    if not plain or (segments and not text.startswith("/")):
        raise BadAccess(f"expected --prefix to be a path such as /news, found {text!a}")
    if segments and segments[0] in OWN_SEGMENTS:
        raise BadAccess(f"expected --prefix to begin like no page of the dashboard, found {text!a}")
    return "".join(f"/{one}" for one in segments)


def read_names(names: Iterable[str]) -> tuple[str, ...]:
    """Host names without ports. Raises BadAccess."""
    found = tuple(name.strip().lower() for name in names)
    for name in found:
        if not HOST.fullmatch(name):
            raise BadAccess(f"expected --trust-host to be a name such as news.example.org, found {name!a}")
    return found


def read_networks(texts: Iterable[str]) -> tuple[Network, ...]:
    """Addresses or networks of proxies. Raises BadAccess."""
    try:
        return tuple(ip_network(text.strip()) for text in texts)
    except ValueError as error:
        raise BadAccess(
            f"expected --trust-proxy to be an address or a network such as 10.0.0.0/24, found: {error}"
        ) from None


def read_login(hashed: str, file: str, header: str | None, proxies: Iterable[str]) -> LoginRules:
    """The login by a password's hash, stated or in a file, and by a proxy's header; an empty name of a header
    is no open door. Raises BadAccess."""
    trusted = read_networks(proxies)
    if header is not None and not HEADER.fullmatch(header):
        raise BadAccess(f"expected --user-header to be a name such as X-Forwarded-User, found {header!a}")
    if header is not None and not trusted:
        raise BadAccess("expected --trust-proxy beside --user-header: whose header is believed?")
    text = _file_text(Path(file)) if file and not hashed else hashed
    try:
        password = PasswordHash.parse(text) if text else None
    except BadHash as error:
        raise BadAccess(f"the dashboard's password: {error}: make one with --hash-password") from None
    return LoginRules(password=password, user_header=header or "", trusted=trusted)


def _file_text(path: Path) -> str:
    """The text of the file with the hash. Raises BadAccess: a login that cannot be read is no open door."""
    try:
        with path.open("rb") as opened:
            text = opened.read(LONGEST_FILE).decode("utf-8", errors="replace").strip()
    except OSError as error:
        raise BadAccess(f"expected the hash of a password in {path}, found: {error.strerror}") from None
    if not text:
        raise BadAccess(f"expected the hash of a password in {path}, found an empty file")
    return text
