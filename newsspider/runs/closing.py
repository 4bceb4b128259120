"""Merge the workers' reports when the last one leaves, judge the run and close it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from newsspider.reasons.outlets import OutletVerdict, worst
from newsspider.reasons.reason import NOTICES, Reason, ReasonCode, distinct, reasons_of, rows_of
from newsspider.reasons.verdict import FinishReason, Verdict
from newsspider.runs.counters import counts_of
from newsspider.runs.examining import ExaminedOutlet, measured
from newsspider.runs.hosts import Asked
from newsspider.runs.verdict import judge, judge_outlet, judge_rest
from newsspider.store.crawl.store import Store
from newsspider.store.crawl.summaries import summarise
from newsspider.store.crawl.workers import WorkerReport
from newsspider.store.retry import StoreLost

MAXIMA = ("elapsed_time", "paused/", "crawl_delay/")
"""Counters of which the largest is the run's, not the sum."""

Judgement = tuple[Verdict, list[Reason]]


async def end_worker(
    store: Store, report: WorkerReport, pace: float, asked: Sequence[Asked] = ()
) -> Judgement:
    """Store this worker's report; the last worker closes the run. Returns the verdict and its reasons: the
    run's, or those of this report while others go on.

    `asked` are the outlets of the run. What is not as expected degrades one, and so does a host that is not
    in order. The verdict on the run is the worst.
    """
    briefly = store.pool.retry.at_end
    await briefly(store.fetches.save)
    reports = await briefly(lambda: store.worker.finish(report, pace))
    if going_on := sum(other.alive for other in reports):
        verdict, reasons = judge(report.finish_reason or "", report.counters, reasons_of(report.flaws))
        others = Reason.of(ReasonCode.RUN_GOES_ON, processes=going_on)
        return verdict, [*reasons_of(report.reasons), *reasons, others]
    return await _close(store, merged(reports), asked)


async def _close(store: Store, whole: WorkerReport, asked: Sequence[Asked]) -> Judgement:
    """Write how the run ended. Each step is the same if it is done twice."""
    finish, counters = whole.finish_reason or "", dict(whole.counters)
    examined = _examined(counters, asked)
    flaws = reasons_of(whole.flaws)
    try:
        await store.pool.retry.at_end(store.count_outlets)
        flaws += await measured(store, counters, examined)
        if store.run is not None:
            await summarise(store.pool, store.run)
    except StoreLost as lost:  # its row is closed all the same
        flaws.append(Reason.of(ReasonCode.NOT_MEASURED, error=str(lost)))
        store.pool.retry.renew()
    verdict, reasons, outlets = _judge(finish, counters, flaws, examined)
    reported = reasons_of(whole.reasons)
    outlets = [_with_notices(one, reported) for one in outlets]
    reasons = distinct([*reported, *reasons])
    await store.pool.retry.at_end(lambda: store.finish_run(finish, verdict, reasons, counters, outlets))
    return verdict, reasons


def _examined(counters: dict[str, Any], asked: Sequence[Asked]) -> list[ExaminedOutlet]:
    """The outlets, each with its own counters: those of the run if it is the only one."""
    if len(asked) == 1:
        return [ExaminedOutlet(asked[0], counters)]
    return [ExaminedOutlet(one, counts_of(counters, one.outlet, one.hosts)) for one in asked]


def _with_notices(one: OutletVerdict, reported: Iterable[Reason]) -> OutletVerdict:
    """The verdict on an outlet, with what the workers report of it that is no trouble."""
    notices = [reason for reason in reported if reason.code in NOTICES]
    own = [reason for reason in notices if reason.numbers.get("outlet", one.outlet) == one.outlet]
    return replace(one, reasons=distinct([*one.reasons, *own]))


def _judge(
    finish: str, counters: Mapping[str, Any], flaws: Sequence[Reason], examined: Sequence[ExaminedOutlet]
) -> tuple[Verdict, list[Reason], list[OutletVerdict]]:
    """The verdict on a run, its reasons, and the verdict on each outlet."""
    if len(examined) > 1:
        return _judge_several(finish, counters, flaws, examined)
    of_outlet = [flaw for one in examined for flaw in one.flaws]
    verdict, reasons = judge(finish, counters, [*flaws, *of_outlet])
    return verdict, reasons, [OutletVerdict(one.asked.outlet, verdict, distinct(reasons)) for one in examined]


def _judge_several(
    finish: str, counters: Mapping[str, Any], flaws: Sequence[Reason], examined: Sequence[ExaminedOutlet]
) -> tuple[Verdict, list[Reason], list[OutletVerdict]]:
    """The verdict on a run of several outlets, which is the worst, its reasons, and the verdict on each.

    A run that was cut short has failed for each of them.
    """
    verdict, reasons = judge_rest(finish, counters, flaws)
    cut = [reason for reason in reasons if reason.code is ReasonCode.CRAWL_ENDED_EARLY]
    outlets, verdicts = [], [verdict]
    for one in examined:
        own, why = judge_outlet(one.counters, one.flaws)
        reasons += OutletVerdict(one.asked.outlet, own, distinct(why)).reasons_of_run
        outlets.append(OutletVerdict(one.asked.outlet, verdict if cut else own, distinct([*cut, *why])))
        verdicts.append(own)
    return worst(verdicts), reasons, outlets


def merged(reports: Iterable[WorkerReport]) -> WorkerReport:
    """All reports as one. A worker that died has what it had counted by its last heartbeat."""
    counters: dict[str, Any] = {}
    whole = WorkerReport(finish_reason=None, counters=counters, reasons=[], flaws=[])
    ends = []
    for report in reports:
        for name, value in report.counters.items():
            counters[name] = _sum(name, counters.get(name), value)
        whole.reasons.extend(report.reasons)
        whole.flaws.extend(report.flaws)
        if report.died:
            counters["in_flight"] = counters.get("in_flight", 0) - report.counters.get("in_flight", 0)
            machine = report.machine.split(" ")[0]
            died = Reason.of(ReasonCode.PROCESS_DIED, process=str(report.process), machine=machine)
            whole.flaws.extend(rows_of([died]))
        elif report.finish_reason:
            ends.append(report.finish_reason)
    early = [reason for reason in ends if reason != FinishReason.FINISHED]
    reason = (early or ends or [FinishReason.LOST])[0]
    return replace(whole, finish_reason=reason)


def _sum(name: str, known: Any, value: Any) -> Any:
    if not isinstance(value, (int, float)) or not isinstance(known, (int, float)):
        return value
    return max(known, value) if name.startswith(MAXIMA) else known + value
