"""Crawl session: one process's share of a run, with its store, leases and feeder.

`open_session` builds it whole, once the database answers and the run's row is written.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import asdict, dataclass, field
from typing import Any

from scrapy.settings import BaseSettings

from newsspider import __version__
from newsspider.frontier.backfill import Backfill
from newsspider.frontier.feeder import CrawlScope, FrontierFeeder
from newsspider.frontier.leases import HostLeases
from newsspider.frontier.pauses import HostPauses
from newsspider.frontier.policy import LinkPolicy, leads_nowhere
from newsspider.frontier.refusals import HostRefusals
from newsspider.frontier.revisits import revisit_policy_of
from newsspider.items import Article, Listing, Outcome
from newsspider.outlets.crawled import CrawledOutlets
from newsspider.reasons.reason import Reason, ReasonCode, rows_of
from newsspider.reasons.verdict import FinishReason, Verdict
from newsspider.runs.archiving import PageArchive
from newsspider.runs.closing import end_worker
from newsspider.runs.counters import Counts, of_outlet
from newsspider.runs.hosts import Asked
from newsspider.runs.opinions import Opinions
from newsspider.runs.retention import TableRetention
from newsspider.runs.shutdown import GracefulShutdown
from newsspider.runs.stated import stated_settings
from newsspider.store.crawl.store import Store
from newsspider.store.crawl.workers import WorkerReport
from newsspider.store.retry import StoreLost
from newsspider.urls import host_of
from newsspider.visits import DuePage

logger = logging.getLogger(__name__)

STOP_SECONDS = 5.0
"""Time for a statement once the crawl was stopped: the process ends within 30 seconds."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CrawlPlan:
    """What a spider wants crawled: which pages of the outlets, how far links are followed, and the backfill.

    `arguments` and `settings` are recorded in the run's row.
    """

    spider: str
    outlets: CrawledOutlets
    scope: CrawlScope
    link_policy: LinkPolicy
    arguments: Mapping[str, Any] = field(default_factory=dict)
    settings: Mapping[str, str] = field(default_factory=dict)
    backfill: Backfill | None = None


class CrawlSession:
    """The store, leases and feeder of a crawl; `run` is the number of its run."""

    def __init__(
        self,
        plan: CrawlPlan,
        *,
        run: int,
        store: Store,
        feeder: FrontierFeeder,
        refusals: HostRefusals,
        counts: Counts,
        shutdown: GracefulShutdown,
        archive: PageArchive,
        retention: TableRetention,
        resources: AsyncExitStack,
    ) -> None:
        self.plan, self.run, self.store = plan, run, store
        self.feeder, self.leases, self.refusals = feeder, feeder.leases, refusals
        self.counts, self.shutdown, self.archive = counts, shutdown, archive
        self.retention = retention
        self.opinions = Opinions()
        self.reasons: list[Reason] = []
        self.unwritten: set[str] = set()
        self._resources = resources

    async def pages(self) -> AsyncIterator[DuePage]:
        """Due pages of the plan, as the feeder gives them out."""
        async for page in self.feeder.pages():
            if self._has_several:
                self.counts.add(of_outlet(self.plan.scope.hosts[page.host], "asked"))
            yield page

    @property
    def _has_several(self) -> bool:
        """Whether outlets are counted apart."""
        return len(self.plan.outlets.names) > 1

    async def save(self, page: str, outcome: Outcome) -> Outcome:
        """Store the outcome of a page. Returns what was stored: a doubtful article is a rejection.

        Raises StoreLost, and ends the crawl, if the database stays away; the page stays due.
        """
        self.refusals.watch(outcome)
        if self.refusals.is_everywhere:
            self.shutdown.close_spider(FinishReason.REFUSED)
        site = self.plan.outlets.seen_from(self.plan.outlets.named(outcome.outlet))
        found = tuple(self.plan.link_policy.pages_of(site, outcome))
        try:
            outcome = await self.store.save(page, outcome, found)
            self.feeder.mark_due({target.host for target in found if target.outcome is None})
            if self.plan.backfill is not None:
                await self.plan.backfill.log_progress(self.store)
            self.feeder.release(page)
            self.unwritten.discard(page)
            return outcome
        except StoreLost as lost:
            self.lose_database(lost)
            raise
        finally:
            self.counts.outcome(outcome, by_outlet=self._has_several)
            self._compare(outcome)
            if isinstance(outcome, Listing) and leads_nowhere(site, outcome):
                self.counts.add(f"lists_nowhere/{host_of(outcome.url)}")

    def _compare(self, outcome: Outcome) -> None:
        """Hold the texts of a feed; count whether a story is as its feed has it."""
        if isinstance(outcome, Listing):
            self.opinions.note(outcome)
            self.counts.add("hubs", outcome.hub is not None)
        elif isinstance(outcome, Article) and (agrees := self.opinions.agrees(outcome)) is not None:
            word = "agree" if agrees else "differ"
            self.counts.add(f"opinions_{word}/{host_of(outcome.url)}")

    def lose_database(self, lost: StoreLost) -> None:
        """End the crawl: what it has is not stored in time, and stays due."""
        self.reasons.append(Reason.of(ReasonCode.DATABASE_LOST, error=str(lost)))
        self.shutdown.close_spider(FinishReason.DATABASE_LOST)

    def lose_page(self, page: str) -> None:
        """Leave a page due for the next run, because nothing has stored it."""
        self.unwritten.add(page)
        self.feeder.abandon(page)

    def counters(self) -> dict[str, Any]:
        """What this process has asked for and stored."""
        return {
            **asdict(self.store.written),
            "asked": self.feeder.fed,
            "unwritten": len(self.unwritten),
            "in_flight": len(self.feeder.in_flight),
            **self.archive.counters(),
        }

    async def end(
        self,
        finish_reason: str,
        flaws: Sequence[Reason],
        counters: Callable[[], Mapping[str, Any]],
    ) -> tuple[Verdict, list[Reason]]:
        """Release the hosts, store the report; the last process judges the run. Returns verdict and reasons.

        Raises StoreLost or the database's error if that cannot be written.
        """
        self.leases.stop()
        self.store.pool.retry.renew()
        if self.plan.backfill is not None:
            self.counts.update(await self.plan.backfill.progress(self.store))
        self.reasons += self._left_to_others()
        await self.store.worker.confirm()
        async with self.store.pool.retry.deadline():
            await self.leases.release_all(self.feeder.pauses.remaining)
        report = WorkerReport(
            finish_reason=finish_reason,
            counters=counters(),
            reasons=rows_of(self.reasons),
            flaws=rows_of(flaws),
        )
        came_far = finish_reason in (FinishReason.FINISHED, FinishReason.REFUSED)
        asked = [self._asked(name, judges_hosts=came_far) for name in self.plan.outlets.names]
        judgement = await end_worker(self.store, report, self.leases.pace, asked)
        if finish_reason == FinishReason.FINISHED:
            await self.archive.remove_expired(self.store.pool)
            await self.retention.drop_expired(self.store.pool)
        return judgement

    def _left_to_others(self) -> Iterator[Reason]:
        """The workers that crawl the hosts of an outlet of which nothing was left to ask for. Those of this
        run tell what they did themselves."""
        for name in self.plan.outlets.names:
            hosts = {host for host, outlet in self.plan.scope.hosts.items() if outlet == name}
            asked = self.counts[of_outlet(name, "asked")] if self._has_several else self.feeder.fed
            for other in self.feeder.crawling(hosts) if not asked else ():
                reason = Reason.of(ReasonCode.NOTHING_TO_DO, other=str(other))
                if other.run != self.run or not self.feeder.fed:
                    yield reason.of_outlet(name) if self._has_several else reason

    def _asked(self, name: str, *, judges_hosts: bool) -> Asked:
        """What is to be judged of an outlet at the run's end."""
        scope, outlet = self.plan.scope, self.plan.outlets.named(name)
        return Asked(
            outlet=name,
            hosts=frozenset(host for host, its_outlet in scope.hosts.items() if its_outlet == name),
            expectations=outlet.expectations,
            judges_hosts=judges_hosts,
            has_layouts=bool(outlet.layouts),
            nightly=not scope.only_this_run,
            whole=not scope.only_this_run and scope.limit is None,
            pace=self.leases.pace,
            longest_pause=self.feeder.pauses.longest,
            ended=self.feeder.ended,
        )

    async def close(self) -> None:
        """Write what is waiting and hang up."""
        await self._resources.aclose()


