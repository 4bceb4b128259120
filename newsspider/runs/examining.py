"""Examination of a run's outlets at its end: their hosts, their measures, and what is not as expected."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from newsspider.outlets.expectations import NEWSROOM, Expectation
from newsspider.reasons.reason import Reason, ReasonCode
from newsspider.runs.anomalies import anomalies, counted
from newsspider.runs.doubts import doubts
from newsspider.runs.hosts import Asked, host_reasons, refusing_everywhere
from newsspider.runs.verdict import REFUSING_HOSTS
from newsspider.store.crawl.hosts import HostAccount, host_accounts
from newsspider.store.crawl.store import Store
from newsspider.store.reports.baselines import Measure, measures_of, save_measures, usual
from newsspider.store.reports.drift import new_banners
from newsspider.store.reports.suspects import Suspect

STATUS = "downloader/response_status_count/"
SHARED = ("render", "store")
"""Groups of measures that the outlets of a run share: the browser and the database."""


@dataclass(slots=True)
class ExaminedOutlet:
    """An outlet of a run: its own counters, and what degrades it."""

    asked: Asked
    counters: dict[str, Any]
    flaws: list[Reason] = field(default_factory=list)


async def measured(store: Store, counters: dict[str, Any], outlets: Sequence[ExaminedOutlet]) -> list[Reason]:
    """What was not as expected: fills the flaws of each outlet, and returns those that they share. Counts the
    hosts that had more than a run may ask for, and those of a run that was refused everywhere."""
    full = dict(await store.pool.retry.at_end(store.worker.hosts_at_limit))
    if full:
        counters["limit/HOST_PAGES_LIMIT"] = len(full)
    if not outlets:
        return [_at_limit(host, pages) for host, pages in full.items()]
    alone, lines = len(outlets) == 1, await _new_lines(store)
    for one in outlets:
        await _examine(store, one, full, lines, alone=alone)
    if alone:
        return []
    refusing = [one.counters.get(REFUSING_HOSTS, 0) for one in outlets]
    if all(refusing):
        counters[REFUSING_HOSTS] = sum(refusing)
    shared = [one for one in counted(counters) if one.name.split("/")[0] in SHARED]
    return await _anomalies(store, "", shared, NEWSROOM)


async def _examine(
    store: Store, one: ExaminedOutlet, full: Mapping[str, int], lines: Iterable[Suspect], *, alone: bool
) -> None:
    """Fill the flaws of an outlet; of full hosts it is known why their pages wait."""
    asked, run = one.asked, store.run
    limited = {host: pages for host, pages in full.items() if alone or host in asked.hosts}
    one.flaws += [_at_limit(host, pages) for host, pages in limited.items()]
    one.flaws += doubts(one.counters, has_layouts=asked.has_layouts)
    if run is None:
        return
    accounts = await _accounts(store, run, asked, limited)
    if not alone:
        one.counters |= _statuses(accounts)
    if asked.judges_hosts:
        if refusing := refusing_everywhere(accounts):
            one.counters[REFUSING_HOSTS] = len(refusing)
        one.flaws += host_reasons(accounts, one.counters, asked)
    of_stories = await store.pool.retry.at_end(lambda: measures_of(store.pool, run, asked.outlet))
    one.flaws += [
        Reason.of(ReasonCode.NEW_LINE, line.excerpt, stories=line.stories, of_stories=line.possible)
        for line in lines
        if line.outlet == asked.outlet
    ]
    one.flaws += await _anomalies(
        store, asked.outlet, [*of_stories, *counted(one.counters)], asked.expectations
    )


def _at_limit(host: str, pages: int) -> Reason:
    return Reason.of(ReasonCode.HOST_LIMIT, host, pages=pages)


async def _accounts(store: Store, run: int, asked: Asked, full: Mapping[str, int]) -> list[HostAccount]:
    pool = store.pool
    ended = 0.0 if asked.ended is None else time.monotonic() - asked.ended
    accounts = await pool.retry.at_end(lambda: host_accounts(pool, run, asked.outlet, asked.hosts, ended))
    return [replace(one, left_due=0) if one.host in full else one for one in accounts]


def _statuses(accounts: Iterable[HostAccount]) -> dict[str, int]:
    """The answers of these hosts by HTTP status, as counters."""
    found: Counter[str] = Counter()
    for account in accounts:
        found.update({f"{STATUS}{status}": n for status, n in account.statuses.items() if int(status)})
    return dict(found)


async def _new_lines(store: Store) -> Sequence[Suspect]:
    """The new lines in many of the run's stories."""
    run = store.run
    return [] if run is None else await store.pool.retry.at_end(lambda: new_banners(store.pool, run))


async def _anomalies(
    store: Store, outlet: str, found: Sequence[Measure], expectations: Sequence[Expectation]
) -> list[Reason]:
    """Save the measures of an outlet; what of them is not as expected."""
    pool, run, briefly = store.pool, store.run, store.pool.retry.at_end
    if run is None:
        return []
    await briefly(lambda: save_measures(pool, run, outlet, found))
    return anomalies(found, await briefly(lambda: usual(pool, run, outlet)), expectations)
