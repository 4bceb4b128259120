"""Command `scrapy import-warc FILE...`: store the stories of known outlets that WARC files hold.

It makes no request. Exit codes: 0 done, or stopped in order. 1 no database, or a file that could not be read
to its end; the others are read. 2 bad usage.
"""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

from scrapy.exceptions import UsageError
from scrapy.settings import Settings

from newsspider.console.command import ProjectCommand
from newsspider.console.foreground import on_stop_signals
from newsspider.console.importing import progress_text, report_lines
from newsspider.console.progress import ProgressLine
from newsspider.console.terminal import show, warn
from newsspider.frontier.revisits import revisit_policy_of
from newsspider.imports.importing import Import
from newsspider.runs.archiving import PageArchive
from newsspider.store.crawl.store import Store
from newsspider.store.migrate import migrate
from newsspider.store.retry import StoreLost
from newsspider.visits import RevisitPolicy


class Command(ProjectCommand):
    """Import WARC files."""

    description = "Store the stories of known outlets that WARC files hold, such as CC-NEWS"
    operands = "<file.warc.gz> ..."
    failures: ClassVar[Mapping[type[Exception], int]] = {StoreLost: 1}

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--again", action="store_true", help="read files anew that were read before")

    def execute(self, args: list[str], opts: argparse.Namespace) -> int:
        if not args:
            raise UsageError("expected WARC files: scrapy import-warc news.warc.gz", print_help=False)
        with self.database() as conninfo:
            migrate(conninfo)
            done = asyncio.run(_run(self.project_settings, conninfo, [Path(arg) for arg in args], opts.again))
        show(*report_lines(done.report, done.stopped))
        for problem in done.report.problems:
            warn(problem)
        return 1 if done.report.problems else 0


async def _run(settings: Settings, conninfo: str, files: Sequence[Path], again: bool) -> Import:
    archive = PageArchive.of(settings)
    policy = replace(revisit_policy_of(settings), retry_waits=RevisitPolicy().retry_waits)
    store = Store(conninfo, revisit_policy=policy, batch_seconds=0.05, capture=archive.capture)
    await store.open()
    try:
        with ProgressLine("importing") as line:
            work = Import(store=store, again=again, say=lambda report: line.update(progress_text(report)))
            on_stop_signals(work.stop)
            await work.run(files)
    finally:
        await store.close()
        archive.close()
    return work
