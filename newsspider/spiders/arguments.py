"""Arguments of a crawl (`-a name=value`): parsed and validated."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Self

from newsspider.browser.policy import RenderMode
from newsspider.frontier.backfill import MAX_DAYS, BackfillRange
from newsspider.frontier.policy import FOLLOWED, LinkPolicy
from newsspider.items import LinkKind
from newsspider.outlets.crawled import CrawledOutlets
from newsspider.outlets.site import Site
from newsspider.urls import host_of
from newsspider.validation import BadValue, day, one_of, refuse, whole_number

NAMES = ("again", "depth", "follow", "hosts", "limit", "render", "section", "since", "until", "url")
OF_SEVERAL = (*NAMES, "outlets")
"""The names of a crawl of several outlets."""
HOST = re.compile(r"(?=.{4,253})(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}")
"""A host that may be an outlet of its own."""
DEFAULT_DEPTH = 2
"""Of a night's crawl; given addresses and backfills follow no links by default."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Arguments:
    """The arguments of a crawl, validated.

    `outlets` are those of the `hosts`. `limit` is the most stories to fetch. `given` are the addresses to
    crawl, `backfill` the days to walk, in place of the outlets' seeds. `render` is None where the settings
    decide.
    """

    link_policy: LinkPolicy
    outlets: CrawledOutlets
    hosts: frozenset[str]
    limit: int | None = None
    given: tuple[str, ...] = ()
    backfill: BackfillRange | None = None
    render: RenderMode | None = None

    @classmethod
    def parse(
        cls, outlets: CrawledOutlets, stated: Mapping[str, object], default_hosts: str | None = ""
    ) -> Self:
        """Parse the arguments of the command line. `default_hosts` is the setting HOSTS. Raises BadValue."""
        texts = {name: str(value) for name, value in operator_arguments(stated).items() if value is not None}
        names = OF_SEVERAL if outlets.is_open else NAMES
        if unknown := sorted(set(operator_arguments(stated)) - set(names)):
            raise BadValue(f"expected -a with one of {', '.join(names)}, found {', '.join(unknown)}")
        urls = _words(texts.get("url", ""))
        if "url" in texts and not urls:
            raise refuse("-a url=", "addresses", texts["url"])
        outlets = _outlets(outlets, texts, urls)
        outlets, hosts = _hosts(outlets, "" if urls else texts.get("hosts") or default_hosts or "")
        given = tuple(_address(outlets, url) for url in urls)
        backfill = _backfill(outlets, texts, hosts)
        if given and (backfill or texts.keys() & {"hosts", "outlets"}):
            raise BadValue(f"expected -a url= by itself, found it beside {_besides(outlets)}")
        if given:
            outlets, hosts = _given(outlets, given, with_all=bool(texts.get("depth")))
        depth = _number("depth", texts, least=0)
        if depth is None:
            depth = 0 if given or backfill else DEFAULT_DEPTH
        render = texts.get("render")
        return cls(
            link_policy=LinkPolicy(depth=depth, follow=_kinds(texts.get("follow")), hosts=hosts),
            outlets=outlets,
            hosts=hosts,
            limit=_number("limit", texts, least=1),
            given=given,
            backfill=backfill,
            render=None if render is None else RenderMode(one_of("-a render=", render, list(RenderMode))),
        )


def operator_arguments(stated: Mapping[str, object]) -> dict[str, object]:
    """The arguments without those of the program that runs the spider (Scrapyd's `_job`, `_version`)."""
    return {name: value for name, value in stated.items() if not name.startswith("_")}


def _words(text: str) -> list[str]:
    return [word.strip() for word in text.split(",") if word.strip()]


def _number(name: str, texts: Mapping[str, str], least: int) -> int | None:
    text = texts.get(name)
    return whole_number(f"-a {name}=", text, least) if text else None


def _day(name: str, texts: Mapping[str, str]) -> date | None:
    text = texts.get(name)
    return day(f"-a {name}=", text) if text else None


