"""Host verdicts: what is wrong with each host of a run, as reasons of the run with the host's name.

Hosts are never summed up: one that yields nothing shows in no share of all pages. A quiet newsroom is in
order as long as its lists can be read and name what we have.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from newsspider.runs.verdict import DEGRADED_SHARE
from newsspider.store.crawl.hosts import ELSEWHERE, EMPTY, LIST, STORY, Failed, HostAccount
from newsspider.visits import Failure, RequestKind

OWN_SHARE = 0.5
"""Of a host's stories, the share that may be missing, gone or unreadable: reasons of their own addresses."""
FEWEST = 5
"""Stories that make a share."""
FEWEST_ALONE = 3
"""Of a host that has yielded stories before and yields none, stories with reasons of their own that are no
chance."""
FEWEST_LISTS = 2
"""Lists that are no chance."""
FEWEST_SITEMAPS = 3
"""Visits in vain to sitemaps that are no chance: one that fails is tried again in the same run."""
LINE_HOSTS = 3
"""Hosts with the same trouble that have a reason each; of more there is one reason for all."""
NAMES = 10
"""Hosts of which such a reason has details; of the others it has the names."""
SHORT = 60
"""Characters of the details of each of them."""
UNASKED = "the crawl ended before all its pages were asked for"
SLACK = 1.0
"""Seconds that a pause may be longer than the usual pace, and be none."""

_OF_THE_HOST = frozenset(
    {
        Failure.REFUSED, Failure.THROTTLED, Failure.SERVER, Failure.TIMEOUT, Failure.DNS, Failure.CONNECTION,
        Failure.CUT, Failure.ROBOTS_UNREACHABLE,
    }
)  # fmt: skip
"""Failures that say something of the host; the others may be the page's own."""
_BRACKETS = str.maketrans("()", "[]")


@dataclass(frozen=True, kw_only=True, slots=True)
class Trouble:
    """What is wrong with a host, in words that are the same for each host, and its details."""

    host: str
    what: str
    details: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """Which hosts a run was to crawl: `nightly` is whether it began with their lists, `whole` whether it was
    to ask for all that is due, `pace` the usual time in seconds between two requests to a host,
    `longest_pause` the most for which one is left alone, `ended` when (time.monotonic) nothing was left to
    ask for; None of a run that did not get so far."""

    outlet: str
    hosts: frozenset[str]
    nightly: bool = True
    whole: bool = True
    pace: float = 0.0
    longest_pause: float = 21_600.0
    ended: float | None = None


def host_reasons(accounts: Iterable[HostAccount], counters: Mapping[str, Any], asked: Asked) -> list[str]:
    """The reasons, those with the most hosts first. `counters` are the run's: what hosts have asked for."""
    groups: dict[str, list[Trouble]] = {}
    for account in accounts:
        for trouble in _troubles(account, counters, asked):
            groups.setdefault(trouble.what, []).append(trouble)
    reasons: list[str] = []
    for what, troubles in sorted(groups.items(), key=lambda group: -len(group[1])):
        reasons += [_in_one(what, troubles)] if len(troubles) > LINE_HOSTS else map(_alone, troubles)
    return reasons


def _alone(trouble: Trouble) -> str:
    details = f" ({trouble.details.translate(_BRACKETS)})" if trouble.details else ""
    return f"{trouble.host}: {trouble.what}{details}"


def _in_one(what: str, troubles: list[Trouble]) -> str:
    number, named = len(troubles), troubles[:NAMES]
    hosts = ", ".join(one.host + (f" [{_short(one.details)}]" if one.details else "") for one in named)
    others = ", ".join(one.host for one in troubles[NAMES:])
    more = f" and {number - NAMES} more: {others}" if others else ""
    return f"{number} hosts: {what} ({hosts}{more})"


def _short(details: str) -> str:
    """What is said of one of many hosts."""
    return details.translate(_BRACKETS)[:SHORT]


def _troubles(account: HostAccount, counters: Mapping[str, Any], asked: Asked) -> Iterator[Trouble]:
    """Everything that is wrong with a host; of what keeps it from yielding anything, the first cause."""
    host = account.host
    lists = _lists(account, asked)
    whole = lists or _stories(account)
    if whole is not None:
        yield whole
    if lists is None and (unlisted := [one for one in account.failed(RequestKind.LIST) if _is_no_list(one)]):
        yield Trouble(host=host, what="a list of it could not be read", details=_reasons(unlisted))
    yield from _pauses(account, counters, asked)
    if (delay := counters.get(f"crawl_delay/{host}", 0)) > 0:
        details = f"Crawl-delay: {delay:,} s; we ask as often as CRAWL_DELAY_MAX says"
        yield Trouble(host=host, what="robots.txt asks for a slower pace than we keep", details=details)
    broken = [one for one in account.failed(RequestKind.SITEMAP) if one.failure in _OF_THE_HOST]
    if lists is None and sum(one.pages for one in broken) >= FEWEST_SITEMAPS:
        yield Trouble(host=host, what="sitemaps that it names could not be had", details=_reasons(broken))
    if unread := [one for one in account.failed(RequestKind.SITEMAP) if one.failure == Failure.UNREADABLE]:
        what = "a sitemap that it names could not be read as a list"
        yield Trouble(host=host, what=what, details=_reasons(unread))


