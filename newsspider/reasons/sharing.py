"""Reasons that many hosts or outlets share, as one for a reader; alerts stay apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from newsspider.reasons.reason import Reason, ReasonCode, reasons_of

SHARED_FROM = 4
"""Hosts or outlets with the same trouble that are one reason; of fewer each has its own."""
_APART = frozenset({ReasonCode.MEASURE_LOW, ReasonCode.MEASURE_HIGH, ReasonCode.HOST_STORIES_GENERIC})
"""Codes whose numbers are of one outlet or host, and have no sum."""


def grouped(reasons: Iterable[Reason]) -> list[Reason]:
    """The reasons by their first appearance; those that many hosts or outlets share are one, with their
    names."""
    groups: dict[tuple[str, ...], list[Reason]] = {}
    for number, reason in enumerate(reasons):
        groups.setdefault(_trouble(reason) or (str(number),), []).append(reason)
    return [reason for group in groups.values() for reason in (_joined(group) if len(group) > 1 else group)]


def grouped_rows(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The same of JSON objects of the database."""
    return [reason.row for reason in grouped(reasons_of(rows))]


def _trouble(reason: Reason) -> tuple[str, ...]:
    """What reasons that can be one have in common; empty if it stands alone, as one that another
    version of the program wrote."""
    if reason.code in _APART or not _is_ours(reason):
        return ()
    if reason.is_of_host or "hosts" in reason.numbers:
        return "hosts", reason.code
    outlet = str(reason.numbers.get("outlet", ""))
    return ("outlets", reason.code, reason.own_subject) if outlet else ()


def _is_ours(reason: Reason) -> bool:
    """Whether its sentence can be made of its numbers."""
    try:
        return Reason.of(ReasonCode(reason.code), reason.subject, **reason.numbers).text == reason.text
    except (KeyError, TypeError, ValueError, AttributeError):
        return False


def _joined(group: Sequence[Reason]) -> Sequence[Reason]:
    first = group[0]
    kind, *_ = _trouble(first) or ("",)
    sharers: dict[str, Mapping[str, Any]] = {}
    for reason in group:
        numbers = {name: value for name, value in reason.numbers.items() if name != "outlet"}
        if kind == "outlets":
            sharers[str(reason.numbers["outlet"])] = numbers
        else:
            sharers |= numbers.get("hosts") or {reason.subject: numbers}
    if len(sharers) < SHARED_FROM:
        return group
    code, subject = ReasonCode(first.code), first.own_subject if kind == "outlets" else ""
    try:
        return [Reason.of(code, subject, **{kind: sharers}, **_sums(code, sharers.values()))]
    except KeyError:  # its sentence has words of each, such as the worker that crawls an outlet
        return group


def _sums(code: ReasonCode, numbers: Iterable[Mapping[str, Any]]) -> dict[str, int | float]:
    """The sums of the numbers; of a limit that each has reached the limit."""
    sums: dict[str, int | float] = {}
    for one in numbers:
        for name, value in one.items():
            if isinstance(value, int | float):
                known = sums.get(name, 0)
                sums[name] = max(known, value) if code is ReasonCode.HOST_LIMIT else known + value
    return sums
