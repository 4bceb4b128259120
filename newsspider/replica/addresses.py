"""Classification of addresses by their form: host, story or list."""

import re
from collections.abc import Iterable

from newsspider.replica.cards import serial_in
from newsspider.replica.hosts import ALL_HOSTS, MOBILE_HOST, Host

_DATED = re.compile(r"(?:/[a-z-]+)?/\d{4}/\d\d/\d\d/(?!kumpulan-berita-)[\w.-]+")
_LIST = re.compile(r"/(?:[a-z-]*|index-news/[a-z-]+|(?:[a-z-]+/)?sitemap[a-z_-]*\.xml)")


def story_host(domain: str, hosts: Iterable[Host]) -> Host | None:
    """The host whose stories are at a domain; the mobile site has those of www."""
    desktop = "www.tribunnews.com" if domain == MOBILE_HOST else domain
    return next((host for host in hosts if host.domain == desktop), None)


def bare_path(path: str) -> str:
    """A story's path without the AMP prefix and trailing slashes."""
    return (path[4:] if path.startswith("/amp/") else path).rstrip("/")


def story_name(domain: str, path: str) -> str | None:
    """One name for all addresses of a story, in any spelling; None if it is no story's address."""
    bare, host = bare_path(path), story_host(domain, ALL_HOSTS.values())
    if host and (serial := serial_in(host, bare)) is not None:
        return f"{host.name} {serial}"
    return f"{domain}{bare}" if _DATED.fullmatch(bare) else None


def is_list(domain: str, path: str) -> bool:
    """Whether the address is that of a front page, section, index or sitemap."""
    return story_host(domain, ALL_HOSTS.values()) is not None and _LIST.fullmatch(path) is not None
