"""Reasons that name the hosts whose pages are not believed, and whose lists lead nowhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from newsspider.reasons.reason import Reason, ReasonCode

FEWEST_DOUBTFUL = 3
"""Doubtful readings of a host that are a reason by themselves: a newsroom rewrites one story, not three."""
FEWEST_ENDLESS = 3
"""Stories without an end, of a host most of whose stories have none: one page was cut by its line."""


def doubts(counters: Mapping[str, Any]) -> Iterator[Reason]:
    """What makes a run degraded: a host with three doubtful readings, or with half of its readings; a host
    whose pages have no end; a list most of whose entries lead to no page that may be asked for."""
    for host, number in _by_host("doubtful/", counters):
        read = number + counters.get(f"stories_read/{host}", 0)
        if number >= FEWEST_DOUBTFUL or 2 * number >= read:
            yield Reason.of(ReasonCode.HOST_STORIES_DOUBTFUL, host, doubtful=number, stories=read)
    for host, number in _by_host("endless/", counters):
        read = counters.get(f"stories_read/{host}", 0)
        if number >= FEWEST_ENDLESS and 2 * number >= read:
            yield Reason.of(ReasonCode.HOST_STORIES_ENDLESS, host, endless=number, stories=read)
    for host, number in _by_host("lists_nowhere/", counters):
        yield Reason.of(ReasonCode.HOST_LISTS_NOWHERE, host, lists=number)


def _by_host(group: str, counters: Mapping[str, Any]) -> Iterator[tuple[str, int]]:
    for name in sorted(counters):
        if name.startswith(group) and counters[name]:
            yield name.removeprefix(group), int(counters[name])
