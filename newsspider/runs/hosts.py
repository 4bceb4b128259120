"""Host verdicts: what is wrong with each host of a run, as reasons of the run with the host's name.

Hosts are never summed up: one that yields nothing shows in no share of all pages. A quiet newsroom is in
order as long as its lists can be read and name what we have.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from newsspider.outlets.expectations import Expectation
from newsspider.reasons.reason import Reason, ReasonCode
from newsspider.reasons.sharing import grouped
from newsspider.runs.verdict import DEGRADED_SHARE
from newsspider.store.crawl.hosts import ELSEWHERE, EMPTY, FRONT, LIST, STORY, Failed, HostAccount
from newsspider.visits import Failure, RequestKind

OWN_SHARE = 0.5
"""Of a host's stories, the share that may be missing, gone or unreadable: reasons of their own addresses."""
FEWEST = 5
"""Stories that make a share, and refusals that are no chance."""
FEWEST_ALONE = 3
"""Of a host that has yielded stories before and yields none, stories with reasons of their own that are no
chance."""
FEWEST_LISTS = 2
"""Lists that are no chance."""
FEWEST_SITEMAPS = 3
"""Visits in vain to sitemaps that are no chance: one that fails is tried again in the same run."""
SLACK = 1.0
"""Seconds that a pause may be longer than the usual pace, and be none."""

