"""Names that lead into private networks, and steps from https to http, are refused (cases X5 and X6)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

import pytest

from newsspider.downloader.resolver import PublicNames, is_public
from newsspider.outlets import OUTLETS
from tests.running.crawling import ROOT

PUBLIC = [
    "8.8.8.8",
    "103.123.4.5",
    "172.32.0.1",
    "192.169.0.1",
    "100.128.0.1",
    "2606:4700::1111",
    "2404:6800::1",
]
PRIVATE = {
    "loopback": ["127.0.0.1", "127.9.9.9", "::1"],
    "unspecified": ["0.0.0.0", "0.1.2.3", "::"],
    "private": [
        "10.0.0.1",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "fc00::1",
        "fd12:3456::1",
        "fec0::1",
    ],
    "link-local": ["169.254.169.254", "fe80::1", "fe80::1%eth0"],
    "carrier-grade NAT": ["100.64.0.1", "100.127.255.254"],
    "multicast": ["224.0.0.1", "239.255.255.250", "ff02::1"],
    "broadcast and reserved": [
        "255.255.255.255",
        "240.0.0.1",
        "198.18.0.1",
        "192.0.2.1",
        "203.0.113.7",
        "2001:db8::1",
    ],
    "IPv4 within IPv6": [
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::ffff:8.8.8.8",
        "::7f00:1",
        "64:ff9b::7f00:1",
        "64:ff9b::808:808",
        "64:ff9b:1::a00:1",
        "2002:7f00:1::",
        "2001:0:7f00:1::1",
    ],
    "no address": ["", "localhost", "2130706433", "0x7f.1", "127.1"],
}


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_are_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("address", [address for kind in PRIVATE.values() for address in kind])
def test_all_others_are_not(address: str) -> None:
    """Case X5."""
    assert not is_public(address)


class Resolver:
    """A resolver that gives a name these addresses, and the one who hears them."""

    def __init__(self, addresses: list[str]) -> None:
        self.addresses, self.heard, self.completed = addresses, [], False  # type: ignore[var-annotated]

    def resolveHostName(self, receiver: Any, *_: Any) -> Any:
        receiver.resolutionBegan(self)
        for address in self.addresses:
            receiver.addressResolved(type("Address", (), {"host": address}))
        receiver.resolutionComplete()
        return self

    def resolutionBegan(self, resolution: Any) -> None:
        assert resolution is self

    def addressResolved(self, address: Any) -> None:
        self.heard.append(address.host)

    def resolutionComplete(self) -> None:
        self.completed = True


@pytest.mark.parametrize(
    ("addresses", "heard"),
    [
        (["8.8.8.8", "2606:4700::1111"], ["8.8.8.8", "2606:4700::1111"]),
        (["8.8.8.8", "10.0.0.1"], []),
        (["::1", "8.8.8.8"], []),
        ([], []),
    ],
)
def test_every_answer_of_a_resolver_counts(addresses: list[str], heard: list[str]) -> None:
    """Case X5: one private answer among several is enough."""
    resolver = Resolver(addresses)
    names = PublicNames(resolver, {"proxy.internal"})
    names.resolveHostName(resolver, "www.tribunnews.com")
    assert (resolver.heard, resolver.completed) == (heard, True)
    assert bool(names.refused) == bool(addresses and not heard)
    resolver.heard.clear()
    names.resolveHostName(resolver, "proxy.internal")
    assert resolver.heard == addresses


def asked(addresses: dict[str, str], **environment: str) -> dict[str, Any]:
    """What became of a request to each host, whose name leads to this address."""
    own = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    done = subprocess.run(
        [sys.executable, str(ROOT / "tests/network/crawl.py"), json.dumps(addresses)],
        cwd=ROOT,
        env={**own, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    seen: dict[str, Any] = json.loads(done.stdout)
    return seen


def test_a_crawl_connects_to_no_private_address() -> None:
    """Case X5: refused with its own reason before anything connects; a public one is asked."""
    private = [
        address for kind in PRIVATE.values() for address in kind if "." in address and ":" not in address
    ]
    private = [address for address in private if address.count(".") == 3]
    hosts = sorted(OUTLETS["tribun"].hosts)
    addresses = dict(zip(hosts, [*private, "8.8.8.8"], strict=False))
    seen = asked(addresses)
    public = hosts[len(private)]
    assert {*seen["connected"]} == {"8.8.8.8"}
    assert seen["failed"].keys() == addresses.keys()
    for host, address in addresses.items():
        reason, message = seen["failed"][host]
        if host == public:
            assert reason == "RobotsUnreachable"
        else:
            assert reason == "PrivateAddress", (host, message)
            assert message == f"expected {host} to lead to a public address, found {address}"


def test_a_proxy_may_be_private() -> None:
    """The proxy resolves the site's names; its own leads where the operator says."""
    addresses = {"www.tribunnews.com": "10.1.2.3", "proxy.internal": "127.0.0.1"}
    seen = asked(addresses, https_proxy="http://proxy.internal:3128")
    assert seen["failed"]["www.tribunnews.com"][0] == "RobotsUnreachable"
    assert "10.1.2.3" not in seen["connected"]
    assert seen["connected"]
