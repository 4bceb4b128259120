"""Outlets of a crawl: by name, by host, and addresses judged by the outlet of their host."""

from __future__ import annotations

import pytest

from newsspider.outlets import OUTLETS
from newsspider.outlets.address import AddressKind
from newsspider.outlets.crawled import CrawledOutlets
from newsspider.outlets.limits import Limits

TRIBUN, KOMPAS = OUTLETS["tribun"], OUTLETS["kompas"]
BOTH = CrawledOutlets([TRIBUN, KOMPAS])
STORY = "https://money.kompas.com/read/2026/07/24/071500126/harga-garam"


@pytest.mark.parametrize(
    ("url", "outlet", "kind", "allowed"),
    [
        (STORY, "kompas", AddressKind.STORY, True),
        (STORY + "?page=all#kopi", "kompas", AddressKind.STORY, True),
        ("https://solo.tribunnews.com/2026/07/24/kopi", "tribun", AddressKind.STORY, True),
        ("https://m.tribunnews.com/2026/07/24/kopi", "tribun", AddressKind.STORY, True),
        ("https://video.tribunnews.com/view/1/kopi", "tribun", AddressKind.OTHER, False),
        ("https://www.contoh.id/2026/07/24/kopi", "tribun", AddressKind.UNKNOWN, False),
        ("javascript:void(0)", "tribun", AddressKind.UNKNOWN, False),
        ("", "tribun", AddressKind.UNKNOWN, False),
    ],
)
def test_address_is_judged_by_the_outlet_of_its_host(
    url: str, outlet: str, kind: AddressKind, allowed: bool
) -> None:
    """What belongs to none is judged by the outlet of the page."""
    address = BOTH.seen_from(TRIBUN).address(url)
    assert (address.outlet, address.kind, address.allowed) == (outlet, kind, allowed)


def test_one_outlet_judges_all_addresses_itself() -> None:
    assert CrawledOutlets([TRIBUN]).seen_from(TRIBUN) is TRIBUN


def test_no_host_belongs_to_two_outlets() -> None:
    hosts = [host for outlet in OUTLETS.values() for host in {*outlet.hosts, *outlet.mirrors}]
    assert len(hosts) == len(set(hosts))


def test_limits_of_the_crawl_are_those_of_each_outlet() -> None:
    limited = CrawledOutlets([TRIBUN, KOMPAS], Limits(links_limit=7))
    assert {limited.named(name).limits.links_limit for name in limited.names} == {7}
    assert limited.named("kompas") is limited.at("money.kompas.com")


def test_host_of_none_is_an_outlet_of_its_own() -> None:
    assert BOTH.with_host("money.kompas.com") is BOTH
    more = BOTH.with_host("www.contoh.id")
    assert more.names == ("tribun", "kompas", "www.contoh.id")
    own = more.of("https://www.contoh.id/2026/07/24/kopi-di-lereng-merapi")
    assert own.name == "www.contoh.id"
    assert own.seeds("www.contoh.id", None) == (  # type: ignore[arg-type]
        "https://www.contoh.id/robots.txt",
        "https://www.contoh.id/sitemap.xml",
        "https://www.contoh.id/",
    )
    assert (BOTH.allow(STORY), BOTH.allow(STORY.replace(".com/", ".com:81/"))) == (True, False)
    assert (more.allow("https://www.contoh.id/"), BOTH.allow("https://www.contoh.id/")) == (True, False)


@pytest.mark.parametrize(
    ("word", "host"),
    [
        ("solo", "solo.tribunnews.com"),
        ("solo.tribunnews.com", "solo.tribunnews.com"),
        ("tribunnews.com", "www.tribunnews.com"),
        ("m.tribunnews.com", "www.tribunnews.com"),
        ("kompas.com", "www.kompas.com"),
        ("money.kompas.com", "money.kompas.com"),
    ],
)
def test_host_is_named_in_short_in_full_and_without_www(word: str, host: str) -> None:
    assert list(BOTH.hosts_named(word)) == [host]


def test_unknown_host_names_none() -> None:
    assert BOTH.hosts_named("contoh.id") == {}
