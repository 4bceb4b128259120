"""Command `scrapy bench`: what measures this project instead."""

from __future__ import annotations

import argparse

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

INSTEAD = (
    "expected make bench, which measures this project: scrapy bench measures Scrapy alone, by a server on "
    "this machine, which a crawl of ours does not ask"
)


class Command(ScrapyCommand):
    """In place of Scrapy's own, which would report a speed of zero."""

    requires_crawler_process = False

    def short_desc(self) -> str:
        return "Say what to run instead: make bench"

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        raise UsageError(INSTEAD, print_help=False)
