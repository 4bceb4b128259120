"""Reasons that name the hosts whose pages are not believed, and whose lists lead nowhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

FEWEST_DOUBTFUL = 3
"""Doubtful readings of a host that are a reason by themselves: a newsroom rewrites one story, not three."""
FEWEST_ENDLESS = 3
"""Stories without an end, of a host most of whose stories have none: one page was cut by its line."""


def doubts(counters: Mapping[str, Any]) -> Iterator[str]:
    """What makes a run degraded, in words: a host with three doubtful readings, or with half of its readings;
    a host whose pages have no end; a list most of whose entries lead to no page that may be asked for."""
    for host, number in _by_host("doubtful/", counters):
        read = number + counters.get(f"stories_read/{host}", 0)
        if number >= FEWEST_DOUBTFUL or 2 * number >= read:
            yield (
                f"{host}: {number} of {read} stories read are doubtful (unlike the stored, or another's); "
                "they are kept and asked for again"
            )
    for host, number in _by_host("endless/", counters):
        read = counters.get(f"stories_read/{host}", 0)
        if number >= FEWEST_ENDLESS and 2 * number >= read:
            yield f"{host}: {number} of {read} stories read have no end tag, and may have been cut"
    for host, number in _by_host("lists_nowhere/", counters):
        lists = "1 list names" if number == 1 else f"{number} lists name"
        yield f"{host}: {lists} mostly addresses that are not crawled (pages with the reason dropped)"


def _by_host(group: str, counters: Mapping[str, Any]) -> Iterator[tuple[str, int]]:
    for name in sorted(counters):
        if name.startswith(group) and counters[name]:
            yield name.removeprefix(group), int(counters[name])
