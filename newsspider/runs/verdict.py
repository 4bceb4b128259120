"""Verdict on a run, or on one of its outlets, by its counters: ok, degraded or failed, with the reasons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from newsspider.reasons.reason import Reason, ReasonCode
from newsspider.reasons.rejections import rejection_counts
from newsspider.reasons.verdict import FinishReason, Verdict

DEGRADED_SHARE = 0.2
"""Of the pages fetched, the share that may fail or be unreadable before the run is called degraded."""
REFUSING_HOSTS = "refusing_hosts"
"""Counter of the hosts that refuse us, of a run that no host let in."""
FEWEST_REJECTIONS = 20
"""With fewer pages rejected and no story, a run may just have tried again what failed before."""


def judge(
    finish_reason: str, counters: Mapping[str, Any], flaws: Iterable[Reason] = ()
) -> tuple[Verdict, list[Reason]]:
    """The verdict on a run of one outlet, and its reasons; `flaws` are what is known already to degrade it.

    Failed: it ended early, lost something on the way to the database, was refused everywhere, not one page or
    story came or was read, or the lists it began with name no story. A run that found nothing due has not
    failed.
    Degraded: flaws, errors, refused items, or more than DEGRADED_SHARE of the pages failed or unreadable.
    """
    failures = [*_ends(finish_reason, counters), *_page_failures(counters)]
    unread = [*_unfinished(counters), *_unreadable(counters), *_faults(counters)]
    return _verdict(failures, [*flaws, *unread])


def judge_outlet(counters: Mapping[str, Any], flaws: Iterable[Reason]) -> tuple[Verdict, list[Reason]]:
    """The verdict on one of several outlets of a run, by what came of its pages alone."""
    return _verdict(list(_page_failures(counters)), [*flaws, *_unreadable(counters)])


def judge_rest(
    finish_reason: str, counters: Mapping[str, Any], flaws: Iterable[Reason]
) -> tuple[Verdict, list[Reason]]:
    """The verdict on what the outlets of a run share: its processes, the database, the archive, the log."""
    failures = list(_ends(finish_reason, counters))
    return _verdict(failures, [*flaws, *_unfinished(counters), *_faults(counters)])


def _verdict(failures: list[Reason], degraded: list[Reason]) -> tuple[Verdict, list[Reason]]:
    verdict = Verdict.FAILED if failures else Verdict.DEGRADED if degraded else Verdict.OK
    return verdict, [*failures, *degraded]


def _ends(finish_reason: str, counters: Mapping[str, Any]) -> Iterator[Reason]:
    """Why a run that came to its end has failed all the same, or did not come to it."""
    refusing = counters.get(REFUSING_HOSTS, 0)
    if finish_reason != FinishReason.FINISHED and not (refusing and finish_reason == FinishReason.REFUSED):
        yield Reason.of(ReasonCode.CRAWL_ENDED_EARLY, finish_reason)
    if unwritten := counters["unwritten"]:
        yield Reason.of(ReasonCode.PAGES_UNWRITTEN, pages=unwritten)


def _page_failures(counters: Mapping[str, Any]) -> Iterator[Reason]:
    """What makes a run or an outlet a failure, by what came of its pages."""
    fetched, read = pages(counters)
    count = counters.get
    if refusing := count(REFUSING_HOSTS, 0):
        rejections = _top_rejections(counters) or None
        yield Reason.of(ReasonCode.REFUSED, refusing=refusing, rejections=rejections)
    elif not fetched and count("asked", 1):
        yield Reason.of(ReasonCode.NO_PAGES)
    elif fetched and not read:
        yield Reason.of(ReasonCode.NOTHING_READ, pages=fetched, rejections=_top_rejections(counters))
    rejected = count("outcome/rejection", 0)
    if read and rejected >= FEWEST_REJECTIONS and not count("outcome/article", 0):
        yield Reason.of(ReasonCode.NO_STORIES, rejected=rejected, rejections=_top_rejections(counters))
    lists = count("story_lists", 0)
    if lists and not count("listed_stories", 0) and not count("lists_unchanged"):
        yield Reason.of(ReasonCode.LISTS_WITHOUT_STORIES, lists=lists)


def _unfinished(counters: Mapping[str, Any]) -> Iterator[Reason]:
    """What a run has not come to."""
    if (left := counters.get("backfill/lists_over", 0) - counters.get("backfill/lists_done", 0)) > 0:
        yield Reason.of(ReasonCode.BACKFILL_UNFINISHED, lists=left)
    if unanswered := counters["in_flight"]:
        yield Reason.of(ReasonCode.PAGES_UNANSWERED, pages=unanswered)


def _unreadable(counters: Mapping[str, Any]) -> Iterator[Reason]:
    """Whether too many pages failed or could not be read."""
    fetched, read = pages(counters)
    if read and (fetched - read) / fetched > DEGRADED_SHARE:
        rejections = _top_rejections(counters)
        yield Reason.of(
            ReasonCode.PAGES_UNREADABLE, unreadable=fetched - read, pages=fetched, rejections=rejections
        )


def _faults(counters: Mapping[str, Any]) -> Iterator[Reason]:
    """What went wrong on our side."""
    count = counters.get
    if refused := counters["items_refused"]:
        yield Reason.of(ReasonCode.ITEMS_REFUSED, items=refused)
    if unstorable := count("items_unstorable", 0):
        yield Reason.of(ReasonCode.ITEMS_UNSTORABLE, items=unstorable)
    if missed := count("archive/missed", 0):
        yield Reason.of(ReasonCode.ARCHIVE_FAILED, pages=missed, error=count("archive/error", ""))
    if errors := count("log_count/ERROR", 0):
        yield Reason.of(ReasonCode.LOGGED_ERRORS, errors=errors)


def pages(counters: Mapping[str, Any]) -> tuple[int, int]:
    """How many pages were fetched, and how many of them could be read."""
    fetched = sum(
        counters.get(f"outcome/{name}", 0)
        for name in ("article", "listing", "unchanged", "moved", "rejection")
    )
    return fetched, fetched - counters.get("outcome/rejection", 0)


def _top_rejections(counters: Mapping[str, Any]) -> str:
    """The three most frequent reasons of rejections, such as "5 NoLayout, 1 Http403"."""
    numbers = rejection_counts(counters)
    return ", ".join(f"{n} {name}" for name, n in sorted(numbers.items(), key=lambda kept: -kept[1])[:3])
