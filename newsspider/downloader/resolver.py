"""DNS resolver that refuses names leading into private networks, before anything connects to them.

Each answer is checked where Twisted gets it: the address that was checked is the one that is connected to.
With a proxy it is the proxy that resolves the site's names. Its own name is resolved here, and never refused.
"""

from __future__ import annotations

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
"""All that IANA has given out for single hosts."""
NO_HOSTS = tuple(map(ip_network, ("192.88.99.0/24", "2001::/32", "2002::/16", "3fff::/20")))
"""6to4's relays, Teredo and 6to4, which carry on to an IPv4 address within the address, and documentation.
Others that embed an IPv4 address (::ffff:0:0/96, NAT64's 64:ff9b::/96) lie outside GLOBAL_V6."""


class PrivateAddress(IgnoreRequest):
    """A name that leads to an address that is not a public host's: to this machine, say, or its network."""


def is_public(text: str) -> bool:
    """Whether this IP address is one host's on the public Internet; False for what is no IP address."""
    try:
        address = ip_address(text)
    except ValueError:
        return False
    if address.version == 6 and address not in GLOBAL_V6:
        return False
    return address.is_global and not address.is_multicast and not any(address in net for net in NO_HOSTS)


class PublicNames:
    """A resolver whose answers pass only if all of a name's are public; `refused` holds the others.

    `trusted` are names not to be checked: those of proxies.
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
        """Give the receiver a name's addresses, or none."""
        receiver = resolutionReceiver
        if hostName not in self.trusted:
            receiver = _Checked(self, resolutionReceiver, hostName)
        arguments = (receiver, hostName, portNumber, addressTypes, transportSemantics)
        return self._inner.resolveHostName(*arguments)  # type: ignore[no-any-return]


class _Checked:
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
    """TWISTED_DNS_RESOLVER: Scrapy's own; answers are checked unless PRIVATE_ADDRESSES says no."""

    names: PublicNames | None = None
    private = False

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: ReactorBase) -> Self:
        resolver = super().from_crawler(crawler, reactor)
        resolver.private = crawler.settings.getbool("PRIVATE_ADDRESSES")
        return resolver

    def install_on_reactor(self) -> None:
        """Take the reactor's names over."""
        super().install_on_reactor()
        if self.private:
            PublicResolver.names = None
            return
        proxies = {_host_of_proxy(url) for url in getproxies().values()}
        PublicResolver.names = PublicNames(self.reactor.nameResolver, proxies)
        self.reactor.installNameResolver(cast(IHostnameResolver, PublicResolver.names))


def refuse_private(host: str, address: str | None = None) -> None:
    """Raise PrivateAddress for a host whose name was refused when it was last resolved, or that was reached
    at this address."""
    if address is None and PublicResolver.names is not None:
        address = PublicResolver.names.refused.get(host)
    if address is not None and not is_public(address):
        raise PrivateAddress(f"expected {host} to lead to a public address, found {address}")


def trust_proxy(url: str) -> None:
    """Let a proxy's name lead where it may."""
    if PublicResolver.names is not None:
        PublicResolver.names.trusted.add(_host_of_proxy(url))


def _host_of_proxy(url: str) -> str:
    return urls.host_of(url if "//" in url else f"//{url}")
