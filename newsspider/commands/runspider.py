"""Command `scrapy runspider`: Scrapy's own, with the crawl's exit code and its summary."""

from __future__ import annotations

import argparse
import sys

from scrapy import Spider
from scrapy.commands.runspider import Command as RunSpiderCommand
from scrapy.crawler import Crawler

from newsspider.console.manual import Documented
from newsspider.console.summary import run_summary
from newsspider.console.terminal import show
from newsspider.runs.recorder import RunRecorder


class Command(Documented, RunSpiderCommand):
    """Runs a spider from a file; the run prepares its database by itself."""

    requires_project = True
    crawler: Crawler | None = None

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        super().run(args, opts)
        assert self.crawler_process is not None
        if self.crawler is None or self.crawler_process.bootstrap_failed:
            return
        recorder = RunRecorder.of(self.crawler)
        self.exitcode = recorder.exit_code
        if found := recorder.summary():
            show(*run_summary(found), file=sys.stderr)

    def _create_crawler(self, spidercls: type[Spider] | str) -> Crawler:
        self.crawler = super()._create_crawler(spidercls)
        return self.crawler
