"""Outlets: the news sites that are read, by name and by address."""

from __future__ import annotations

from collections import Counter
from functools import cache

from newsspider.outlets.outlet import Outlet
from newsspider.outlets.sites import outlets
from newsspider.outlets.tribun import TRIBUN

OUTLETS: dict[str, Outlet] = {outlet.name: outlet for outlet in (TRIBUN, *outlets())}
"""Every outlet by name."""


def outlet_for(url: str) -> Outlet | None:
    """The outlet with the address's host; None for none."""
    return next((outlet for outlet in OUTLETS.values() if outlet.address(url).allowed), None)


def hosts_named(outlet: str, names: str) -> list[str] | None:
    """The newsrooms of an outlet that a text such as `www,solo` names; None if it names none of them, or the
    outlet is unknown: then all are meant."""
    site = OUTLETS.get(outlet)
    words = names.replace(",", " ").lower().split() if site is not None else []
    found = [host for word in words if site is not None and (host := site.host_named(word))]
    return found or None


def short_host(host: str) -> str:
    """The first label of a newsroom's host, such as `solo`, if no other newsroom has it; else the host."""
    return _short_hosts().get(host, host)


@cache
def _short_hosts() -> dict[str, str]:
    hosts = [host for outlet in OUTLETS.values() for host in outlet.newsrooms]
    labels = Counter(host.partition(".")[0] for host in hosts)
    return {host: label for host in hosts if labels[label := host.partition(".")[0]] == 1}
