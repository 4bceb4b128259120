"""Outlets of a crawl: the outlet of each host, and addresses judged by the outlet of their host."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Protocol

from newsspider.outlets.address import Address
from newsspider.outlets.limits import Limits
from newsspider.outlets.outlet import Outlet
from newsspider.outlets.unknown import newsroom_outlet
from newsspider.urls import host_of


class Addresses(Protocol):
    """What judges addresses: a site, or the outlets of a crawl as one of them sees them."""

    def address(self, url: str | None, as_list: bool = False) -> Address: ...


class CrawledOutlets:
    """The outlets of a crawl, by name and by host, each with the `limits` of the crawl once it is needed.

    `is_open` says whether a host of none of them may be crawled. Such a host is an outlet of its own, with
    the host's name, and its stories are read generically.
    """

    def __init__(
        self, outlets: Iterable[Outlet], limits: Limits | None = None, *, is_open: bool = False
    ) -> None:
        self._known = {outlet.name: outlet for outlet in outlets}
        self._names = {
            host: outlet.name for outlet in self._known.values() for host in (*outlet.hosts, *outlet.mirrors)
        }
        self._limited: dict[str, Outlet] = {}
        self.limits, self.is_open = limits, is_open

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the outlets, in their order."""
        return tuple(self._known)

    @property
    def only(self) -> Outlet | None:
        """The outlet of a crawl of one; None if there are several."""
        return self.named(self.names[0]) if len(self._known) == 1 else None

    def named(self, name: str) -> Outlet:
        """The outlet of this name. Raises KeyError."""
        outlet = self._limited.get(name)
        if outlet is None:
            known = self._known[name]
            outlet = known if self.limits is None else replace(known, limits=self.limits)
            self._limited[name] = outlet
        return outlet

    def at(self, host: str) -> Outlet | None:
        """The outlet of a host; None for a host of none."""
        name = self._names.get(host)
        return None if name is None else self.named(name)

    def of(self, url: str) -> Outlet:
        """The outlet that reads an address: the one of its host, else the only one. A host of none is read
        as an outlet of its own."""
        host = host_of(url)
        return self.at(host) or self.only or newsroom_outlet(host)

    def by_host(self, hosts: Iterable[str]) -> dict[str, str]:
        """These hosts, each with the name of its outlet. Raises KeyError for a host of none."""
        return {host: self._names[host] for host in hosts}

    def hosts_named(self, word: str) -> dict[str, str]:
        """The hosts that an operator means by a word, each with its outlet; empty for what no outlet knows.

        The word is `all`, a host in short (`solo`, of each outlet with such a host), or a host in full.
        """
        sites = [self.named(name) for name in self.names]
        if word == "all":
            return {host: site.name for site in sites for host in site.newsrooms}
        return {host: site.name for site in sites if (host := site.host_named(word))}

    def seen_from(self, outlet: Outlet) -> Addresses:
        """What judges the addresses on a page of this outlet."""
        return outlet if len(self._known) == 1 else _SeenFrom(self, outlet)

    def allow(self, url: str) -> bool:
        """Whether an address may be fetched: it is on a host of theirs, at a usual port."""
        outlet = self.at(host_of(url))
        return outlet is not None and outlet.address(url).allowed

    def pace_of(self, host: str) -> float:
        """The least time in seconds between two requests to a host; 0 where no outlet says."""
        outlet = self.at(host)
        return 0.0 if outlet is None else outlet.pace

    def show_widget(self, url: str) -> bool:
        """Whether a widget of one of them asks for this address."""
        return any(outlet.widgets.serve(url) for outlet in self._known.values())

    def __str__(self) -> str:
        return ", ".join(self.names[:3]) + (f" and {len(self.names) - 3} more" if self.names[3:] else "")

    def chosen(self, names: Collection[str]) -> CrawledOutlets:
        """Some of these outlets, in their order."""
        outlets = [outlet for name, outlet in self._known.items() if name in names]
        return CrawledOutlets(outlets, self.limits, is_open=self.is_open)

    def with_host(self, host: str) -> CrawledOutlets:
        """These outlets, and one of its own for a host of none of them."""
        if host in self._names:
            return self
        outlets = (*self._known.values(), newsroom_outlet(host))
        return CrawledOutlets(outlets, self.limits, is_open=self.is_open)


class _SeenFrom:
    """Judges an address by the outlet of its host; a host of none by the outlet of the page."""

    def __init__(self, outlets: CrawledOutlets, outlet: Outlet) -> None:
        self._outlets, self._outlet = outlets, outlet

    def address(self, url: str | None, as_list: bool = False) -> Address:
        own = self._outlet.address(url, as_list)
        if own.allowed:
            return own
        other = self._outlets.at(own.host)
        return own if other is None else other.address(url, as_list)