def _kinds(text: str | None) -> tuple[LinkKind, ...]:
    """The kinds of a story's links to follow."""
    if text is None:
        return FOLLOWED
    known = {kind.value: kind for kind in FOLLOWED}
    return tuple(known[one_of("-a follow=", word, known)] for word in _words(text))


def _outlets(outlets: CrawledOutlets, texts: Mapping[str, str], urls: Sequence[str]) -> CrawledOutlets:
    """The outlets that are named, or all; hosts that are named and known to none are outlets of their own."""
    hosts = [host for host in _words(texts.get("hosts", "").lower()) if HOST.fullmatch(host)]
    if "outlets" in texts:
        named = _words(texts["outlets"].lower()) or [""]
        for name in named:
            one_of("-a outlets=", name, sorted(outlets.names))
        outlets = outlets.chosen(named)
        if foreign := [host for host in hosts if outlets.at(host) is None]:
            raise refuse("-a hosts=", f"hosts of {outlets} beside outlets=", foreign[0])
    elif outlets.is_open:
        for host in (*hosts, *filter(HOST.fullmatch, map(host_of, urls))):
            outlets = outlets.with_host(host)
    return outlets


def _hosts(outlets: CrawledOutlets, text: str) -> tuple[CrawledOutlets, frozenset[str]]:
    """The named hosts, with their outlets; no name means all."""
    found: dict[str, str] = {}
    for name in _words(text.lower()) or ["all"]:
        hosts = outlets.hosts_named(name)
        if not hosts:
            raise refuse("-a hosts=", _expected([outlets.named(each) for each in outlets.names]), name)
        found |= hosts
    return outlets.chosen(set(found.values())), frozenset(found)


def _expected(sites: Sequence[Site]) -> str:
    if len(sites) > 1:
        return "all, or hosts of the outlets in short or in full, or any other host in full"
    return f"all or some of {', '.join(sorted(known.split('.')[0] for known in sites[0].newsrooms))}"


def _given(
    outlets: CrawledOutlets, given: Sequence[str], *, with_all: bool
) -> tuple[CrawledOutlets, frozenset[str]]:
    """The outlets and hosts of the addresses; `with_all`: all hosts of these outlets."""
    outlets = outlets.chosen({outlets.of(url).name for url in given})
    hosts = frozenset(map(host_of, given))
    if with_all:
        hosts = hosts.union(*(outlets.named(name).newsrooms for name in outlets.names))
    return outlets, hosts


def _besides(outlets: CrawledOutlets) -> str:
    return f"{'outlets=, ' if outlets.is_open else ''}hosts=, since= or until="


def _backfill(
    outlets: CrawledOutlets, texts: Mapping[str, str], hosts: frozenset[str]
) -> BackfillRange | None:
    since, until = _day("since", texts), _day("until", texts)
    if since is None:
        for name in ("until", "section", "again"):
            if texts.get(name):
                raise BadValue(f"expected -a since= beside {name}=, found none: a backfill begins with a day")
        return None
    site = outlets.only
    if site is None:
        raise BadValue(
            f"expected -a since= with one outlet, found {len(outlets.names)}: name one with -a outlets="
        )
    today = datetime.now(site.timezone).date()
    until = min(until or today, today)
    if not since <= until or (until - since).days >= MAX_DAYS:
        raise BadValue(f"expected -a since= to be a day before until=, found {since} and {until}")
    section = texts.get("section") or None
    if section and not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,60}", section):
        raise refuse("-a section=", "a name like internasional", section)
    again = "again" in texts and one_of("-a again=", texts["again"], ("yes", "no")) == "yes"
    return BackfillRange(since=since, until=until, hosts=hosts, section=section, again=again)


def _address(outlets: CrawledOutlets, url: str) -> str:
    site = outlets.of(url)
    address = site.address(url)
    is_ours = address.allowed and outlets.at(host_of(address.identity)) is not None
    if not is_ours or len(address.identity) > site.limits.urllength_limit:
        expected = f"a host of {site.name}" if outlets.only else "a public host"
        raise refuse("-a url=", f"addresses on {expected}", url)
    return address.identity
