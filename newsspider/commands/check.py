"""Command `scrapy check`: Scrapy's own, with a line that names the tests of our spiders."""

from __future__ import annotations

import argparse

from scrapy.commands.check import Command as CheckCommand

from newsspider.console.manual import Documented
from newsspider.console.terminal import warn

WHERE = (
    "contracts fetch live pages; what our spiders make of a page is tested on recorded ones: "
    "make test (tests/pages), and scrapy read ADDRESS shows it for one page"
)


class Command(Documented, CheckCommand):
    """Checks the contracts of spiders that have some."""

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        super().run(args, opts)
        warn(WHERE)
