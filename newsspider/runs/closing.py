"""Merge the workers' reports when the last one leaves, judge the run and close it."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from newsspider.outlets.expectations import Expectation
from newsspider.reasons.reason import Reason, ReasonCode, distinct, reasons_of, rows_of
from newsspider.reasons.verdict import FinishReason, Verdict
from newsspider.runs.anomalies import anomalies, counted
from newsspider.runs.doubts import doubts
from newsspider.runs.hosts import Asked, host_reasons, refusing_everywhere
from newsspider.runs.verdict import REFUSING_HOSTS, judge
from newsspider.store.crawl.hosts import host_accounts
from newsspider.store.crawl.store import Store
from newsspider.store.crawl.summaries import summarise
from newsspider.store.crawl.workers import WorkerReport
from newsspider.store.reports.baselines import measures_of, save_measures, usual
from newsspider.store.reports.drift import new_banners
from newsspider.store.retry import StoreLost

MAXIMA = ("elapsed_time", "paused/", "crawl_delay/")
"""Counters of which the largest is the run's, not the sum."""

Judgement = tuple[Verdict, list[Reason]]


async def end_worker(
    store: Store,
    report: WorkerReport,
    pace: float,
    expectations: Sequence[Expectation] = (),
    asked: Asked | None = None,
) -> Judgement:
    """Store this worker's report; the last worker closes the run. Returns the verdict and its reasons: the
    run's, or those of this report while others go on.

    What is not as expected degrades a run, and so does a host of `asked` that is not in order.
    """
    briefly = store.pool.retry.at_end
    await briefly(store.fetches.save)
    reports = await briefly(lambda: store.worker.finish(report, pace))
    if going_on := sum(other.alive for other in reports):
        verdict, reasons = judge(report.finish_reason or "", report.counters, reasons_of(report.flaws))
        others = Reason.of(ReasonCode.RUN_GOES_ON, processes=going_on)
        return verdict, [*reasons_of(report.reasons), *reasons, others]
    return await _close(store, merged(reports), expectations, asked)


async def _close(
    store: Store, whole: WorkerReport, expectations: Sequence[Expectation], asked: Asked | None
) -> Judgement:
    """Write how the run ended. Each step is the same if it is done twice."""
    finish, counters = whole.finish_reason or "", dict(whole.counters)
    flaws = reasons_of(whole.flaws)
    try:
        flaws += await _measured(store, counters, expectations, asked)
        if store.run is not None:
            await summarise(store.pool, store.run)
    except StoreLost as lost:  # its row is closed all the same
        flaws.append(Reason.of(ReasonCode.NOT_MEASURED, error=str(lost)))
        store.pool.retry.renew()
    verdict, reasons = judge(finish, counters, flaws)
    reasons = distinct([*reasons_of(whole.reasons), *reasons])
    await store.pool.retry.at_end(lambda: store.finish_run(finish, verdict, reasons, counters))
    return verdict, reasons


async def _measured(
    store: Store, counters: dict[str, Any], expectations: Sequence[Expectation], asked: Asked | None
) -> list[Reason]:
    """What was not as expected; hosts that had more than a run may ask for are counted."""
    full = await store.pool.retry.at_end(store.worker.hosts_at_limit)
    if full:
        counters["limit/HOST_PAGES_LIMIT"] = len(full)
    known = frozenset(host for host, _ in full)
    odd = [*await _hosts(store, counters, asked, known), *await _anomalies(store, counters, expectations)]
    limited = (Reason.of(ReasonCode.HOST_LIMIT, host, pages=pages) for host, pages in full)
    return [*limited, *doubts(counters), *odd]


async def _hosts(
    store: Store, counters: dict[str, Any], asked: Asked | None, full: frozenset[str]
) -> list[Reason]:
    """What is wrong with single hosts; of `full` ones it is known why their pages wait. Counts the hosts of a
    run that was refused everywhere."""
    pool, run = store.pool, store.run
    if run is None or asked is None:
        return []
    ended = 0.0 if asked.ended is None else time.monotonic() - asked.ended
    accounts = await pool.retry.at_end(lambda: host_accounts(pool, run, asked.outlet, asked.hosts, ended))
    accounts = [replace(one, left_due=0) if one.host in full else one for one in accounts]
    if refusing := refusing_everywhere(accounts):
        counters[REFUSING_HOSTS] = len(refusing)
    return host_reasons(accounts, counters, asked)


async def _anomalies(
    store: Store, counters: Mapping[str, Any], expectations: Sequence[Expectation]
) -> list[Reason]:
    """Save what the run measured; what of it is not as expected."""
    pool, run, briefly = store.pool, store.run, store.pool.retry.at_end
    if run is None:
        return []
    measured = [*await briefly(lambda: measures_of(pool, run)), *counted(counters)]
    await briefly(lambda: save_measures(pool, run, measured))
    lines = [
        Reason.of(ReasonCode.NEW_LINE, line.excerpt, stories=line.stories, of_stories=line.possible)
        for line in await briefly(lambda: new_banners(pool, run))
    ]
    return [*lines, *anomalies(measured, await briefly(lambda: usual(pool, run)), expectations)]


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
