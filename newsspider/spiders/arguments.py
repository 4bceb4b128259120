"""What did the operator ask of this crawl (`-a name=value`)?"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Self

from newsspider.browser.policy import RenderMode
from newsspider.frontier.backfill import MAX_DAYS, BackfillRange
from newsspider.frontier.policy import FOLLOWED, LinkPolicy
from newsspider.items import LinkKind
from newsspider.outlets.outlet import Outlet
from newsspider.urls import host_of
from newsspider.validation import BadValue, day, one_of, refuse, whole_number

NAMES = ("again", "depth", "follow", "hosts", "limit", "render", "section", "since", "until", "url")


@dataclass(frozen=True, kw_only=True, slots=True)
class Arguments:
    """A crawl's arguments, checked. `limit` is the most stories to fetch. `given` are the addresses to crawl,
    `backfill` the days to walk, in place of the outlet's seeds; `depth` is then 0 unless it is stated.
    `render` is None where the settings decide."""

    link_policy: LinkPolicy
    hosts: frozenset[str]
    limit: int | None = None
    given: tuple[str, ...] = ()
    backfill: BackfillRange | None = None
    render: str | None = None

    @classmethod
    def parse(cls, outlet: Outlet, stated: Mapping[str, object], usual_hosts: str | None = "") -> Self:
        """The arguments as stated on the command line; `usual_hosts` (the setting HOSTS) are crawled where
        none are stated. Raises BadValue."""
        stated = operator_arguments(stated)
        unknown = sorted(set(stated) - set(NAMES))
        if unknown:
            raise BadValue(f"expected -a with one of {', '.join(NAMES)}, found {', '.join(unknown)}")
        told = {name: str(value) for name, value in stated.items() if value is not None}
        hosts = _hosts(outlet, told.get("hosts") or usual_hosts or "")
        given = tuple(_address(outlet, url) for url in told.get("url", "").split(",") if url.strip())
        walk = _walk(outlet, told, hosts)
        if given and (walk or "hosts" in told):
            raise BadValue("expected -a url= by itself, found it beside hosts=, since= or until=")
        if given:
            hosts = frozenset(map(host_of, given)) | (outlet.newsrooms if told.get("depth") else frozenset())
        depth = _number("depth", told.get("depth"), least=0)
        if depth is None:
            depth = 0 if given or walk else 2
        return cls(
            link_policy=LinkPolicy(depth=depth, follow=_kinds(told.get("follow")), hosts=hosts),
            hosts=hosts,
            limit=_number("limit", told.get("limit"), least=1),
            given=given,
            backfill=walk,
            render=_one_of("render", told.get("render"), tuple(RenderMode)),
        )


def operator_arguments(stated: Mapping[str, object]) -> dict[str, object]:
    """The arguments without those of the program that runs the spider (Scrapyd's `_job`, `_version`)."""
    return {name: value for name, value in stated.items() if not name.startswith("_")}


def _number(name: str, text: str | None, least: int) -> int | None:
    return whole_number(f"-a {name}=", text, least) if text else None


def _one_of(name: str, text: str | None, known: tuple[str, ...]) -> str | None:
    return one_of(f"-a {name}=", text, known) if text is not None else None


def _words(text: str) -> list[str]:
    return [word.strip() for word in text.split(",") if word.strip()]


def _kinds(text: str | None) -> tuple[LinkKind, ...]:
    if text is None:
        return FOLLOWED
    known = {kind.value: kind for kind in FOLLOWED}
    return tuple(known[one_of("-a follow=", word, known)] for word in _words(text))


def _hosts(outlet: Outlet, text: str) -> frozenset[str]:
    """Host names as they are known to readers, `solo`, or in full, `solo.tribunnews.com`; empty means all."""
    known = outlet.newsrooms
    wanted = {name: outlet.host_named(name) for name in _words(text.lower()) if name != "all"}
    wrong = [name for name, host in wanted.items() if host is None]
    if wrong:
        names = ", ".join(sorted(host.split(".")[0] for host in known))
        raise refuse("-a hosts=", f"all or some of {names}", wrong[0])
    return frozenset(host for host in wanted.values() if host) or known


def _walk(outlet: Outlet, told: Mapping[str, str], hosts: frozenset[str]) -> BackfillRange | None:
    since, until = _day("since", told.get("since")), _day("until", told.get("until"))
    if since is None:
        alone = [name for name in ("until", "section", "again") if told.get(name)]
        if alone:
            raise BadValue(f"expected -a since= beside {alone[0]}=, found none: a backfill begins with a day")
        return None
    today = datetime.now(outlet.timezone).date()
    until = min(until or today, today)
    if not since <= until or (until - since).days >= MAX_DAYS:
        raise BadValue(f"expected -a since= to be a day before until=, found {since} and {until}")
    section = told.get("section") or None
    if section and not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,60}", section):
        raise refuse("-a section=", "a name like internasional", section)
    again = _one_of("again", told.get("again"), ("yes", "no")) == "yes"
    return BackfillRange(since=since, until=until, hosts=hosts, section=section, again=again)


def _day(name: str, text: str | None) -> date | None:
    return day(f"-a {name}=", text) if text else None


def _address(outlet: Outlet, url: str) -> str:
    address = outlet.address(url)
    if not address.allowed or len(address.identity) > outlet.limits.urllength_limit:
        raise refuse("-a url=", f"addresses on a host of {outlet.name}", url.strip())
    return address.identity