_OF_THE_HOST = frozenset(
    {
        Failure.REFUSED,
        Failure.THROTTLED,
        Failure.SERVER,
        Failure.TIMEOUT,
        Failure.DNS,
        Failure.CONNECTION,
        Failure.CUT,
        Failure.ROBOTS_UNREACHABLE,
    }
)
"""Failures that say something of the host; the others may be the page's own."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """What a run was to crawl of an outlet.

    `nightly` is whether it began with the lists of the hosts, `whole` whether it was to ask for all that is
    due, `pace` the usual time in seconds between two requests to a host, `longest_pause` the most for which
    one is left alone, `ended` when (time.monotonic) nothing was left to ask for; None of a run that did not
    get so far. `expectations` are the outlet's, `judges_hosts` is whether the run came so far that its hosts
    can be judged, `has_layouts` whether exact readings are expected.
    """

    outlet: str
    hosts: frozenset[str]
    expectations: tuple[Expectation, ...] = ()
    judges_hosts: bool = True
    has_layouts: bool = True
    nightly: bool = True
    whole: bool = True
    pace: float = 0.0
    longest_pause: float = 21_600.0
    ended: float | None = None


def host_reasons(accounts: Iterable[HostAccount], counters: Mapping[str, Any], asked: Asked) -> list[Reason]:
    """What is wrong with the hosts, the trouble of most hosts first. `counters` are the run's: what hosts
    have asked for."""
    groups: dict[str, list[Reason]] = {}
    for account in accounts:
        for reason in _troubles(account, counters, asked):
            groups.setdefault(reason.code, []).append(reason)
    most_first = sorted(groups.values(), key=len, reverse=True)
    return grouped(chain.from_iterable(most_first))


def _troubles(account: HostAccount, counters: Mapping[str, Any], asked: Asked) -> Iterator[Reason]:
    """Everything that is wrong with a host; of what keeps it from yielding anything, the first cause."""
    host = account.host
    if refusal := _refusal(account, asked):
        yield refusal
        return
    lists = list(_lists(account, asked))
    yield from lists or _stories(account)
    unlisted = [one for one in account.failed(RequestKind.LIST) if _is_no_list(one)]
    if unlisted and not lists:
        yield Reason.of(ReasonCode.HOST_LIST_UNREADABLE, host, rejections=_top(unlisted))
    yield from _pauses(account, counters, asked)
    if (delay := counters.get(f"crawl_delay/{host}", 0)) > 0:
        yield Reason.of(ReasonCode.HOST_CRAWL_DELAY, host, delay=delay)
    broken = [one for one in account.failed(RequestKind.SITEMAP) if one.failure in _OF_THE_HOST]
    if not lists and sum(one.pages for one in broken) >= FEWEST_SITEMAPS:
        yield Reason.of(ReasonCode.HOST_SITEMAPS_FAILED, host, rejections=_top(broken))
    if unread := [one for one in account.failed(RequestKind.SITEMAP) if one.failure == Failure.UNREADABLE]:
        yield Reason.of(ReasonCode.HOST_SITEMAP_UNREADABLE, host, rejections=_top(unread))


def _refusal(account: HostAccount, asked: Asked) -> Reason | None:
    """The reason of a host that rests, because it has refused us in this run or in one before."""
    paused = account.paused > asked.pace + SLACK
    if not account.refuses or not (paused or account.outcomes):
        return None
    refused = [one for one in account.failed(*RequestKind) if one.failure == Failure.REFUSED]
    numbers = {"left": account.paused if paused else None, "waiting": account.waiting or None}
    return Reason.of(ReasonCode.HOST_REFUSES, account.host, rejections=_top(refused) or None, **numbers)


def refusing_everywhere(accounts: Sequence[HostAccount]) -> list[str]:
    """The hosts that refuse us, of a run that no host let in: most of those that it asked, or that rest since
    an earlier refusal. None of a run in which a list or a story came, or hardly anything was refused."""
    asked = [one for one in accounts if one.outcomes or one.refuses]
    if any(one.read(kind) for one in asked for kind in (STORY, LIST, FRONT, EMPTY)):
        return []
    failed = [one for account in asked for one in account.failed(*RequestKind)]
    refused = sum(one.pages for one in failed if one.failure == Failure.REFUSED)
    refusing = [account.host for account in asked if account.refuses or _is_refused(account)]
    enough = refused >= FEWEST or any(account.refuses for account in asked)
    return refusing if enough and 2 * len(refusing) >= len(asked) else []


def _is_refused(account: HostAccount) -> bool:
    return any(one.failure == Failure.REFUSED for one in account.failed(*RequestKind))


def _is_no_list(one: Failed) -> bool:
    """Whether a page came (200) and was no list; a status says that there is none, or none for us."""
    return one.failure == Failure.UNREADABLE and not one.reason.startswith("Http")


def _lists(account: HostAccount, asked: Asked) -> Iterator[Reason]:
    """Why no list of the host could be had, or led to a story of its own. A front names a choice of the
    stories: where it is all that names any, lists that are empty leave the others unseen."""
    failed = account.failed(RequestKind.LIST, RequestKind.FRONT, RequestKind.SITEMAP)
    empty, fronts = account.read(EMPTY), account.read(FRONT)
    of_host = sum(one.pages for one in failed if one.failure in _OF_THE_HOST)
    if FEWEST_LISTS <= of_host > account.read(LIST) + fronts + empty > 0:
        yield Reason.of(ReasonCode.HOST_LISTS_FAILED, account.host, **_why(account, failed))
    elif account.read(LIST) or not (failed or empty) or (fronts and empty < FEWEST_LISTS):
        return
    elif not empty:
        yield Reason.of(_cause(account, failed), account.host, **_why(account, failed))
    elif asked.nightly:
        number = sum(one.pages for one in failed)
        yield Reason.of(ReasonCode.HOST_LISTS_EMPTY, account.host, read=empty, failed=number)


def _cause(account: HostAccount, failed: list[Failed]) -> ReasonCode:
    kinds = {one.failure for one in failed}
    if kinds == {Failure.FORBIDDEN}:
        return ReasonCode.HOST_CLOSED
    if account.statuses and not any(int(status) for status in account.statuses):
        return ReasonCode.HOST_SILENT
    if Failure.ROBOTS_UNREACHABLE in kinds:
        return ReasonCode.HOST_ROBOTS_UNREACHABLE
    if kinds == {Failure.REFUSED}:
        return ReasonCode.HOST_REFUSES
    if {one.reason for one in failed} == {ELSEWHERE}:
        return ReasonCode.HOST_LEADS_ELSEWHERE
    return ReasonCode.HOST_LISTS_UNREADABLE


def _why(account: HostAccount, failed: list[Failed]) -> dict[str, str]:
    """The reasons of failures, and why robots.txt could not be had, as numbers of a reason."""
    why = (account.robots or "").partition(", found ")[2]
    unreachable = any(one.failure == Failure.ROBOTS_UNREACHABLE for one in failed)
    return {"rejections": _top(failed), **({"robots": why} if unreachable and why else {})}


def _stories(account: HostAccount) -> Iterator[Reason]:
    """Whether too many stories of the host could not be had."""
    failed, read = account.failed(RequestKind.STORY), account.read(STORY)
    number = sum(one.pages for one in failed)
    of_host = sum(one.pages for one in failed if one.failure in _OF_THE_HOST)
    if not read and (of_host or number >= FEWEST_ALONE or (number and not account.known)):
        code = ReasonCode.HOST_NO_STORIES
    elif of_host >= FEWEST and of_host > DEGRADED_SHARE * (number + read):
        code = ReasonCode.HOST_STORIES_MANY_FAILED
    elif number >= FEWEST and number > OWN_SHARE * (number + read):
        code = ReasonCode.HOST_STORIES_MOST_FAILED
    else:
        return
    yield Reason.of(code, account.host, failed=number, stories=number + read, rejections=_top(failed))


def _pauses(account: HostAccount, counters: Mapping[str, Any], asked: Asked) -> Iterator[Reason]:
    """Pages that are due and were not asked for, and a host that asks for longer than we leave it alone."""
    stated = counters.get(f"paused/{account.host}", 0)
    waiting = account.waiting if asked.whole and not account.held else 0
    paused = account.paused > asked.pace + SLACK
    if (waiting and paused) or stated > asked.longest_pause:
        numbers = {"asked": stated or None, "left": account.paused if paused else None, "waiting": waiting}
        yield Reason.of(ReasonCode.HOST_PAUSED, account.host, **numbers)
    elif waiting and not account.outcomes:
        yield Reason.of(ReasonCode.HOST_NOT_ASKED, account.host, waiting=waiting)
    elif asked.whole and account.left_due and not account.held:
        yield Reason.of(ReasonCode.HOST_PAGES_LEFT, account.host, waiting=account.left_due)


def _top(failed: Iterable[Failed]) -> str:
    """The three most frequent reasons, such as "5 Http403, 1 NoLayout"."""
    counts: dict[str, int] = {}
    for one in failed:
        counts[one.reason] = counts.get(one.reason, 0) + one.pages
    most = sorted(counts.items(), key=lambda item: -item[1])[:3]
    return ", ".join(f"{pages:,} {reason}" for reason, pages in most)
