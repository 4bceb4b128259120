"""Command `scrapy reparse`: read archived pages again with today's rules, and write what reads otherwise.

It makes no request. Exit codes: 0 done, or stopped in order. 1 no database, no archive, or the processes or
the cluster that read are gone. 2 bad usage.
"""

from __future__ import annotations

import argparse
import asyncio
import os
from collections.abc import Mapping
from dataclasses import replace
from typing import ClassVar

from newsspider.archive.folder import archive_folder
from newsspider.console.command import CommandFailed, ProjectCommand
from newsspider.console.foreground import on_stop_signals
from newsspider.console.progress import ProgressLine
from newsspider.console.reparsing import progress_text, report_lines
from newsspider.console.terminal import show
from newsspider.frontier.revisits import revisit_policy_of
from newsspider.outlets import OUTLETS
from newsspider.outlets.limits import Limits
from newsspider.reparsing.reading import Rereader
from newsspider.reparsing.reparse import Reparse, ReparseReport
from newsspider.reparsing.workers import Workers, WorkersLost, workers_of
from newsspider.store.crawl.reparses import ReparseFilters, Reparses
from newsspider.store.migrate import migrate
from newsspider.store.retry import StoreLost
from newsspider.validation import BadValue, day, one_of, whole_number
from newsspider.visits import RevisitPolicy

MOST_PROCESSES = 256


class Command(ProjectCommand):
    """Read archived pages again."""

    description = "Read archived pages again with today's rules, and write what reads otherwise"
    failures: ClassVar[Mapping[type[Exception], int]] = {StoreLost: 1, WorkersLost: 1}

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--outlet", metavar="NAME", help="pages of this outlet")
        parser.add_argument("--host", metavar="NAMES", help="pages of these newsrooms: solo,jogja")
        parser.add_argument("--layout", metavar="NAME", help="stories that this layout has read")
        parser.add_argument("--rule", metavar="NAME", help="stories from which this rule has cut lines")
        parser.add_argument("--since", metavar="DAY", help="pages captured on this day or later")
        parser.add_argument("--until", metavar="DAY", help="pages captured on this day or earlier")
        parser.add_argument("--generic", action="store_true", help="stories that no layout has read")
        parser.add_argument("--rejections", action="store_true", help="pages that are no story yet")
        parser.add_argument("--processes", metavar="N", help="processes that read (all processors)")
        parser.add_argument("--dask", metavar="ADDRESS", help="read on this Dask cluster: tcp://host:8786")
        parser.add_argument("--dry-run", action="store_true", help="write nothing; show what would change")
        parser.add_argument("--again", action="store_true", help="begin anew, where an earlier one stopped")

    def execute(self, args: list[str], opts: argparse.Namespace) -> int:
        filters = filters_of(opts)
        count = whole_number("--processes", opts.processes or os.cpu_count() or 1, 1, MOST_PROCESSES)
        folder = archive_folder(self.project_settings)
        if folder is None or not folder.is_dir():
            found = f"no folder {folder}" if folder else "ARCHIVE off"
            raise CommandFailed(f"expected an archive of earlier crawls, found {found}")
        rereader = Rereader(folder=folder.resolve(), limits=Limits.of(self.project_settings))
        policy = replace(revisit_policy_of(self.project_settings), retry_waits=RevisitPolicy().retry_waits)
        with self.database() as conninfo:
            migrate(conninfo)
            workers = dask_workers(rereader, opts.dask) if opts.dask else workers_of(rereader, count)
            try:
                report = asyncio.run(_run(conninfo, policy, workers, filters, opts))
            finally:
                workers.close()
        show(*report_lines(report, opts.dry_run))
        return 0


def filters_of(opts: argparse.Namespace) -> ReparseFilters:
    """The filters that the options state. Raises BadValue."""
    if opts.outlet is not None:
        one_of("--outlet", opts.outlet, OUTLETS)
    if opts.rejections and (opts.generic or opts.layout or opts.rule):
        raise BadValue("expected --rejections without --generic, --layout and --rule, found both")
    since = day("--since", opts.since) if opts.since else None
    until = day("--until", opts.until) if opts.until else None
    if since and until and since > until:
        raise BadValue(f"expected --since before --until, found {since} and {until}")
    return ReparseFilters(
        outlet=opts.outlet,
        hosts=_hosts(opts.host, opts.outlet) if opts.host else None,
        layout=opts.layout,
        rule=opts.rule,
        since=since,
        until=until,
        generic=opts.generic,
        rejections=opts.rejections,
    )


def _hosts(stated: str, outlet: str | None) -> tuple[str, ...]:
    """The newsrooms of these names, in short or in full. Raises BadValue."""
    outlets = [OUTLETS[outlet]] if outlet else list(OUTLETS.values())
    found: list[str] = []
    for name in stated.split(","):
        hosts = [host for each in outlets if (host := each.host_named(name.strip())) is not None]
        if not hosts:
            raise BadValue(f"expected --host to name newsrooms such as solo,jogja, found {name.strip()!a}")
        found += hosts
    return tuple(sorted(set(found)))


def dask_workers(rereader: Rereader, address: str) -> Workers:
    """The workers of a Dask cluster. Raises WorkersLost."""
    from newsspider.reparsing.cluster import Cluster

    return Cluster(rereader, address)


async def _run(
    conninfo: str, policy: RevisitPolicy, workers: Workers, filters: ReparseFilters, opts: argparse.Namespace
) -> ReparseReport:
    store = Reparses(conninfo, policy)
    await store.pool.open()
    try:
        with ProgressLine("reading again") as line:
            reparse = Reparse(
                store=store,
                workers=workers,
                filters=filters,
                dry_run=opts.dry_run,
                again=opts.again,
                say=lambda report: line.update(progress_text(report)),
            )
            on_stop_signals(reparse.stop)
            return await reparse.run()
    finally:
        await store.pool.close()
