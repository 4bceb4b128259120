"""Reasons that name the hosts whose pages are not believed, and whose lists lead nowhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from newsspider.reasons.reason import Reason, ReasonCode
from newsspider.reasons.sharing import SHARED_FROM

FEWEST_DOUBTFUL = 3
"""Doubtful readings of a host that are a reason by themselves: a newsroom rewrites one story, not three."""
FEWEST_ENDLESS = 3
"""Stories without an end, of a host most of whose stories have none: one page was cut by its line."""


FEWEST_GENERIC = 3
"""Stories of a host that no layout recognises, and that are a reason together with their share."""
GENERIC_SHARE = 0.05
"""Of a host's stories read, the share that may be read generically: old pages and special reports."""


def doubts(counters: Mapping[str, Any], *, has_layouts: bool = True) -> Iterator[Reason]:
    """What makes a run degraded: a host with three doubtful readings, or with half of its readings; a host
    whose pages have no end; hosts whose stories no layout recognises; a list most of whose entries lead to no
    page that may be asked for. Without layouts every story is read generically, and that is no doubt."""
    for host, number in _by_host("doubtful/", counters):
        read = number + counters.get(f"stories_read/{host}", 0)
        if number >= FEWEST_DOUBTFUL or 2 * number >= read:
            yield Reason.of(ReasonCode.HOST_STORIES_DOUBTFUL, host, doubtful=number, stories=read)
    for host, number in _by_host("endless/", counters):
        read = counters.get(f"stories_read/{host}", 0)
        if number >= FEWEST_ENDLESS and 2 * number >= read:
            yield Reason.of(ReasonCode.HOST_STORIES_ENDLESS, host, endless=number, stories=read)
    if has_layouts:
        yield from _generic(counters)
    for host, number in _by_host("lists_nowhere/", counters):
        yield Reason.of(ReasonCode.HOST_LISTS_NOWHERE, host, lists=number)


def _generic(counters: Mapping[str, Any]) -> Iterator[Reason]:
    """The hosts with many stories that were read generically, in one reason if they are many."""
    hosts: dict[str, dict[str, int]] = {}
    for host, number in _by_host("generic/", counters):
        read = counters.get(f"stories_read/{host}", 0)
        if (number >= FEWEST_GENERIC and number > GENERIC_SHARE * read) or 2 * number >= read:
            hosts[host] = {"generic": number, "stories": read, "share": round(100 * number / max(read, 1))}
    if len(hosts) < SHARED_FROM:
        for host, numbers in hosts.items():
            yield Reason.of(ReasonCode.HOST_STORIES_GENERIC, host, **numbers)
        return
    generic, stories = (sum(one[name] for one in hosts.values()) for name in ("generic", "stories"))
    share = round(100 * generic / max(stories, 1))
    code = ReasonCode.HOST_STORIES_GENERIC
    yield Reason.of(code, hosts=hosts, generic=generic, stories=stories, share=share)


def _by_host(group: str, counters: Mapping[str, Any]) -> Iterator[tuple[str, int]]:
    for name in sorted(counters):
        if name.startswith(group) and counters[name]:
            yield name.removeprefix(group), int(counters[name])
