"""Command `scrapy bench`: names what measures this project instead."""

from __future__ import annotations

import argparse

from scrapy.exceptions import UsageError

from newsspider.console.command import ProjectCommand

INSTEAD = (
    "expected make bench, which measures this project: scrapy bench measures Scrapy alone, by a server on "
    "this machine, which a crawl of ours does not ask"
)


class Command(ProjectCommand):
    """In place of Scrapy's own, which would report a speed of zero."""

    description = "Say what to run instead: make bench"

    def execute(self, args: list[str], opts: argparse.Namespace) -> None:
        raise UsageError(INSTEAD, print_help=False)
