"""DNS resolver that refuses names of private addresses, before anything connects to them.

Each answer is checked where Twisted receives it, so the checked address is the one that is connected to.
With a proxy, the proxy resolves the site's names. The proxy's own name is resolved here, and never refused.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from ipaddress import ip_address, ip_network
from typing import TYPE_CHECKING, Any, Self, cast
from urllib.request import getproxies

from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.resolver import CachingThreadedResolver
from twisted.internet.interfaces import IAddress, IHostnameResolver, IHostResolution

from newsspider import urls

if TYPE_CHECKING:
    from twisted.internet.base import ReactorBase

GLOBAL_V6 = ip_network("2000::/3")
"""All unicast addresses that IANA has assigned."""
EXCLUDED = tuple(map(ip_network, ("192.88.99.0/24", "2001::/32", "2002::/16", "3fff::/20")))
"""6to4 relays, Teredo and 6to4, which lead on to an embedded IPv4 address, and documentation. Other prefixes
that embed an IPv4 address (::ffff:0:0/96, NAT64's 64:ff9b::/96) lie outside GLOBAL_V6."""


class PrivateAddress(IgnoreRequest):
    """A name that resolves to an address that is not public, such as this machine's or its network's."""


def is_public(text: str) -> bool:
    """Whether this is the IP address of one host on the public Internet; False for what is no IP address."""
    try:
        address = ip_address(text)
    except ValueError:
        return False
    if address.version == 6 and address not in GLOBAL_V6:
        return False
    return address.is_global and not address.is_multicast and not any(address in net for net in EXCLUDED)


class PublicNames:
    """Resolver that passes the answer for a name only if all its addresses are public.

    `refused` maps each refused name to its private address. `trusted` names, the proxies', are not checked.
    """

    def __init__(self, inner: Any, trusted: set[str]) -> None:
        self._inner, self.trusted = inner, trusted
        self.refused: dict[str, str] = {}

    def resolveHostName(
        self,
        resolutionReceiver: Any,
        hostName: str,
        portNumber: int = 0,
        addressTypes: Sequence[type[IAddress]] | None = None,
        transportSemantics: str = "TCP",
    ) -> IHostResolution:
        """Pass a name's addresses to the receiver, or none."""
        receiver = resolutionReceiver
        if hostName not in self.trusted:
            receiver = _CheckedReceiver(self, resolutionReceiver, hostName)
        arguments = (receiver, hostName, portNumber, addressTypes, transportSemantics)
        return self._inner.resolveHostName(*arguments)  # type: ignore[no-any-return]


class _CheckedReceiver:
    def __init__(self, names: PublicNames, receiver: Any, name: str) -> None:
        self._names, self._receiver, self._name = names, receiver, name
        self._found: list[Any] = []

    def resolutionBegan(self, resolution: Any) -> None:
        self._receiver.resolutionBegan(resolution)

    def addressResolved(self, address: Any) -> None:
        self._found.append(address)

    def resolutionComplete(self) -> None:
        private = [address.host for address in self._found if not is_public(address.host)]
        if private:
            self._names.refused[self._name] = private[0]
        else:
            self._names.refused.pop(self._name, None)
            for address in self._found:
                self._receiver.addressResolved(address)
        self._receiver.resolutionComplete()


class PublicResolver(CachingThreadedResolver):
    """TWISTED_DNS_RESOLVER: Scrapy's own, with checked answers unless PRIVATE_ADDRESSES is true."""

    private = False

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: ReactorBase) -> Self:
        resolver = super().from_crawler(crawler, reactor)
        resolver.private = crawler.settings.getbool("PRIVATE_ADDRESSES")
        return resolver

    def install_on_reactor(self) -> None:
        """Install the checked resolver, trusting the environment's proxies, and a monotonic clock.

        Twisted's own is the wall clock. When it jumps back, whatever was scheduled waits for as long; when it
        jumps ahead, each request times out. This is the one hook before anything is scheduled.
        """
        setattr(self.reactor, "seconds", time.monotonic)  # noqa: B010 - mypy takes it for a method
        super().install_on_reactor()
        if self.private:
            return
        proxies = {_host_of_proxy(url) for url in getproxies().values()}
        names = PublicNames(self.reactor.nameResolver, proxies)
        self.reactor.installNameResolver(cast(IHostnameResolver, names))


def _installed() -> PublicNames | None:
    """The reactor's resolver, if it is the checked one."""
    from twisted.internet import reactor  # here: to import it installs one

    resolver = cast("ReactorBase", reactor).nameResolver
    return resolver if isinstance(resolver, PublicNames) else None


def refuse_private(host: str, address: str | None = None) -> None:
    """Raise PrivateAddress if the host's name was refused when last resolved, or if `address`, where it was
    reached, is private."""
    if address is None and (names := _installed()) is not None:
        address = names.refused.get(host)
    if address is not None and not is_public(address):
        raise PrivateAddress(f"expected {host} to lead to a public address, found {address}")


def trust_proxy(url: str) -> None:
    """Exempt a proxy's name from the check."""
    if (names := _installed()) is not None:
        names.trusted.add(_host_of_proxy(url))


def _host_of_proxy(url: str) -> str:
    return urls.host_of(url if "//" in url else f"//{url}")
