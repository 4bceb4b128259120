"""Command `scrapy preflight OUTLET`: ask each host a few pages, and say whether a crawl could read them.

Needs no database. Exit codes: 0 a crawl would read them. 1 something would fail, or the preflight could not
be made. 2 bad usage.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import ClassVar

from scrapy.exceptions import UsageError

from newsspider.console.command import ProjectCommand
from newsspider.console.json_output import show_json
from newsspider.console.preflight import as_data, report_lines
from newsspider.console.terminal import progress, safe, show, warn
from newsspider.http.identity import is_reachable, user_agent_of
from newsspider.outlets import OUTLETS
from newsspider.outlets.site import Site
from newsspider.preflight.report import Answer, CheckName, HostReport, Level, worst
from newsspider.preflight.saving import NotSaved, PageFolder
from newsspider.preflight.spider import PreflightFailed, preflight
from newsspider.runs.database import NO_CONTACT
from newsspider.validation import one_of, refuse

EXIT_CODES = {Level.OK: 0, Level.WARN: 0, Level.FAIL: 1}


class Command(ProjectCommand):
    """At most eight polite requests a host, and a table of what came."""

    description = "Ask each host a few pages, politely, and show whether a crawl could read them"
    operands = "<outlet>"
    failures: ClassVar[Mapping[type[Exception], int]] = {PreflightFailed: 1, NotSaved: 1}

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument(
            "--hosts", metavar="NAMES", help="such as www,solo, or all (default: HOSTS, or all)"
        )
        parser.add_argument("--save", metavar="FOLDER", help="keep the pages in a new folder below this one")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def execute(self, args: list[str], opts: argparse.Namespace) -> int:
        if len(args) != 1:
            raise UsageError("expected one outlet: scrapy preflight tribun", print_help=False)
        settings = self.project_settings
        outlet = OUTLETS[one_of("the outlet", args[0], sorted(OUTLETS))]
        hosts = hosts_named(outlet, opts.hosts if opts.hosts is not None else settings["HOSTS"] or "all")
        agent = user_agent_of(settings, outlet.name)
        saver = PageSaver(PageFolder.create(opts.save) if opts.save else None)
        if not is_reachable(settings):
            warn(NO_CONTACT)
        with progress(safe("")) as moving:

            def answered(host: str, name: CheckName, answer: Answer) -> None:
                moving.update(safe(saver.save(host, name, answer)))

            reports = preflight(settings, outlet, hosts, answered)
        self._show(reports, opts.json, agent, saver)
        return EXIT_CODES[worst(report.level for report in reports)]

    def _show(self, reports: Sequence[HostReport], as_json: bool, agent: str, saver: PageSaver) -> None:
        """Show the reports. Raises NotSaved if a page could not be saved."""
        folder = str(saver.folder.path) if saver.folder else None
        if as_json:
            show_json({"user_agent": agent, "folder": folder, "hosts": as_data(reports)})
        else:
            show(*report_lines(reports, agent, folder))
        if saver.error is not None:
            raise saver.error


class PageSaver:
    """Saves each answer in the folder, if there is one, and counts the answers. `error` is the first failure
    to save one; the preflight goes on without saving more."""

    def __init__(self, folder: PageFolder | None) -> None:
        self.folder = folder
        self.error: NotSaved | None = None
        self._answers: Counter[str] = Counter()

    def save(self, host: str, name: CheckName, answer: Answer) -> str:
        """Save an answer. Returns a line about the progress."""
        self._answers[host] += 1
        if self.folder is not None and self.error is None:
            try:
                self.folder.save(host, name, answer)
            except NotSaved as error:
                self.error = error
        return f"{self._answers.total()} answers of {len(self._answers)} hosts; {host}: {name}"


def hosts_named(site: Site, text: str) -> list[str]:
    """The newsrooms named in short (`solo`) or in full, the main one first. Raises BadValue."""
    names = [name.strip().lower() for name in text.split(",") if name.strip()]
    if not names or "all" in names:
        return sorted(site.newsrooms, key=lambda host: (not host.startswith("www."), host))
    found: list[str] = []
    for name in names:
        host = site.host_named(name)
        if host is None:
            known = ", ".join(sorted(each.split(".")[0] for each in site.newsrooms))
            raise refuse("--hosts", f"all or some of {known}", name)
        found.append(host)
    return list(dict.fromkeys(found))
