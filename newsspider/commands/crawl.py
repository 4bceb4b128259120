"""Command `scrapy crawl`: Scrapy's own, with a prepared database and a truthful exit code.

0: ok. 1: failed, or the database is not there. 2: bad usage. 3: degraded.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Mapping

import uvloop
from scrapy.commands.crawl import Command as CrawlCommand
from scrapy.crawler import Crawler
from scrapy.exceptions import UsageError
from scrapy.settings import BaseSettings
from scrapy.spiderloader import SpiderLoaderProtocol, get_spider_loader

from newsspider.alerting.newstories import post_stories
from newsspider.alerting.notify import notify
from newsspider.alerting.outage import notify_outage
from newsspider.alerting.receivers import complaints
from newsspider.alerting.webhooks import webhook_complaints
from newsspider.browser.policy import render_mode
from newsspider.console.crawlline import CrawlLine
from newsspider.console.foreground import Stopped, stoppable
from newsspider.console.manual import Documented
from newsspider.console.summary import run_summary
from newsspider.console.terminal import show
from newsspider.frontier.revisits import revisit_policy_of
from newsspider.http.identity import is_reachable, user_agent_of
from newsspider.outlets.limits import Limits
from newsspider.reasons.verdict import EXIT_CODES, FinishReason, Verdict
from newsspider.runs.database import NO_CONTACT, prepared
from newsspider.runs.recorder import RunRecorder, session_of
from newsspider.spiders.arguments import Arguments
from newsspider.spiders.checks import check_settings
from newsspider.spiders.news import NewsSpider
from newsspider.store.errors import StoreError
from newsspider.text import printable
from newsspider.validation import BadValue

STOP_TIMEOUT = {"seconds": 5.0}
"""Of each statement about alerts, after a crawl that was stopped."""


class Command(Documented, CrawlCommand):
    """Scrapy's own `crawl`, with a checked command line, a ready database and a truthful exit code."""

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Called by Scrapy before it logs anything, so that a usage error stands alone. Raises UsageError."""
        super().process_options(args, opts)
        if len(args) != 1:
            raise UsageError("expected one spider: scrapy crawl tribun", print_help=False)
        assert self.settings is not None
        check(get_spider_loader(self.settings), self.settings, args[0], opts.spargs)
        # Scrapy would make a loop of asyncio's, find it is not uvloop's, and drop it unclosed; Python 3.11.2
        # (Debian 12) complains of that with a traceback when the command ends early.
        asyncio.set_event_loop(uvloop.new_event_loop())

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None
        # A crawl without alerts is better than none.
        for complaint in [*complaints(self.settings), *webhook_complaints(self.settings)]:
            say(complaint)
        try:
            with stoppable(), prepared(self.settings, say) as conninfo:
                self.settings.set("DATABASE_URL", conninfo, priority="cmdline")
                if not is_reachable(self.settings):
                    say(NO_CONTACT)
                recorder = self._crawl(args[0], opts.spargs, conninfo)
                self._alert(conninfo, recorder)
            if recorder is not None and (found := recorder.summary()):
                show(*run_summary(found), file=sys.stderr)
        except (StoreError, Stopped) as error:
            say(str(error))
            self.exitcode = self.exitcode or EXIT_CODES[Verdict.FAILED]
            if isinstance(error, StoreError):
                notify_outage(self.settings, str(error))

    def _alert(self, conninfo: str, recorder: RunRecorder | None) -> None:
        """Send the alerts of a crawl that has ended, or could not begin; not of one forced to stop."""
        assert self.settings is not None
        if recorder is None:
            notify(conninfo, self.settings)
        elif recorder.away:
            notify_outage(self.settings, recorder.away)
        elif recorder.verdict:
            stopped = _was_stopped(recorder)
            notify(conninfo, self.settings, **(STOP_TIMEOUT if stopped else {}))
            if not stopped:
                post_stories(conninfo, self.settings)

    def _crawl(self, name: str, stated: dict[str, str], conninfo: str) -> RunRecorder | None:
        """The recorder, which has no verdict if the crawl was forced to stop; None if it could not begin."""
        assert self.crawler_process is not None
        assert self.settings is not None
        crawler = self._create_crawler(name)
        with CrawlLine(conninfo, self.settings.getfloat("HOST_LEASE"), lambda: _run_of(crawler)):
            self.crawler_process.crawl(crawler, **stated)
            self.crawler_process.start()
        if self.crawler_process.bootstrap_failed:
            self.exitcode = EXIT_CODES[Verdict.FAILED]
            return None
        recorder = RunRecorder.of(crawler)
        self.exitcode = recorder.exit_code
        return recorder


def _run_of(crawler: Crawler) -> int | None:
    """The number of the crawler's run, once it has begun. May be called in any thread."""
    try:
        session = session_of(crawler)
    except RuntimeError:  # its extensions are not loaded yet
        return None
    return session.run if session is not None else None


def _was_stopped(recorder: RunRecorder) -> bool:
    assert recorder.crawler.stats is not None
    return bool(recorder.crawler.stats.get_value("finish_reason") == FinishReason.SHUTDOWN)


def say(line: str) -> None:
    """One line on stderr."""
    print(f"newsspider: {printable(line)}", file=sys.stderr, flush=True)


def check(loader: SpiderLoaderProtocol, settings: BaseSettings, name: str, stated: Mapping[str, str]) -> None:
    """Whether this crawl can be meant: spider, arguments, settings. Raises UsageError."""
    if name not in loader.list():
        raise UsageError(
            f"expected a spider among {', '.join(sorted(loader.list()))}, found {name!r}", print_help=False
        )
    spider = loader.load(name)
    if issubclass(spider, NewsSpider):
        try:
            arguments = Arguments.parse(spider.known_outlets(), stated, settings["HOSTS"])
            check_settings(settings)
            revisit_policy_of(settings)
            Limits.of(settings)
            render_mode(settings)
            for outlet in arguments.outlets.names:
                user_agent_of(settings, outlet)
        except BadValue as error:
            raise UsageError(str(error), print_help=False) from None
    if not str(settings["FIRE"]).isdecimal():
        raise UsageError(f"expected FIRE to be a number, found {settings['FIRE']!r}", print_help=False)
