"""Closing lines of the demo: four things to look at, each as a command that works as it is printed."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Mapping, Sequence

from newsspider.console.terminal import Line, safe
from newsspider.store.reports.overview import StoryExcerpt
from newsspider.text import printable

SCRAPY = ".venv/bin/scrapy"
WORD = re.compile(r"[A-Za-z]{4,}")
COMMON_WORD = "harga"


def next_steps(stories: Sequence[StoryExcerpt], variables: Mapping[str, str]) -> Iterator[Line]:
    """What to look at after a demo; `variables` are the environment that leads to its database."""
    yield safe("Look at it", "bold")
    for number, (what, command) in enumerate(_sights(stories), 1):
        yield f"  {number}. {what}"
        yield safe(f"     {_assignments(variables)} {SCRAPY} {command}")
    yield ""
    yield safe("Go on", "bold")
    yield "  make demo                      # again: only what is new is fetched and stored"
    yield "  export NEWSSPIDER_CONTACT=https://...   # a page about your crawl: site operators must reach you"
    yield f"  {SCRAPY} crawl tribun -a hosts=www -a limit=20    # the live site, into another database"


def _sights(stories: Sequence[StoryExcerpt]) -> Iterator[tuple[str, str]]:
    yield "the dashboard, in a browser, until Ctrl-C", "dashboard --open"
    yield "the night on one screen", "status"
    yield "stories by their words", f"search {search_word(stories)}"
    if stories:
        yield (
            "one story: where each field is from, and which rule cut which line",
            f"explain {shlex.quote(printable(stories[0].url))}",
        )


def search_word(stories: Sequence[StoryExcerpt]) -> str:
    """The longest word of the first story's headline; one that many stories have, if there is none."""
    words = WORD.findall(stories[0].headline) if stories else []
    return max(words, key=len, default=COMMON_WORD)


def _assignments(variables: Mapping[str, str]) -> str:
    return " ".join(f"{name}={shlex.quote(value) if value else ''}" for name, value in variables.items())
