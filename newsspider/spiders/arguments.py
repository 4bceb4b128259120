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

NAMES = ("again", "depth", "follow", "hosts", "limit", "render", "section", "since", "until", "url")


class BadArgument(ValueError):
    """An argument that cannot be meant: the message says what was expected and what was found."""


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
        none are stated. Raises BadArgument."""
        stated = operator_arguments(stated)
        unknown = sorted(set(stated) - set(NAMES))
        if unknown:
            raise BadArgument(f"expected -a with one of {', '.join(NAMES)}, found {', '.join(unknown)}")
        told = {name: str(value) for name, value in stated.items() if value is not None}
        hosts = _hosts(outlet, told.get("hosts") or usual_hosts or "")
        given = tuple(_address(outlet, url) for url in told.get("url", "").split(",") if url.strip())
        walk = _walk(outlet, told, hosts)
        if given and (walk or "hosts" in told):
            raise BadArgument("expected -a url= by itself, found it beside hosts=, since= or until=")
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
    if not text:
        return None
    if not (text.isascii() and text.isdecimal()) or int(text) < least:
        raise BadArgument(f"expected -a {name}= a whole number from {least}, found {text!r}")
    return int(text)


def _one_of(name: str, text: str | None, known: tuple[str, ...]) -> str | None:
    if text is not None and text not in known:
        raise BadArgument(f"expected -a {name}= one of {', '.join(known)}, found {text!r}")
    return text


def _words(text: str) -> list[str]:
    return [word.strip() for word in text.split(",") if word.strip()]


def _kinds(text: str | None) -> tuple[LinkKind, ...]:
    if text is None:
        return FOLLOWED
    known = {kind.value: kind for kind in FOLLOWED}
    wrong = [word for word in _words(text) if word not in known]
    if wrong:
        raise BadArgument(f"expected -a follow= some of {','.join(known)}, found {wrong[0]!r}")
    return tuple(known[word] for word in _words(text))


def _hosts(outlet: Outlet, text: str) -> frozenset[str]:
    """Host names as they are known to readers, `solo`, or in full, `solo.tribunnews.com`; empty means all."""
    known = outlet.newsrooms
    wanted = {name: outlet.host_named(name) for name in _words(text.lower()) if name != "all"}
    wrong = [name for name, host in wanted.items() if host is None]
    if wrong:
        names = ", ".join(sorted(host.split(".")[0] for host in known))
        raise BadArgument(f"expected -a hosts= all or some of {names}, found {wrong[0]!r}")
    return frozenset(host for host in wanted.values() if host) or known


def _walk(outlet: Outlet, told: Mapping[str, str], hosts: frozenset[str]) -> BackfillRange | None:
    since, until = _day("since", told.get("since")), _day("until", told.get("until"))
    if since is None:
        alone = [name for name in ("until", "section", "again") if told.get(name)]
        if alone:
            raise BadArgument(
                f"expected -a since= beside {alone[0]}=, found none: a backfill begins with a day"
            )
        return None
    today = datetime.now(outlet.timezone).date()
    until = min(until or today, today)
    if not since <= until or (until - since).days >= MAX_DAYS:
        raise BadArgument(f"expected -a since= a day before until=, found {since} and {until}")
    section = told.get("section") or None
    if section and not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,60}", section):
        raise BadArgument(f"expected -a section= a name like internasional, found {section!r}")
    again = _one_of("again", told.get("again"), ("yes", "no")) == "yes"
    return BackfillRange(since=since, until=until, hosts=hosts, section=section, again=again)


def _day(name: str, text: str | None) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadArgument(f"expected -a {name}= a day like 2023-09-30, found {text!r}") from None


def _address(outlet: Outlet, url: str) -> str:
    address = outlet.address(url)
    if not address.allowed or len(address.identity) > outlet.limits.urllength_limit:
        raise BadArgument(f"expected -a url= addresses on a host of {outlet.name}, found {url.strip()!r}")
    return address.identity
