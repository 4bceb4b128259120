"""Hosts of the replica, from hosts.toml and more_hosts.toml."""

import tomllib
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

BARE_HOST = "tribunnews.com"
MOBILE_HOST = "m.tribunnews.com"
VIDEO_HOST = "video.tribunnews.com"
WIDGET_HOST = "recommendation.jixie.media"
DEFAULT_HOSTS = ("www", "solo", "jogja", "surabaya", "makassar")


@dataclass(frozen=True, kw_only=True, slots=True)
class Host:
    """One newsroom of the network; hosts.toml explains the fields."""

    name: str
    title: str
    brand: str
    signature: str
    first_id: int
    datelines: tuple[str, ...]
    desks: tuple[str, ...]
    towns: tuple[str, ...]
    sections: tuple[tuple[str, str], ...]
    callouts: tuple[str, ...] = ()

    @property
    def domain(self) -> str:
        return f"{self.name}.tribunnews.com"

    @property
    def regional(self) -> bool:
        return self.name != "www"


def _host(name: str, table: dict[str, Any]) -> Host:
    lists = {key: tuple(value) for key, value in table.items() if isinstance(value, list)}
    sections = tuple((slug, label) for slug, label in table["sections"])
    fields: dict[str, Any] = {**table, **lists, "sections": sections}
    return Host(name=name, **fields)


def _read(file: str) -> dict[str, Host]:
    text = (files("newsspider.replica") / file).read_text("utf-8")
    return {name: _host(name, table) for name, table in tomllib.loads(text).items()}


HOSTS = _read("hosts.toml")
"""The hosts in the network menu of every page."""
ALL_HOSTS = HOSTS | _read("more_hosts.toml")
"""All hosts that a replica can have."""
