"""Command `scrapy explain FILE|URL`: what was kept of a story, what was cut, and by which rule.

A stored story is taken from the database, anything else is read as `scrapy read` does. Exit codes: 0 a story.
1 the address could not be fetched, or the database is away. 2 bad usage, or a file that is no page. 3 a page,
but no story.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from typing import ClassVar

from scrapy.exceptions import UsageError

from newsspider.commands.read import (
    NO_STORY,
    BadInput,
    add_page_options,
    is_address,
    outlets_for,
    page_at,
    read_by_any,
)
from newsspider.console.command import CommandFailed, ProjectCommand
from newsspider.console.fetching import NotFetched
from newsspider.console.reading import explain
from newsspider.console.terminal import show
from newsspider.dashboard.inspector import Shown, as_on_page, as_stored
from newsspider.dashboard.server import open_in_browser
from newsspider.dashboard.standalone import standalone_page, write_temporary
from newsspider.items import Article, Listing
from newsspider.outlets import outlet_for
from newsspider.outlets.pages.visible import visible_lines
from newsspider.store.reports.readonly import has_tables, looking, was_made
from newsspider.store.reports.story import number_of, stored_story

LOOK_SECONDS = 30.0


class Command(ProjectCommand):
    """The inspector of one story, in the terminal or as a page of its own in the browser."""

    description = "Explain one story: what was kept, what was cut by which rule, side by side in a browser"
    operands = "<file or URL>"
    failures: ClassVar[Mapping[type[Exception], int]] = {BadInput: 2, NotFetched: 1}

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument(
            "--open", action="store_true", help="write it as a page and open it in the browser"
        )
        parser.add_argument(
            "--fetch", action="store_true", help="fetch the page, even if its story is stored"
        )
        add_page_options(parser)

    def execute(self, args: list[str], opts: argparse.Namespace) -> None:
        if len(args) != 1:
            raise UsageError("expected one file or address: scrapy explain page.html", print_help=False)
        article, shown = self._find(args[0], opts)
        if opts.open:
            path = write_temporary(standalone_page(article, shown))
            show(str(path))
            open_in_browser(path.as_uri())
        else:
            show(*explain(article))

    def _find(self, target: str, opts: argparse.Namespace) -> tuple[Article, Shown]:
        if is_address(target) and not opts.fetch and (article := self._stored(target)):
            return article, as_stored(article)
        body, url = page_at(self.project_settings, target, opts.url)
        outcome = read_by_any(outlets_for(opts.outlet, url), body, url)
        if isinstance(outcome, Article):
            return outcome, as_on_page(outcome, visible_lines(body))
        if isinstance(outcome, Listing):
            found = f"a list ({outcome.layout}); scrapy read shows where it leads"
        else:
            found = f"{outcome.reason}: {outcome.detail}"
        raise CommandFailed(f"no story: {found}", NO_STORY)

    def _stored(self, url: str) -> Article | None:
        """The story of the database that the address means."""
        if not was_made(*self.place):
            return None
        outlet = outlet_for(url)
        address = outlet.address(url).identity if outlet else url
        with self.database() as conninfo, looking(conninfo, LOOK_SECONDS) as connection:
            number = number_of(connection, address) if has_tables(connection) else None
            story = stored_story(connection, number) if number is not None else None
        return story.article if story else None
