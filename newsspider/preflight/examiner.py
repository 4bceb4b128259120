"""Examination of one host: which pages are asked for, in which order, within a budget of requests."""

from __future__ import annotations

import re
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from urllib.parse import urlsplit

from newsspider.items import Article, Link, LinkKind, Listing
from newsspider.outlets.address import AddressKind
from newsspider.preflight.budget import BUDGET
from newsspider.preflight.checks import (
    BLOCKED,
    AskedHost,
    list_check,
    robots_check,
    second_page_check,
    stories_of,
    story_check,
    with_lines,
)
from newsspider.preflight.lines import suspect_lines
from newsspider.preflight.report import Answer, Check, CheckName, HostReport, Level, Trouble
from newsspider.visits import Source

STORIES = 2
BLOCKED_IN_A_ROW = 3
"""Answers in a row that say no, after which a host is left alone."""

Ask = Callable[[str, CheckName], Awaitable[Answer | None]]
"""Ask for an address; None where the budget is spent."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ExaminedHost:
    """The report of a host, with the stories that could be read, each by the place of its check."""

    report: HostReport
    stories: Mapping[int, Article]


@dataclass(kw_only=True)
class HostExaminer:
    """Examines a host. `requests` returns the number of requests that it got so far."""

    asked: AskedHost
    ask: Ask
    requests: Callable[[], int]
    checks: list[Check] = field(default_factory=list)
    stories: dict[int, Article] = field(default_factory=dict)
    _lists: list[Listing] = field(default_factory=list)

    async def examine(self) -> ExaminedHost:
        """Ask for what a crawl would ask for, until the budget is spent or the host is to be left alone."""
        began = time.monotonic()
        seeds = dict(self._seeds())
        robots = await self._robots(list(seeds.values()))
        if not self._is_closed:
            await self._all_lists(seeds, robots)
        if not self._is_closed:
            await self._stories()
        elif len(self.checks) > 1:
            self._note(
                CheckName.STORIES, Level.FAIL, "not asked for: the host is left alone after such answers"
            )
        report = HostReport(
            host=self.asked.host,
            checks=tuple(self.checks),
            requests=self.requests(),
            seconds=time.monotonic() - began,
        )
        return ExaminedHost(report=report, stories=self.stories)

    def _seeds(self) -> Iterator[tuple[CheckName, str]]:
        """The lists at which a night's crawl begins, the first one of each kind. Until noon they are those of
        the day before: today's index may name no story yet."""
        found: dict[CheckName, str] = {}
        day = (self.asked.now - timedelta(hours=12)).date()
        for url in self.asked.outlet.seeds(self.asked.host, day):
            name = _kind_of(url, self.asked.outlet.address(url).kind)
            if name is not CheckName.ROBOTS:
                found.setdefault(name, url)
        order = list(CheckName)
        return iter(sorted(found.items(), key=lambda item: order.index(item[0])))

    @property
    def _is_closed(self) -> bool:
        """Whether the host is to be left alone: no robots.txt, or nothing but refusals."""
        last = self.checks[-BLOCKED_IN_A_ROW:]
        no_rules = self.checks[0].trouble in (Trouble.ROBOTS_UNREACHABLE, Trouble.SILENT)
        blocked = [check for check in last if check.trouble in BLOCKED and check.level is Level.FAIL]
        throttled = any(check.trouble is Trouble.THROTTLED for check in last)
        return no_rules or throttled or len(blocked) == BLOCKED_IN_A_ROW

    async def _robots(self, lists: list[str]) -> Listing | None:
        answer = await self._answer(f"https://{self.asked.host}/robots.txt", CheckName.ROBOTS)
        if answer is None:
            return None
        check, named = robots_check(answer, self.asked, lists)
        self.checks.append(check)
        return named

    async def _all_lists(self, seeds: dict[CheckName, str], robots: Listing | None) -> None:
        named = [link.url for link in robots.links if link.url] if robots else []
        if sitemap := _best(named, self.asked.host) or seeds.get(CheckName.SITEMAP):
            await self._sitemap(sitemap)
        for name in (CheckName.INDEX, CheckName.FRONT, CheckName.FEED):
            if name in seeds and not self._is_closed:
                await self._list(name, seeds[name])

    async def _sitemap(self, url: str) -> None:
        """A sitemap; of an index of sitemaps one more, that of the news if there is one."""
        listing = await self._list(CheckName.SITEMAP, url)
        if listing is not None and listing.source is Source.SITEMAP_INDEX and not self._is_closed:
            children = [link.url for link in listing.links if link.url]
            if child := _best(children, self.asked.host):
                await self._list(CheckName.SITEMAP, child)

    async def _list(self, name: CheckName, url: str) -> Listing | None:
        answer = await self._answer(url, name)
        if answer is None:
            return None
        check, listing = list_check(name, answer, self.asked)
        self.checks.append(check)
        if listing is not None:
            self._lists.append(listing)
        return listing

    async def _stories(self) -> None:
        """Two stories, of different address forms where the lists have both, and a second page."""
        chosen = self._chosen()
        if not chosen:
            self._note(
                CheckName.STORIES, Level.FAIL, "no list names a story of this host", Trouble.NO_STORIES
            )
        for url in chosen:
            if self._is_closed or (answer := await self._answer(url, CheckName.STORY)) is None:
                return
            check, article = story_check(answer, self.asked)
            self.checks.append(check)
            if article is not None:
                self.stories[len(self.checks) - 1] = article
        await self._second_page()

    async def _second_page(self) -> None:
        for first, url in self._second_pages():
            answer = await self._answer(url, CheckName.SECOND_PAGE)
            if answer is None:
                return
            self.checks.append(second_page_check(answer, self.asked, first))
            return
        if self.stories:
            self._note(CheckName.SECOND_PAGE, Level.OK, "neither these stories nor the index have one")

    async def _answer(self, url: str, name: CheckName) -> Answer | None:
        """The answer to a request; None, noted as a row, where the budget is spent."""
        answer = await self.ask(url, name)
        if answer is None:
            level = Level.OK if name is CheckName.SECOND_PAGE else Level.WARN
            self._note(name, level, f"not asked for: {BUDGET} requests are spent")
        return answer

    def _note(self, name: CheckName, level: Level, found: str, trouble: Trouble | None = None) -> None:
        """Add a row without a request of its own."""
        url = f"https://{self.asked.host}/"
        self.checks.append(Check(name=name, url=url, level=level, found=found, trouble=trouble))

    def _second_pages(self) -> Iterator[tuple[Article | Listing, str]]:
        for story in self.stories.values():
            if story.page_count > 1:
                yield story, f"{story.url}{'&' if '?' in story.url else '?'}page=2"
        for listing in self._lists:
            further = [link.url for link in listing.links if link.kind is LinkKind.PAGINATION and link.url]
            if listing.source is Source.INDEX and further:
                yield listing, further[0]

    def _chosen(self) -> list[str]:
        links: dict[str, Link] = {}
        for listing in self._lists:
            for link in stories_of(listing, self.asked):
                known = links.setdefault(self.asked.outlet.address(link.url).identity, link)
                if known.published_at is None and link.published_at is not None:
                    links[self.asked.outlet.address(link.url).identity] = link
        newest = sorted(links, key=lambda url: _age(links[url]), reverse=True)
        others = [url for url in newest[1:] if newest and _form(url) != _form(newest[0])]
        return [*newest[:1], *others, *newest[1:]][:STORIES]


