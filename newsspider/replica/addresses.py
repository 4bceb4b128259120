"""What does an address say by its shape alone: a story's, a list's, and of which newsroom?"""

import re
from collections.abc import Iterable

from newsspider.replica.cards import serial_in
from newsspider.replica.hosts import ALL_HOSTS, MOBILE_HOST, Host

_DATED = re.compile(r"(?:/[a-z-]+)?/\d{4}/\d\d/\d\d/(?!kumpulan-berita-)[\w.-]+")
_LIST = re.compile(r"/(?:[a-z-]*|index-news/[a-z-]+|(?:[a-z-]+/)?sitemap[a-z_-]*\.xml)")


def story_host(domain: str, hosts: Iterable[Host]) -> Host | None:
    """The newsroom whose stories are at a domain; the mobile site shows those of www."""
    wanted = "www.tribunnews.com" if domain == MOBILE_HOST else domain
    return next((host for host in hosts if host.domain == wanted), None)


def bare_path(path: str) -> str:
    """A story's path without what its AMP form and careless links add."""
    return (path[4:] if path.startswith("/amp/") else path).rstrip("/")


def story_name(domain: str, path: str) -> str | None:
    """One name for all addresses of a story, however spelled; None for what has no story's address."""
    bare, host = bare_path(path), story_host(domain, ALL_HOSTS.values())
    if host and (serial := serial_in(host, bare)) is not None:
        return f"{host.name} {serial}"
    return f"{domain}{bare}" if _DATED.fullmatch(bare) else None


def is_list(domain: str, path: str) -> bool:
    """Front pages, sections, indexes, sitemaps."""
    return story_host(domain, ALL_HOSTS.values()) is not None and _LIST.fullmatch(path) is not None
