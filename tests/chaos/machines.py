"""Two machines beside each other in a test, each with cables that can be pulled.

A machine is a network namespace with a name and process numbers of its own. Two bridges are the networks: the
newsroom is on one, the database on the other, and each machine has a cable to both.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from newsspider.replica import ReplicaServer
from tests.chaos.proxy import Line, Port
from tests.running.processes import Crawl, Witness

NEWS, DATA = "news", "data"
MARK = "nst"
"""What the names of our bridges and namespaces begin with; the number of the process that made them follows."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Machine:
    """`space` is its network namespace; host's ends of its cables are called after it."""

    name: str
    space: str

    @property
    def within(self) -> tuple[str, ...]:
        """The words of a command that runs another on this machine, as its process 1."""
        named = ("sh", "-c", 'hostname "$0" && exec "$@"', self.name)
        apart = ("unshare", "--uts", "--pid", "--fork", "--kill-child", "--mount-proc")
        return "ip", "netns", "exec", self.space, *apart, *named

    def pull(self, *networks: str) -> None:
        """Pull its cables to these networks: nothing passes, and nobody learns of it."""
        for network in networks:
            ip("link", "set", f"{self.space}{network[0]}", "down")

    def plug_in(self, *networks: str) -> None:
        for network in networks:
            ip("link", "set", f"{self.space}{network[0]}", "up")


@dataclass(frozen=True, kw_only=True, slots=True)
class Networks:
    """Two machines, and where the newsroom and the database are reached from them."""

    machines: tuple[Machine, Machine]
    newsroom: str
    database: str

    def crawl(self, witness: Witness, machine: Machine, folder: Path, *arguments: str) -> Crawl:
        """A crawl on this machine, called as it is."""
        name = machine.name
        made = witness.crawl(
            name, self.newsroom, folder, *arguments, through=self.database, before=machine.within
        )
        witness.machines[name], witness.pids[name] = name, 1
        return made


@contextmanager
def networks(witness: Witness) -> Iterator[Networks]:
    """Skips the test where machines cannot be made; nothing of them is left at the end."""
    if os.geteuid() != 0 or not (shutil.which("ip") and shutil.which("unshare")):
        pytest.skip("two machines need root, ip (iproute2) and unshare (util-linux)")
    _sweep()
    third = 2 * (os.getpid() % 100)
    places = {NEWS: f"198.18.{third}", DATA: f"198.18.{third + 1}"}
    with contextlib.ExitStack() as made:
        for network, prefix in places.items():
            made.enter_context(_bridge(network, f"{prefix}.1/24"))
        machines = tuple(made.enter_context(_machine(number, places)) for number in range(2))
        server = made.enter_context(ReplicaServer(witness.site, access_log=witness.log))
        host, _, port = server.address.partition(":")
        newsroom = Port(lambda: asyncio.open_connection(host, int(port)), at=f"{places[NEWS]}.1")
        made.enter_context(newsroom)
        line = made.enter_context(Line(witness.database, at=f"{places[DATA]}.1"))
        yield Networks(
            machines=(machines[0], machines[1]),
            newsroom=f"{places[NEWS]}.1:{newsroom.port}",
            database=line.conninfo,
        )


@contextmanager
def _bridge(network: str, address: str) -> Iterator[None]:
    name = f"{MARK}{os.getpid()}{network[0]}"
    made = ip("link", "add", name, "type", "bridge", check=False)
    if made.returncode:
        pytest.skip(f"a network cannot be made here: {made.stderr.strip()}")
    try:
        ip("addr", "add", address, "dev", name)
        ip("link", "set", name, "up")
        yield
    finally:
        ip("link", "del", name, check=False)


@contextmanager
def _machine(number: int, places: dict[str, str]) -> Iterator[Machine]:
    machine = Machine(name=f"mesin{number}", space=f"{MARK}{os.getpid()}{'ab'[number]}")
    ip("netns", "add", machine.space)
    try:
        ip("-n", machine.space, "link", "set", "lo", "up")
        for network, prefix in places.items():
            ours = f"{machine.space}{network[0]}"
            ip("link", "add", ours, "type", "veth", "peer", "name", network, "netns", machine.space)
            ip("link", "set", ours, "master", f"{MARK}{os.getpid()}{network[0]}", "up")
            ip("-n", machine.space, "addr", "add", f"{prefix}.{number + 11}/24", "dev", network)
            ip("-n", machine.space, "link", "set", network, "up")
        yield machine
    finally:
        for network in places:
            ip("link", "del", f"{machine.space}{network[0]}", check=False)
        ip("netns", "del", machine.space, check=False)


def _sweep() -> None:
    """Remove what tests that were killed have left behind."""
    spaces = [line.split()[0] for line in ip("netns", "list").stdout.splitlines()]
    links = [line.split(": ")[1].partition("@")[0] for line in ip("-o", "link").stdout.splitlines()]
    for kind, names in (("link", links), ("netns", spaces)):
        for name in names:
            maker = name.removeprefix(MARK).rstrip("abnd")
            if name.startswith(MARK) and maker.isdigit() and not Path(f"/proc/{maker}").exists():
                ip(kind, "del", name, check=False)


def ip(*words: str, check: bool = True) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["ip", *words], check=check, capture_output=True, text=True)
