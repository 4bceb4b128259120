"""Hosts, each judged by itself: what is wrong with one is a reason with its name; the ordinary is none."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from newsspider.frontier.policy import LinkPolicy
from newsspider.items import Link, LinkKind, Listing, Outcome, Rejection
from newsspider.outlets import OUTLETS
from newsspider.runs.hosts import Asked, host_reasons, refusing_everywhere
from newsspider.store.crawl.hosts import HostAccount, host_accounts, what_came
from newsspider.visits import DuePage, Failure, Fetch, Moved, RequestKind, Source, Unchanged
from tests.store.test_store import HOST, SITE, address, article, opened, rejection, save

SOLO = "solo.tribunnews.com"
ASKED = Asked(outlet="tribun", hosts=frozenset((SOLO,)), pace=2.0)
TRIBUN = OUTLETS["tribun"]


def host(statuses: dict[str, int] | None = None, name: str = SOLO, **more: Any) -> HostAccount:
    """An account; `more` are outcomes, with `__` for a slash, and fields of it."""
    fields = {
        name: more.pop(name)
        for name in ("robots", "waiting", "left_due", "paused", "held", "known", "refuses")
        if name in more
    }
    outcomes = {what.replace("__", "/"): pages for what, pages in more.items()}
    return HostAccount(host=name, outcomes=outcomes, statuses=statuses or {"200": 9}, **fields)


GOOD: dict[str, HostAccount] = {
    "a busy night": host(list=4, other=1, story=200, story__missing__Http404=9, story__unreadable__NoBody=20),
    "nothing new": host(list=4, other=1, known=True),
    "all lists unchanged": host(list=5, known=True),
    "some lists failed": host(list=3, other=1, list__missing__Http404=2, list__server__Http500=2, story=3),
    "one dead link, nothing else": host(list=4, other=1, story__missing__Http404=1, known=True),
    "two pages of pictures": host(list=4, story__unreadable__NoBody=2, known=True),
    "some lists are empty": host(list=1, empty=3, other=1, story=2),
    "an empty sitemap beside a front": host(front=2, empty=1, other=1, story=2),
    "nothing but fronts": host(front=3, other=1, story=2, sitemap__missing__Http404=2),
    "some servers fail": host(list=4, story=96, story__server__Http503=4),
    "some are closed": host(list=4, story=60, story__forbidden__RobotsDisallowed=40),
    "a pause that is over": host(list=4, story=9, waiting=0, paused=300.0),
    "due again meanwhile": host(list=4, story=9, waiting=12, paused=2.0),
    "another crawl holds it": host(waiting=80, held=True),
    "nothing is due": HostAccount(host=SOLO),
    "a sitemap that is missing": host(list=4, sitemap__missing__Http404=3),
    "a guess of ours that is not there": host(list=3, other=1, story=9, list__missing__Http404=1),
    "a sitemap that failed once or twice": host(list=4, story=9, sitemap__server__Http500=2),
    "an address in a sitemap that looks like a front": host(list=4, story=9, front__unreadable__NoLayout=3),
    "guesses that are gone": host(list=3, other=1, story=9, list__gone__Http410=2),
    "a guess that is not for us": host(
        list=3, story=9, list__unreadable__Http406=1, list__unreadable__Http400=1
    ),
    "a guess that leads away": host(list=3, story=9, list__redirected__LeadsElsewhere=1),
    "four of five gone, old": host(list=4, story=1, story__gone__Http410=4),
}


@pytest.mark.parametrize("account", GOOD.values(), ids=list(GOOD))
def test_what_is_ordinary_is_no_reason(account: HostAccount) -> None:
    """Cases T2 and T3, the other way: a small or quiet newsroom is no alarm."""
    assert host_reasons([account], {}, ASKED) == []


def test_an_asked_pause_that_we_kept_is_no_reason() -> None:
    assert host_reasons([host(list=4, story=9)], {f"paused/{SOLO}": 3600}, ASKED) == []


ROBOTS = "expected https://solo.tribunnews.com/robots.txt to be answered, found CannotResolveHostError: x (y)"
BAD: dict[str, tuple[HostAccount, str]] = {
    "closed": (
        host(other=1, list__forbidden__RobotsDisallowed=4),
        "closed by robots.txt (4 RobotsDisallowed)",
    ),
    "robots.txt leads elsewhere": (
        host(
            {"302": 1},
            list__robots_unreachable__RobotsUnreachable=5,
            robots=ROBOTS.rpartition("Cannot")[0]
            + "ForeignHost: expected a host of tribun, found 'x.example'",
        ),
        "robots.txt cannot be had (5 RobotsUnreachable; ForeignHost: expected a host of tribun, found 'x.example')",
    ),
    "robots.txt fails": (
        host(
            {"500": 1},
            list__robots_unreachable__RobotsUnreachable=5,
            robots=ROBOTS.replace("Cannot", "HTTP 500 Cannot"),
        ),
        "robots.txt cannot be had (5 RobotsUnreachable; HTTP 500 Cannot",
    ),
    "no such name": (
        host({"0": 1}, list__robots_unreachable__RobotsUnreachable=5, robots=ROBOTS),
        "no answer (5 RobotsUnreachable; CannotResolveHostError: x [y])",
    ),
    "silent": (host({"0": 6}, list__timeout__DownloadTimeoutError=5), "no answer (5 DownloadTimeoutError)"),
    "refused": (host({"403": 6}, list__refused__Http403=5), "refuses us (5 Http403)"),
    "rests after refusing its stories": (
        host(list=4, story=3, story__refused__Http403=5, waiting=90, paused=21_590.0, refuses=True),
        "refuses us (5 Http403; it rests for 5 h 59 min more; 90 due pages wait)",
    ),
    "rests since an earlier run": (
        host(waiting=13, paused=9000.0, refuses=True),
        "refuses us (it rests for 2 h 30 min more; 13 due pages wait)",
    ),
    "refuses still after its rest": (
        host({"403": 1}, list__refused__Http403=1, refuses=True),
        "refuses us (1 Http403)",
    ),
    "payment": (host({"402": 6}, list__unreadable__Http402=5), "no list could be read (5 Http402)"),
    "lists missing": (
        host({"404": 6}, other=1, list__missing__Http404=5),
        "no list could be read (5 Http404)",
    ),
    "lists elsewhere": (
        host(list__redirected__LeadsElsewhere=4),
        "its lists lead to another host (4 LeadsElsewhere)",
    ),
    "most lists fail": (
        host(list=1, other=1, list__server__Http500=3),
        "most of its lists could not be had (3 Http500)",
    ),
    "lists empty": (host(empty=4, other=1), "its lists name no story (4 read, 0 not)"),
    "only the front names stories": (
        host(empty=3, front=1, other=1, story=9),
        "its lists name no story (3 read, 0 not)",
    ),
    "lists empty or gone": (host(empty=1, list__gone__Http410=3), "its lists name no story (1 read, 3 not)"),
    "all stories fail": (
        host(list=4, story__server__Http500=1, known=True),
        "none of its stories could be had",
    ),
    "the first night's only story": (
        host(list=4, story__missing__Http404=1),
        "none of its stories could be had",
    ),
    "all stories gone": (
        host(list=4, story__gone__Http410=3, known=True),
        "none of its stories could be had",
    ),
    "a third fails": (
        host(list=4, story=10, story__server__Http502=5),
        "many of its stories could not be had (5 of 15: 5",
    ),
    "most are too large": (
        host(list=4, story=1, story__too_large__ResponseTooLarge=9),
        "most of its stories",
    ),
    "most are closed": (host(list=4, story=1, story__forbidden__RobotsDisallowed=9), "most of its stories"),
    "waits": (
        host(list=4, story=1, waiting=13, paused=21_000.0),
        "asks to be left alone (for 5 h 50 min more nobody asks it; 13 due pages wait)",
    ),
    "not asked": (HostAccount(host=SOLO, waiting=13), "was not asked for anything (13 due pages wait)"),
    "a list is a feed": (
        host(list=4, story=9, list__unreadable__Feed=1),
        "a list of it could not be read (1 Feed)",
    ),
    "a list is data": (
        host(list=1, list__unreadable__JsonData=2, known=True),
        "a list of it could not be read (2 JsonData)",
    ),
    "a front is of no form": (
        host(list=4, list__unreadable__NoLayout=1),
        "a list of it could not be read (1 NoLayout)",
    ),
    "a list is blank": (
        host(list=4, list__unreadable__EmptyPage=1),
        "a list of it could not be read (1 EmptyPage)",
    ),
    "a list is too slow": (
        host(list=4, list__unreadable__TooSlow=1),
        "a list of it could not be read (1 TooSlow)",
    ),
    "a list is a notice, one is missing": (
        host(list=4, list__unreadable__Maintenance=1, list__missing__Http404=1),
        "a list of it could not be read (1 Maintenance)",
    ),
    "pages were left": (
        host(list=4, story=9, left_due=12),
        "the crawl ended before all its pages were asked for (12 due",
    ),
    "named sitemaps fail": (
        host(list=3, other=2, story=9, sitemap__server__Http500=3),
        "sitemaps that it names could not be had (3 Http500)",
    ),
    "named sitemaps are silent": (
        host(
            list=4, story=9, sitemap__timeout__DownloadTimeoutError=2, sitemap__cut__ResponseDataLossError=2
        ),
        "sitemaps that it names could not be had (2 DownloadTimeoutError, 2 ResponseDataLossError)",
    ),
    "a sitemap is none": (
        host(list=4, sitemap__unreadable__NoBody=1),
        "a sitemap that it names could not be read",
    ),
}


@pytest.mark.parametrize(("account", "said"), BAD.values(), ids=list(BAD))
def test_what_is_wrong_with_one_host_is_a_reason_with_its_name(account: HostAccount, said: str) -> None:
    """Cases T2 and T3: whatever the cause, on the first night and later."""
    (reason,) = host_reasons([account], {}, ASKED)
    assert reason.text.startswith(f"{SOLO}: {said}")
    assert reason.subject == SOLO
    assert not any(letter.isdigit() for letter in reason.code)


def test_what_a_host_asks_for_is_said() -> None:
    """Case T2."""
    counters = {f"paused/{SOLO}": 604_800, f"crawl_delay/{SOLO}": 3600}
    paused, slow = host_reasons([host(list=4, story=2, waiting=13, paused=21_599.0)], counters, ASKED)
    assert paused.text == (
        f"{SOLO}: asks to be left alone (it asks for 7 days, Retry-After; for 5 h 59 min more nobody asks it;"
        " 13 due pages wait)"
    )
    assert slow.text.startswith(
        f"{SOLO}: robots.txt asks for a slower pace than we keep (Crawl-delay: 3,600 s"
    )


def test_many_hosts_with_one_trouble_are_one_reason() -> None:
    """Item 5: the list of reasons is bounded, and its causes do not change with the hosts."""
    names = [f"host{number:02}.tribunnews.com" for number in range(40)]
    closed = [replace(BAD["closed"][0], host=name) for name in names]
    for number, lines in ((3, 3), (4, 1), (40, 1)):
        assert len(host_reasons(closed[:number], {}, ASKED)) == lines
    (reason,) = host_reasons(closed, {}, ASKED)
    assert reason.text.startswith(
        "40 hosts: closed by robots.txt (host00.tribunnews.com, host01.tribunnews.com, "
    )
    assert reason.text.endswith(", host39.tribunnews.com; each: 4 RobotsDisallowed)")
    unlike = replace(host(other=1, list__forbidden__RobotsDisallowed=5), host=names[0])
    (reason,) = host_reasons([unlike, *closed[1:]], {}, ASKED)
    assert "(host00.tribunnews.com [5 RobotsDisallowed], host01.tribunnews.com [4 Robots" in reason.text
    assert "[4 RobotsDisallowed] and 30 more: host10.tribunnews.com, " in reason.text
    identities = {one.identity for number in (7, 40) for one in host_reasons(closed[:number], {}, ASKED)}
    assert identities == {("host_closed", "")}


def test_a_walk_through_past_days_may_find_days_without_stories() -> None:
    walk = replace(ASKED, nightly=False, whole=False)
    assert (
        host_reasons([host(empty=3, waiting=20, paused=900.0), HostAccount(host=HOST, waiting=4)], {}, walk)
        == []
    )


REFUSED = host({"403": 5}, list__refused__Http403=4)
RESTS = HostAccount(host=SOLO, waiting=9, paused=9000.0, refuses=True)
EVERYWHERE: dict[str, tuple[list[HostAccount], int]] = {
    "every host refuses": ([REFUSED] * 3, 3),
    "every host rests": ([RESTS] * 3, 3),
    "some rest, some refuse": ([RESTS, REFUSED], 2),
    "robots.txt is open": ([replace(REFUSED, outcomes={**REFUSED.outcomes, "other": 1})] * 2, 2),
    "others are not asked": ([REFUSED, REFUSED, HostAccount(host=SOLO)], 2),
    "a few are missing or silent": ([REFUSED] * 3 + [host({"404": 1}, list__missing__Http404=4)], 3),
    "one host lets us in": ([REFUSED] * 9 + [host(list=4)], 0),
    "one list is empty": ([REFUSED] * 9 + [host(empty=1)], 0),
    "most are closed": ([REFUSED] * 3 + [host(list__forbidden__RobotsDisallowed=4)] * 4, 0),
    "one page alone": ([host({"403": 1}, story__refused__Http403=1)], 0),
    "nothing is due": ([HostAccount(host=SOLO)], 0),
}


@pytest.mark.parametrize(("accounts", "number"), EVERYWHERE.values(), ids=list(EVERYWHERE))
def test_run_is_refused_where_no_host_lets_us_in(accounts: list[HostAccount], number: int) -> None:
    assert len(refusing_everywhere(accounts)) == number


def page(kind: str = "listing", how: str = Source.SEED, **more: Any) -> DuePage:
    return DuePage(id=1, url=f"{SITE}/sitemap.xml", host=HOST, kind=kind, depth=0, found_how=how, **more)


def listing(source: Source, *urls: str, final_url: str = f"{SITE}/x.xml") -> Listing:
    links = tuple(Link(kind=LinkKind.STORY, url=url, anchor="x") for url in urls)
    fetch = Fetch(page=f"{SITE}/x.xml", depth=0, status=200, final_url=final_url)
    return Listing(
        outlet="tribun", url=f"{SITE}/x.xml", layout="Sitemap", source=source, links=links, fetch=fetch
    )


def failing(kind: str, failure: Failure, reason: str) -> Rejection:
    fetch = Fetch(page=address(1), depth=0, status=0, kind=RequestKind(kind))
    return Rejection(outlet="tribun", url=address(1), reason=reason, detail="x", failure=failure, fetch=fetch)


def unchanged(kind: str, names: bool) -> Unchanged:
    return Unchanged(outlet="tribun", url=address(1), kind=kind, names_stories=names)


CAME: dict[str, tuple[Outcome, str]] = {
    "a story": (article(1), "story"),
    "a story unchanged": (unchanged("story", False), "story"),
    "a story at another address": (Moved(outlet="tribun", url=address(1), to=address(2)), "story"),
    "a story on another host": (
        Moved(outlet="tribun", url=address(1), to=f"https://{SOLO}/news/7858656/kopi"),
        "story/redirected/LeadsElsewhere",
    ),
    "a list": (listing(Source.SITEMAP, address(1)), "list"),
    "a list of nothing": (listing(Source.SITEMAP), "empty"),
    "a list of others' stories": (listing(Source.HUB, f"https://{SOLO}/news/7858656/kopi"), "empty"),
    "a list of no stories": (listing(Source.HUB, f"{SITE}/tag/kopi", "https://lain.example/1"), "empty"),
    "robots.txt": (listing(Source.ROBOTS), "other"),
    "a sitemap index": (listing(Source.SITEMAP_INDEX), "other"),
    "a list on another host": (
        listing(Source.SITEMAP, address(1), final_url=f"https://{SOLO}/x.xml"),
        "list/redirected/LeadsElsewhere",
    ),
    "a list unchanged": (unchanged("listing", True), "list"),
    "an empty list unchanged": (unchanged("listing", False), "empty"),
    "a failing story": (failing("story", Failure.SERVER, "Http500"), "story/server/Http500"),
    "a failing list": (
        failing("list", Failure.FORBIDDEN, "RobotsDisallowed"),
        "list/forbidden/RobotsDisallowed",
    ),
}


@pytest.mark.parametrize(("outcome", "what"), CAME.values(), ids=list(CAME))
def test_what_came_of_a_page_is_counted_for_its_host(outcome: Outcome, what: str) -> None:
    found = tuple(LinkPolicy().pages_of(TRIBUN, outcome))
    assert what_came(address(1), outcome, found) == what


def test_a_page_is_asked_for_as_what_named_it() -> None:
    """Case S2: a list that robots.txt or a sitemap index has named is to be one."""
    assert page().request_kind == page(how=Source.INDEX).request_kind == "list"
    assert page(how=Source.ROBOTS).request_kind == page(how=Source.SITEMAP_INDEX).request_kind == "sitemap"
    assert page("story", how=Source.SITEMAP).request_kind == "story"


async def test_accounts_are_written_with_the_pages_and_outlive_the_process(database: str) -> None:
    """Item 5: a process that dies has counted what it stored, and no more."""
    async with opened(database) as store:
        store.worker.id = None  # it says nothing at its end
        run = store.run
        await save(store, article(1), rejection(address(2), 503), rejection(address(3), 503), article(4))
    async with opened(database) as other:
        assert run is not None
        found = await host_accounts(other.pool, run, "tribun", [HOST, "bali.tribunnews.com"])
    accounts = {one.host: one for one in found}
    assert accounts[HOST].read("story") == 2
    assert [(one.reason, one.pages) for one in accounts[HOST].failed("story")] == [("Http503", 2)]
    assert accounts[HOST].known
    assert accounts["bali.tribunnews.com"] == HostAccount(host="bali.tribunnews.com")