def with_suspect_lines(examined: Sequence[ExaminedHost]) -> list[HostReport]:
    """The reports with the suspect lines of their stories: those of all hosts are compared."""
    lines = iter(suspect_lines([story for each in examined for story in each.stories.values()]))
    reports = []
    for each in examined:
        checks = list(each.report.checks)
        for place in each.stories:
            checks[place] = with_lines(checks[place], next(lines))
        reports.append(replace(each.report, checks=tuple(checks)))
    return reports


def _kind_of(url: str, kind: AddressKind) -> CheckName:
    path = urlsplit(url).path
    if path == "/robots.txt":
        return CheckName.ROBOTS
    if "sitemap" in path:
        return CheckName.SITEMAP
    if kind is AddressKind.HUB or path in ("", "/"):
        return CheckName.FRONT
    is_feed = path.endswith((".xml", ".rss", ".json")) or re.search(r"\b(?:rss|feed)\b", path)
    return CheckName.FEED if is_feed else CheckName.INDEX


def _best(urls: list[str], host: str) -> str | None:
    """The sitemap to look at: one of the host's own, that of the news if there is one."""
    own = [url for url in urls if urlsplit(url).hostname == host]
    news = [url for url in own if "news" in urlsplit(url).path]
    return next(iter([*news, *own]), None)


def _age(link: Link) -> float:
    time = link.published_at or link.modified_at
    return time.timestamp() if time else 0.0


def _form(url: str) -> str:
    """The form of a story's address: its path with numbers and words made alike."""
    return re.sub(r"[^/\d]+", "a", re.sub(r"\d+", "0", urlsplit(url).path.rpartition("/")[0]))
