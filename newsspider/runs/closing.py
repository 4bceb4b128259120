"""Merge the workers' reports when the last one leaves, judge the run and close it."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from newsspider.outlets.expectations import Expectation
from newsspider.runs.anomalies import counted, surprises
from newsspider.runs.doubts import doubts
from newsspider.runs.hosts import Asked, host_reasons
from newsspider.runs.verdict import judge
from newsspider.store.crawl.hosts import host_accounts
from newsspider.store.crawl.store import Store
from newsspider.store.crawl.summaries import summarise
from newsspider.store.crawl.workers import WorkerReport
from newsspider.store.reports.baselines import measures_of, save_measures, usual
from newsspider.store.reports.drift import new_banners
from newsspider.store.retry import StoreLost

LONGEST = ("elapsed_time", "paused/", "crawl_delay/")
"""Counters of which the largest is the run's, not the sum."""


async def leave_run(
    store: Store,
    part: WorkerReport,
    pace: float,
    expectations: Sequence[Expectation] = (),
    asked: Asked | None = None,
) -> tuple[str, list[str]]:
    """End this process's part of the run; if it was the last, close the run's books. The verdict and the
    reasons: the run's, or those of this part while others go on. What is not as expected degrades a run, and
    so does a host of `asked` that is not in order."""
    briefly = store.pool.retry.at_end
    await briefly(store.fetches.save)
    parts = await briefly(lambda: store.worker.finish(part, pace))
    if going_on := sum(other.alive for other in parts):
        verdict, reasons = judge(part.finish_reason or "", part.counters, part.lacks)
        processes = "1 other process" if going_on == 1 else f"{going_on} other processes"
        return verdict, [*part.reasons, *reasons, f"the run goes on in {processes}"]
    return await _close(store, together(parts), expectations, asked)


async def _close(
    store: Store, whole: WorkerReport, expectations: Sequence[Expectation], asked: Asked | None
) -> tuple[str, list[str]]:
    """Write how the run ended. Each step is the same if it is done twice."""
    finish, counters = whole.finish_reason or "", dict(whole.counters)
    lacks = [*whole.lacks]
    try:
        lacks += await _measured(store, counters, expectations, asked)
        if store.run is not None:
            await summarise(store.pool, store.run)
    except StoreLost as lost:  # its row is closed all the same
        lacks.append(f"the run could not be measured: {lost}")
        store.pool.retry.renew()
    verdict, reasons = judge(finish, counters, lacks)
    reasons = list(dict.fromkeys([*whole.reasons, *reasons]))
    await store.pool.retry.at_end(lambda: store.finish_run(finish, verdict, reasons, counters))
    return verdict, reasons


async def _measured(
    store: Store, counters: dict[str, Any], expectations: Sequence[Expectation], asked: Asked | None
) -> list[str]:
    """What was not as expected, in words; hosts that had more than a run may ask for are counted."""
    full = await store.pool.retry.at_end(store.worker.hosts_at_limit)
    if full:
        counters["limit/HOST_PAGES_LIMIT"] = len(full)
    known = frozenset(host for host, _ in full)
    odd = [*await _hosts(store, counters, asked, known), *await _surprises(store, counters, expectations)]
    waits = (f"{host}: {pages:,} pages visited, the most of a run (HOST_PAGES_LIMIT)" for host, pages in full)
    return [*waits, *doubts(counters), *odd]


async def _hosts(
    store: Store, counters: Mapping[str, Any], asked: Asked | None, full: frozenset[str]
) -> list[str]:
    """What is wrong with single hosts, in words; of `full` ones it is known why their pages wait."""
    pool, run = store.pool, store.run
    if run is None or asked is None:
        return []
    ended = 0.0 if asked.ended is None else time.monotonic() - asked.ended
    accounts = await pool.retry.at_end(lambda: host_accounts(pool, run, asked.outlet, asked.hosts, ended))
    accounts = [replace(one, left_due=0) if one.host in full else one for one in accounts]
    return host_reasons(accounts, counters, asked)


async def _surprises(
    store: Store, counters: Mapping[str, Any], expectations: Sequence[Expectation]
) -> list[str]:
    """What the run measured is kept; what of it is not as expected, in words."""
    pool, run, briefly = store.pool, store.run, store.pool.retry.at_end
    if run is None:
        return []
    measured = [*await briefly(lambda: measures_of(pool, run)), *counted(counters)]
    await briefly(lambda: save_measures(pool, run, measured))
    banners = [banner.text_of_reason for banner in await briefly(lambda: new_banners(pool, run))]
    return [*banners, *surprises(measured, await briefly(lambda: usual(pool, run)), expectations)]


def together(parts: Iterable[WorkerReport]) -> WorkerReport:
    """The whole run of its parts. One that died is told; what it counted by its last sign of life counts."""
    counters: dict[str, Any] = {}
    whole = WorkerReport(finish_reason=None, counters=counters, reasons=[], lacks=[])
    ends = []
    for part in parts:
        for name, value in part.counters.items():
            counters[name] = _sum(name, counters.get(name), value)
        whole.reasons.extend(part.reasons)
        whole.lacks.extend(part.lacks)
        if part.died:
            counters["in_hand"] = counters.get("in_hand", 0) - part.counters.get("in_hand", 0)
            whole.lacks.append(f"process {part.process} on {part.machine.split(' ')[0]} died; others went on")
        elif part.finish_reason:
            ends.append(part.finish_reason)
    early = [reason for reason in ends if reason != "finished"]
    reason = (early or ends or ["lost"])[0]
    return WorkerReport(finish_reason=reason, counters=counters, reasons=whole.reasons, lacks=whole.lacks)


def _sum(name: str, known: Any, value: Any) -> Any:
    if not isinstance(value, (int, float)) or not isinstance(known, (int, float)):
        return value
    return max(known, value) if name.startswith(LONGEST) else known + value
