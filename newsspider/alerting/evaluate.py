"""Which causes are open, since which run, and which are over?"""

from __future__ import annotations

from datetime import timedelta

from scrapy.settings import BaseSettings

from newsspider.alerting.fingerprints import causes_of
from newsspider.alerting.health import LOST, Trouble, troubles
from newsspider.durations import wib
from newsspider.store.alerts import AlertStore, Cause, EndedRun
from newsspider.store.reports.runs import run_states

FORGET_AFTER = timedelta(days=7)
"""A cause that no run has shown for so long, and no run could, is over: a crawl by hand is not run again."""
PROOF = ("ok", "degraded")
"""Verdicts of runs that came far enough to show that a cause is over. One that failed shows nothing."""


def weigh(book: AlertStore, settings: BaseSettings) -> None:
    """Bring the table in line with the runs: those that have ended since the last time, and those that should
    have. Raises DatabaseUnavailable."""
    with book.turn():
        for run in book.unevaluated():
            causes = causes_shown(run)
            book.open(run.spider, run.arguments, run.id, run.finished_at, causes)
            if run.verdict in PROOF and run.asked:
                book.clear(run, causes)
            book.mark_evaluated(run)
        runs = run_states(book.connection, settings.getfloat("HOST_LEASE"))
        found = troubles(runs, patience(settings, "RUN_MAX_AGE"), patience(settings, "RUN_MAX_LENGTH"))
        book.clear_late([*_open_troubles(book, found), *_open_fires(book)])
        book.expire(FORGET_AFTER)


def patience(settings: BaseSettings, name: str) -> timedelta:
    """RUN_MAX_AGE (how old the last good run may be) or RUN_MAX_LENGTH (how long a run may take); 0 is no
    bound."""
    return timedelta(seconds=settings.getfloat(name)) or timedelta.max


def causes_shown(run: EndedRun) -> list[Cause]:
    """What a run that has ended shows; nothing if all was well."""
    if run.verdict == "ok":
        return []
    if run.finish_reason == "lost":
        return [Cause(cause=LOST, kind="lost", reason=LOST)]
    reasons = causes_of(run.reasons) or causes_of([f"the verdict is {run.verdict}, without a reason"])
    kind = run.verdict if run.verdict in ("failed", "degraded", "lost") else "failed"
    return [Cause(cause=cause, kind=kind, reason=reason) for cause, reason in reasons.items()]


def _open_troubles(book: AlertStore, found: list[Trouble]) -> list[tuple[str, str]]:
    """Open what is wrong; the (spider, cause) pairs of what is late."""
    late = []
    for trouble in found:
        cause = Cause(cause=trouble.cause, kind=trouble.kind, reason=trouble.text)
        run, arguments = trouble.run, {}
        if trouble.kind == "late":
            late.append((trouble.spider, trouble.cause))
        elif run is None or run.now - trouble.at > FORGET_AFTER:
            continue
        else:
            arguments = run.arguments
        book.open(trouble.spider, arguments, run.id if run else None, trouble.at, [cause])
    return late


def _open_fires(book: AlertStore) -> list[tuple[str, str]]:
    """Open what no run tells, for there is none: slots that were missed, crawls that never began. The
    (spider, cause) pairs of what is late."""
    late = []
    for fire in book.fires_without_run(FORGET_AFTER):
        missed = fire.state == "missed"
        cause = f"schedule {fire.schedule}: {'a slot was missed' if missed else 'its crawl began no run'}"
        reason = f"schedule {fire.schedule}, due {wib(fire.slot)}: {fire.state}: {fire.reason}"
        seen = Cause(cause=cause, kind="late" if missed else fire.state, reason=reason)
        book.open(fire.spider, {} if missed else fire.arguments, None, fire.ended_at, [seen])
        if missed:
            late.append((fire.spider, cause))
    return late
