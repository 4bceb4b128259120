"""Tests of hosts that refuse us: when one rests, and when a crawl is refused everywhere."""

from __future__ import annotations

from typing import cast

import pytest

from newsspider.downloader.failures import failure_of_status
from newsspider.frontier.leases import HostLeases
from newsspider.frontier.pauses import HostPauses
from newsspider.frontier.refusals import HostRefusals
from newsspider.items import Rejection
from newsspider.store.crawl.store import Store
from newsspider.visits import Fetch

NAMES = [f"host{number}.tribunnews.com" for number in range(8)]
REST = 21_600.0


def refusals_of(*hosts: str) -> HostRefusals:
    leases = HostLeases(cast(Store, None), dict.fromkeys(hosts, "tribun"), 45, 0)
    return HostRefusals(leases, HostPauses(), REST)


def refuse(refusals: HostRefusals, host: str, times: int) -> None:
    for _ in range(times):
        refusals.refused(host)


def rests(refusals: HostRefusals, host: str) -> bool:
    return refusals.pauses.remaining(host) > REST - 60


@pytest.mark.parametrize("times", [4, 5, 9])
def test_host_rests_after_five_refusals_in_a_row(times: int) -> None:
    refusals = refusals_of(*NAMES)
    refuse(refusals, NAMES[0], times)
    assert rests(refusals, NAMES[0]) == (times >= 5) == refusals.leases.refuses.get(NAMES[0], False)
    assert not any(rests(refusals, host) for host in NAMES[1:])
    assert not refusals.is_everywhere


def test_answer_ends_the_row() -> None:
    refusals = refusals_of(*NAMES)
    refuse(refusals, NAMES[0], 4)
    refusals.answered(NAMES[0])
    refuse(refusals, NAMES[0], 4)
    assert not rests(refusals, NAMES[0])
    assert refusals.leases.refuses[NAMES[0]] is False


def test_answer_of_another_host_does_not_end_the_row() -> None:
    refusals = refusals_of(*NAMES)
    refuse(refusals, NAMES[0], 4)
    refusals.answered(NAMES[1])
    refusals.refused(NAMES[0])
    assert rests(refusals, NAMES[0])


def test_host_that_refuses_after_its_rest_rests_again_at_once() -> None:
    refusals = refusals_of(*NAMES)
    refuse(refusals, NAMES[0], 5)
    refusals.pauses._until.clear()
    refusals.refused(NAMES[0])
    assert rests(refusals, NAMES[0])


@pytest.mark.parametrize("number", [1, 2, 4])
def test_few_hosts_are_all_asked_five_times(number: int) -> None:
    refusals = refusals_of(*NAMES[:number])
    for host in NAMES[:number]:
        assert not refusals.is_everywhere
        refuse(refusals, host, 5)
    assert refusals.is_everywhere


def test_many_hosts_are_asked_twenty_five_times_in_all() -> None:
    refusals = refusals_of(*NAMES)
    asked = [host for _ in range(4) for host in NAMES]
    for number, host in enumerate(asked, start=1):
        refusals.refused(host)
        assert refusals.is_everywhere == (number >= 25)
    assert all(rests(refusals, host) for host in NAMES), "none is to be asked again soon"


def test_four_of_many_hosts_are_not_everywhere() -> None:
    refusals = refusals_of(*NAMES)
    for host in NAMES[:4]:
        refuse(refusals, host, 9)
    assert not refusals.is_everywhere


def test_robots_txt_alone_is_not_everywhere() -> None:
    """Its 403 allows everything (RFC 9309, 2.3.1.3), so pages must be asked for."""
    refusals = refusals_of(*NAMES)
    for host in NAMES * 4:
        refusals.refused(host, is_page=False)
    assert not refusals.is_everywhere


def visit(refusals: HostRefusals, number: int, status: int, refused_before: bool = False) -> None:
    url = f"https://{NAMES[0]}/news/78586{number:02}/kopi"
    fetch = Fetch(page=url, depth=0, status=status, refused_before=refused_before)
    failure = failure_of_status(status)
    refusals.watch(
        Rejection(outlet="tribun", url=url, reason=f"Http{status}", detail="x", failure=failure, fetch=fetch)
    )


@pytest.mark.parametrize(
    ("status", "rested"), [(403, True), (401, True), (451, True), (404, False), (429, False), (500, False)]
)
def test_status_decides_what_a_refusal_is(status: int, rested: bool) -> None:
    refusals = refusals_of(*NAMES)
    for number in range(5):
        visit(refusals, number, status)
    assert rests(refusals, NAMES[0]) is rested


@pytest.mark.parametrize(("lets_in", "rested"), [(True, False), (False, True)])
def test_pages_that_are_closed_for_good_rest_no_open_host(lets_in: bool, rested: bool) -> None:
    """Their retries come one after the other."""
    refusals = refusals_of(*NAMES)
    if lets_in:
        visit(refusals, 9, 404)
    for number in range(8):
        visit(refusals, number, 403, refused_before=True)
    assert rests(refusals, NAMES[0]) is rested


def test_throttling_and_errors_do_not_end_the_row() -> None:
    refusals = refusals_of(*NAMES)
    for number, status in enumerate((403, 403, 429, 403, 500, 403, 503, 403)):
        visit(refusals, number, status)
    assert rests(refusals, NAMES[0])


def test_one_answer_keeps_the_crawl_going() -> None:
    refusals = refusals_of(*NAMES)
    refusals.answered(NAMES[7])
    for host in NAMES[:7]:
        refuse(refusals, host, 9)
    assert not refusals.is_everywhere


def of_two_outlets() -> HostRefusals:
    """Six hosts of each of two outlets."""
    hosts = {f"{name}{number}.example": name for name in ("satu", "dua") for number in range(6)}
    return HostRefusals(HostLeases(cast(Store, None), hosts, 45, 0), HostPauses(), REST)


def test_refusing_outlet_rests_as_a_whole_and_the_other_goes_on() -> None:
    refusals = of_two_outlets()
    for number in range(5):
        refuse(refusals, f"satu{number}.example", 5)
    assert refusals.refusing == {"satu"}
    assert not refusals.is_everywhere
    assert all(rests(refusals, f"satu{number}.example") for number in range(6))
    assert not any(rests(refusals, f"dua{number}.example") for number in range(6))
    for number in range(5):
        refuse(refusals, f"dua{number}.example", 5)
    assert refusals.is_everywhere


def test_outlet_that_lets_us_in_once_does_not_refuse() -> None:
    refusals = of_two_outlets()
    refusals.answered("satu0.example")
    for number in range(1, 6):
        refuse(refusals, f"satu{number}.example", 5)
    assert refusals.refusing == set()
