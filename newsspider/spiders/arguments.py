"""Arguments of a crawl (`-a name=value`): parsed and validated."""

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
from newsspider.outlets.site import Site
from newsspider.urls import host_of
from newsspider.validation import BadValue, day, one_of, refuse, whole_number

NAMES = ("again", "depth", "follow", "hosts", "limit", "render", "section", "since", "until", "url")
DEFAULT_DEPTH = 2
"""Of a night's crawl; given addresses and backfills follow no links by default."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Arguments:
    """The arguments of a crawl, validated.

    `limit` is the most stories to fetch. `given` are the addresses to crawl, `backfill` the days to walk, in
    place of the outlet's seeds. `render` is None where the settings decide.
    """

    link_policy: LinkPolicy
    hosts: frozenset[str]
    limit: int | None = None
    given: tuple[str, ...] = ()
    backfill: BackfillRange | None = None
    render: RenderMode | None = None

    @classmethod
    def parse(cls, site: Site, stated: Mapping[str, object], default_hosts: str | None = "") -> Self:
        """Parse the arguments of the command line. `default_hosts` is the setting HOSTS. Raises BadValue."""
        texts = {name: str(value) for name, value in operator_arguments(stated).items() if value is not None}
        if unknown := sorted(set(operator_arguments(stated)) - set(NAMES)):
            raise BadValue(f"expected -a with one of {', '.join(NAMES)}, found {', '.join(unknown)}")
        hosts = _hosts(site, texts.get("hosts") or default_hosts or "")
        given = tuple(_address(site, url) for url in _words(texts.get("url", "")))
        backfill = _backfill(site, texts, hosts)
        if given and (backfill or "hosts" in texts):
            raise BadValue("expected -a url= by itself, found it beside hosts=, since= or until=")
        if given:
            hosts = frozenset(map(host_of, given)) | (site.newsrooms if texts.get("depth") else frozenset())
        depth = _number("depth", texts, least=0)
        if depth is None:
            depth = 0 if given or backfill else DEFAULT_DEPTH
        render = texts.get("render")
        return cls(
            link_policy=LinkPolicy(depth=depth, follow=_kinds(texts.get("follow")), hosts=hosts),
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


def _hosts(site: Site, text: str) -> frozenset[str]:
    """The hosts named in short (`solo`) or in full (`solo.tribunnews.com`); empty and `all` mean all."""
    found = {name: site.host_named(name) for name in _words(text.lower()) if name != "all"}
    for name, host in found.items():
        if host is None:
            names = ", ".join(sorted(known.split(".")[0] for known in site.newsrooms))
            raise refuse("-a hosts=", f"all or some of {names}", name)
    return frozenset(host for host in found.values() if host) or site.newsrooms


def _backfill(site: Site, texts: Mapping[str, str], hosts: frozenset[str]) -> BackfillRange | None:
    since, until = _day("since", texts), _day("until", texts)
    if since is None:
        for name in ("until", "section", "again"):
            if texts.get(name):
                raise BadValue(f"expected -a since= beside {name}=, found none: a backfill begins with a day")
        return None
    today = datetime.now(site.timezone).date()
    until = min(until or today, today)
    if not since <= until or (until - since).days >= MAX_DAYS:
        raise BadValue(f"expected -a since= to be a day before until=, found {since} and {until}")
    section = texts.get("section") or None
    if section and not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,60}", section):
        raise refuse("-a section=", "a name like internasional", section)
    again = "again" in texts and one_of("-a again=", texts["again"], ("yes", "no")) == "yes"
    return BackfillRange(since=since, until=until, hosts=hosts, section=section, again=again)


def _address(site: Site, url: str) -> str:
    address = site.address(url)
    if not address.allowed or len(address.identity) > site.limits.urllength_limit:
        raise refuse("-a url=", f"addresses on a host of {site.name}", url)
    return address.identity
