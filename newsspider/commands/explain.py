"""What was kept of this story, what was cut, and by which rule? (`scrapy explain FILE|URL`)

A stored story is taken from the database, anything else is read as `scrapy read` does. Exit codes: 0 a story.
1 the address could not be fetched, or the database is away. 2 bad usage, or a file that is no page. 3 a page,
but no story.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from newsspider.commands.read import (
    NO_STORY,
    NotAPage,
    add_page_options,
    is_address,
    outlets_for,
    page_at,
    read_by_any,
)  # fmt: skip
from newsspider.console.fetching import NotFetched
from newsspider.console.output import tell
from newsspider.console.reading import explain
from newsspider.dashboard.inspector import Shown, as_on_page, as_stored
from newsspider.dashboard.server import open_in_browser
from newsspider.dashboard.standalone import standalone_page, write_temporary
from newsspider.items import Article, Listing
from newsspider.outlets import outlet_for
from newsspider.outlets.visible import visible_lines
from newsspider.store.database import open_database
from newsspider.store.errors import StoreError
from newsspider.store.reports.readonly import has_tables, looking, was_made
from newsspider.store.reports.story import number_of, stored_story
from newsspider.text import printable

LOOK_SECONDS = 30.0


class NoStory(Exception):
    """A page, but no story: the message says what it is."""


class Command(ScrapyCommand):
    """The inspector of one story, in the terminal or as a page of its own in the browser."""

    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        return "[options] <file or URL>"

    def short_desc(self) -> str:
        return "Explain one story: what was kept, what was cut by which rule, side by side in a browser"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument(
            "--open", action="store_true", help="write it as a page and open it in the browser"
        )
        parser.add_argument(
            "--fetch", action="store_true", help="fetch the page, even if its story is stored"
        )
        add_page_options(parser)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if len(args) != 1:
            raise UsageError("expected one file or address: scrapy explain page.html", print_help=False)
        try:
            article, shown = self._found(args[0], opts)
        except NotAPage as error:
            self._fail(str(error), 2)
        except (NotFetched, StoreError) as error:
            self._fail(str(error), 1)
        except NoStory as error:
            self._fail(str(error), NO_STORY)
        else:
            self._tell(article, shown, opts.open)

    def _found(self, target: str, opts: argparse.Namespace) -> tuple[Article, Shown]:
        if is_address(target) and not opts.fetch and (article := self._stored(target)):
            return article, as_stored(article)
        assert self.settings is not None
        body, url = page_at(self.settings, target, opts.url)
        outcome = read_by_any(outlets_for(opts.outlet, url), body, url)
        if isinstance(outcome, Article):
            return outcome, as_on_page(outcome, visible_lines(body))
        if isinstance(outcome, Listing):
            raise NoStory(f"no story: a list ({outcome.layout}); scrapy read shows where it leads")
        raise NoStory(f"no story: {outcome.reason}: {outcome.detail}")

    def _stored(self, url: str) -> Article | None:
        """The story of the database that the address means."""
        assert self.settings is not None
        named, folder = self.settings["DATABASE_URL"], Path(self.settings["DATA_DIR"])
        if not was_made(named, folder):
            return None
        outlet = outlet_for(url)
        address = outlet.address(url).identity if outlet else url
        with (
            open_database(named, folder) as conninfo,
            looking(conninfo, LOOK_SECONDS) as connection,
        ):
            number = number_of(connection, address) if has_tables(connection) else None
            story = stored_story(connection, number) if number is not None else None
        return story.article if story else None

    def _tell(self, article: Article, shown: Shown, in_browser: bool) -> None:
        if not in_browser:
            tell(explain(article, sys.stdout.isatty()))
            return
        path = write_temporary(standalone_page(article, shown))
        tell(str(path))
        open_in_browser(path.as_uri())

    def _fail(self, message: str, code: int) -> None:
        print(f"newsspider: {printable(message)}", file=sys.stderr)
        self.exitcode = code
