"""Spider of a preflight: asks each host as a crawl would, by the same middlewares, without a database."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import datetime
from functools import partial

import scrapy
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Request, Response
from scrapy.settings import BaseSettings, Settings

from newsspider.downloader.failures import downloaded, reason_of
from newsspider.downloader.networks import network_of, wall_of
from newsspider.http.identity import state_identity
from newsspider.outlets.crawled import CrawledOutlets
from newsspider.outlets.outlet import Outlet
from newsspider.preflight.budget import BudgetMiddleware, BudgetSpent
from newsspider.preflight.checks import AskedHost
from newsspider.preflight.examiner import ExaminedHost, HostExaminer, with_suspect_lines
from newsspider.preflight.report import Answer, CheckName, HostReport

OnAnswer = Callable[[str, CheckName, Answer], None]
"""Called with each answer: its host, what was asked for, and the answer."""


class PreflightFailed(Exception):
    """The preflight could not be made: the message says what was expected and what was found."""


class PreflightSpider(scrapy.Spider):
    """Examines the hosts, all at once and each at its own pace. `found` gets what each examination came to,
    in the order of the hosts."""

    name = "preflight"
    custom_settings = {"ITEM_PIPELINES": {}}

    def __init__(
        self,
        outlet: Outlet,
        hosts: Sequence[str],
        on_answer: OnAnswer,
        found: list[ExaminedHost | BaseException],
    ) -> None:
        super().__init__()
        self.outlet, self.hosts, self.on_answer, self.found = outlet, hosts, on_answer, found
        self.outlets = CrawledOutlets([outlet])
        self.sent: Counter[str] = Counter()

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """Add the budget, nearer to the download than the middlewares that follow redirects."""
        super().update_settings(settings)
        settings["DOWNLOADER_MIDDLEWARES"].set(BudgetMiddleware, 620)

    async def start(self) -> AsyncIterator[Request]:
        """Examine the hosts. Every request is made here; none is left for the engine."""
        now = datetime.now(self.outlet.timezone)
        examiners = [self._examiner(AskedHost(outlet=self.outlet, host=host, now=now)) for host in self.hosts]
        self.found += await asyncio.gather(*(each.examine() for each in examiners), return_exceptions=True)
        left: tuple[Request, ...] = ()
        for request in left:
            yield request

    def _examiner(self, asked: AskedHost) -> HostExaminer:
        sent = partial(self.sent.__getitem__, asked.host)
        return HostExaminer(asked=asked, ask=partial(self._ask, asked.host), requests=sent)

    async def _ask(self, host: str, url: str, name: CheckName) -> Answer | None:
        as_list = name is not CheckName.STORY
        meta = {"download_maxsize": self.outlet.limits.list_maxsize} if as_list else {}
        found = await downloaded(self.crawler, Request(url, meta=meta))
        if isinstance(found, BudgetSpent):
            return None
        answer = _answer(url, found)
        self.on_answer(host, name, answer)
        return answer


def _answer(url: str, found: Response | Exception) -> Answer:
    if isinstance(found, Exception):
        return Answer(url=url, reason=reason_of(found), detail=str(found))
    wall = wall_of(found) if found.status != 200 else None
    return Answer(
        url=url,
        final_url=found.url,
        status=found.status,
        body=found.body,
        content_type=(found.headers.get("Content-Type") or b"").decode("latin-1"),
        network=network_of(found),
        wall=wall,
        seconds=found.meta.get("download_latency") if found.request is not None else None,
    )


def preflight(
    settings: Settings, outlet: Outlet, hosts: Sequence[str], on_answer: OnAnswer
) -> list[HostReport]:
    """The reports of these hosts, in their order. Raises PreflightFailed, BadValue."""
    found: list[ExaminedHost | BaseException] = []
    state_identity(settings, outlet.name)
    settings.set("LOG_ENABLED", False, priority="cmdline")  # the table says what went wrong
    process = AsyncCrawlerProcess(settings)
    crawl = process.crawl(PreflightSpider, outlet=outlet, hosts=hosts, on_answer=on_answer, found=found)
    process.start()
    errors: list[BaseException] = [each for each in found if isinstance(each, BaseException)]
    if crawl.done() and not crawl.cancelled() and (error := crawl.exception()):
        errors.append(error)
    if errors:
        names = f"{type(errors[0]).__name__}: {errors[0]}"
        raise PreflightFailed(f"expected to ask the hosts of {outlet.name}, found {names}") from errors[0]
    if not found:
        raise PreflightFailed("expected a report of each host, found that the preflight was stopped")
    return with_suspect_lines([each for each in found if isinstance(each, ExaminedHost)])