async def open_session(
    plan: CrawlPlan,
    settings: BaseSettings,
    conninfo: str,
    *,
    counts: Counts,
    counters: Callable[[], Mapping[str, object]],
    pauses: HostPauses,
    shutdown: GracefulShutdown,
) -> CrawlSession:
    """Begin a run, or join the one that other processes crawl with the same arguments.

    `counters` is what each heartbeat sends. Raises BadValue and StoreLost.
    """
    archive, retention = PageArchive.of(settings), TableRetention.of(settings)
    store = store_of(settings, conninfo, archive)
    async with AsyncExitStack() as resources:
        hurrying = store.pool.retry.set_deadline_when(lambda: shutdown.is_stopping, STOP_SECONDS)
        for watching in (hurrying, shutdown.watch()):
            resources.callback(asyncio.create_task(watching).cancel)
        resources.callback(archive.close)
        await store.open()
        resources.push_async_callback(store.close)
        recorded = {**stated_settings(settings), **plan.settings}
        run = await store.start_run(plan.spider, plan.arguments, __version__, recorded, plan.outlets.names)
        logger.info("run %d of %s begins", run, plan.spider)
        feeder = feeder_of(settings, store, plan, pauses)
        await feeder.leases.start(counters, feeder.idle_hosts)
        return CrawlSession(
            plan,
            run=run,
            store=store,
            feeder=feeder,
            refusals=HostRefusals(feeder.leases, pauses, settings.getfloat("REFUSAL_PAUSE")),
            counts=counts,
            shutdown=shutdown,
            archive=archive,
            retention=retention,
            resources=resources.pop_all(),
        )


def feeder_of(settings: BaseSettings, store: Store, plan: CrawlPlan, pauses: HostPauses) -> FrontierFeeder:
    """A feeder with its leases as the settings describe them; no heartbeat is sent yet."""
    scope, paces = plan.scope, {host: plan.outlets.pace_of(host) for host in plan.scope.hosts}
    lease, pace = settings.getfloat("HOST_LEASE"), settings.getfloat("DOWNLOAD_DELAY")
    return FrontierFeeder(
        store,
        scope,
        HostLeases(store, scope.hosts, lease, pace, paces),
        pauses,
        max_in_flight=settings.getint("HOST_PAGES_IN_FLIGHT"),
        idle_timeout=settings.getfloat("RUN_IDLE_TIMEOUT"),
    )


def store_of(settings: BaseSettings, conninfo: str, archive: PageArchive) -> Store:
    """A store as the settings describe it, not opened; what it writes is archived first. Raises BadValue."""
    return Store(
        conninfo,
        batch_size=settings.getint("STORE_BATCH_SIZE"),
        batch_seconds=settings.getfloat("STORE_BATCH_SECONDS"),
        revisit_policy=revisit_policy_of(settings),
        lease=settings.getfloat("HOST_LEASE"),
        host_pages=settings.getint("HOST_PAGES_LIMIT"),
        fire=settings.getint("FIRE") or None,
        capture=archive.capture,
    )