def _is_no_list(one: Failed) -> bool:
    """Whether a page came (200) and was no list; a status says that there is none, or none for us."""
    return one.failure == Failure.UNREADABLE and not one.reason.startswith("Http")


def _lists(account: HostAccount, asked: Asked) -> Trouble | None:
    """Why no list of the host could be had, or led to a story of its own."""
    failed = account.failed(RequestKind.LIST, RequestKind.FRONT, RequestKind.SITEMAP)
    empty = account.read(EMPTY)
    of_host = sum(one.pages for one in failed if one.failure in _OF_THE_HOST)
    if FEWEST_LISTS <= of_host > account.read(LIST) + empty > 0:
        what = "most of its lists could not be had"
        return Trouble(host=account.host, what=what, details=_details(account, failed))
    if account.read(LIST) or not (failed or empty):
        return None
    if empty:
        details = f"{empty} read, {sum(one.pages for one in failed)} not"
        return (
            Trouble(host=account.host, what="its lists name no story", details=details)
            if asked.nightly
            else None
        )
    return Trouble(host=account.host, what=_cause(account, failed), details=_details(account, failed))


def _cause(account: HostAccount, failed: list[Failed]) -> str:
    kinds = {one.failure for one in failed}
    if kinds == {Failure.FORBIDDEN}:
        return "closed by robots.txt"
    if account.statuses and not any(int(status) for status in account.statuses):
        return "no answer"
    if Failure.ROBOTS_UNREACHABLE in kinds:
        return "robots.txt cannot be had"
    if kinds == {Failure.REFUSED}:
        return "every list is refused"
    if {one.reason for one in failed} == {ELSEWHERE}:
        return "its lists lead to another host"
    return "no list could be read"


def _details(account: HostAccount, failed: list[Failed]) -> str:
    why = (account.robots or "").rpartition(", found ")[2]
    unreachable = any(one.failure == Failure.ROBOTS_UNREACHABLE for one in failed)
    return f"{_reasons(failed)}; {why}" if unreachable and why else _reasons(failed)


def _stories(account: HostAccount) -> Trouble | None:
    """Whether too many stories of the host could not be had."""
    failed, read = account.failed(RequestKind.STORY), account.read(STORY)
    number = sum(one.pages for one in failed)
    of_host = sum(one.pages for one in failed if one.failure in _OF_THE_HOST)
    if not read and (of_host or number >= FEWEST_ALONE or (number and not account.known)):
        what = "none of its stories could be had"
    elif of_host >= FEWEST and of_host > DEGRADED_SHARE * (number + read):
        what = "many of its stories could not be had"
    elif number >= FEWEST and number > OWN_SHARE * (number + read):
        what = "most of its stories could not be had"
    else:
        return None
    return Trouble(host=account.host, what=what, details=f"{number} of {number + read}: {_reasons(failed)}")


def _pauses(account: HostAccount, counters: Mapping[str, Any], asked: Asked) -> Iterator[Trouble]:
    """Pages that are due and were not asked for, and a host that asks for longer than we leave it alone."""
    stated = counters.get(f"paused/{account.host}", 0)
    waiting = account.waiting if asked.whole and not account.held else 0
    paused = account.paused > asked.pace + SLACK
    if (waiting and paused) or stated > asked.longest_pause:
        said = f"it asks for {stated:,} s, Retry-After" if stated else "as an earlier run was told"
        left = f"; for {account.paused:,.0f} s more nobody asks it" if paused else ""
        details = f"{said}{left}; {waiting:,} due pages wait"
        yield Trouble(host=account.host, what="asks to be left alone", details=details)
    elif waiting and not account.outcomes:
        what, details = "was not asked for anything", f"{waiting:,} due pages wait"
        yield Trouble(host=account.host, what=what, details=details)
    elif asked.whole and account.left_due and not account.held:
        what, details = UNASKED, f"{account.left_due:,} due pages wait for the next run"
        yield Trouble(host=account.host, what=what, details=details)


def _reasons(failed: Iterable[Failed]) -> str:
    """The most frequent reasons, in words."""
    counts: dict[str, int] = {}
    for one in failed:
        counts[one.reason] = counts.get(one.reason, 0) + one.pages
    most = sorted(counts.items(), key=lambda item: -item[1])[:3]
    return ", ".join(f"{pages:,} {reason}" for reason, pages in most)
