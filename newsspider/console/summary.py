"""Summary of a finished run, for someone who sees it for the first time."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping
from shutil import get_terminal_size

from newsspider.console.reading import Pen
from newsspider.durations import wib
from newsspider.reasons.verdict import Verdict
from newsspider.store.reports.overview import Overview, RunSummary, StoredStory
from newsspider.text import printable

COLOURS = {
    Verdict.OK.value: "green",
    Verdict.DEGRADED.value: "yellow",
    Verdict.FAILED.value: "red",
    Verdict.LOST.value: "red",
}
CUTS_SHOWN = 3


def summary(found: Overview, folder: str, pen: Pen) -> str:
    """The run, what the database holds, a few stories, and what to try next; `folder` holds the data."""
    assert found.run is not None
    return "\n".join(
        (
            "",
            *_run(found.run, sum(found.counts["article"].values()), pen),
            "",
            *_stored(found, pen),
            *(line for story in found.stories for line in _story(story, pen)),
            "",
            *_next(found.stories, folder, pen),
        )
    )


def run_summary(run: RunSummary, pen: Pen) -> str:
    """The last lines of a crawl: verdict, reasons, numbers, and where to look next."""
    return "\n".join(("", *_run(run, None, pen), "", *_look(run)))


def _look(run: RunSummary) -> Iterator[str]:
    yield "  scrapy status                  # the night on one screen: what is stored, and what is missing"
    if run.counters.get("outcome/rejection"):
        yield "  scrapy suspects                # rejected pages, grouped by how they are made"
    if run.counters.get("articles_new"):
        yield "  scrapy dashboard --open        # each story beside what was cut from it"


def _run(run: RunSummary, articles: int | None, pen: Pen) -> Iterator[str]:
    count = run.counters.get
    verdict = run.verdict or Verdict.FAILED
    reasons = f": {'; '.join(reason['text'] for reason in run.reasons)}" if run.reasons else ""
    yield pen("bold", f"Run {run.id}: ") + pen(COLOURS[verdict], verdict) + printable(reasons)
    rejected = {key.removeprefix("rejection/"): n for key, n in run.counters.items() if "rejection/" in key}
    yield _row(
        "pages fetched",
        count("pages_settled", 0),
        f"{count('outcome/article', 0)} articles, {count('outcome/listing', 0)} lists, "
        f"{count('outcome/unchanged', 0)} unchanged since the last visit, "
        f"{count('outcome/rejection', 0)} rejections",
    )
    if "render/pages" in run.counters:
        yield _row(
            "in a browser",
            count("render/pages", 0),
            f"stories shown for the {count('render/links', 0)} recommendations that only JavaScript shows",
        )
    yield _row("stored", count("articles_new", 0), _known(run, articles))
    yield _row("rejected", sum(rejected.values()), _kinds(rejected) or "every page fetched could be read")


def _known(run: RunSummary, articles: int | None) -> str:
    """What became of the articles; `articles` is how many there are in all, None if nobody has counted."""
    new, changed = run.counters.get("articles_new", 0), run.counters.get("articles_changed", 0)
    if articles == 0:
        return "articles: none so far"
    if articles == new:
        return "new articles; run the same command again: none is stored twice"
    unchanged = run.counters.get("articles_unchanged", 0)
    fetched = f"new articles, {changed} changed, {unchanged} fetched again unchanged"
    if articles is None:
        return fetched
    return f"{fetched}; the {articles - new} of earlier runs are there once, none is stored twice"


def _stored(found: Overview, pen: Pen) -> Iterator[str]:
    titles = {"article": "articles", "link": "links", "removed": "lines cut", "rejection": "rejections"}
    yield pen("bold", "In the database now")
    for what, title in titles.items():
        yield _row(title, sum(found.counts[what].values()), _kinds(found.counts[what]))


def _row(title: str, number: int, text: str) -> str:
    lines = textwrap.wrap(text, _width() - 23) or [""]
    return (f"  {title:<14}{number:>5}  " + ("\n" + " " * 23).join(lines)).rstrip()


def _kinds(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {number}" for name, number in counts.items())


def _story(story: StoredStory, pen: Pen) -> Iterator[str]:
    yield ""
    yield pen("bold", printable(story.headline))
    about = (", ".join(story.authors) or "no author named", wib(story.published_at), story.section)
    yield "  " + printable(" | ".join(part for part in about if part)) + pen("dim", f"  [{story.layout}]")
    yield from _wrapped(f"{story.opening} (and {story.blocks - 1} more blocks)")
    yield pen("yellow", f"  cut: {len(story.removed)} lines, such as")
    for text in story.removed[:CUTS_SHOWN]:
        yield pen("dim", f"    {textwrap.shorten(printable(text), _width() - 8, placeholder=' ...')}")


def _wrapped(text: str) -> Iterable[str]:
    return textwrap.wrap(printable(text), _width(), initial_indent="  ", subsequent_indent="  ")


def _next(stories: list[StoredStory], folder: str, pen: Pen) -> Iterator[str]:
    yield pen("bold", "Try next")
    yield "  make demo                      # again: only what is new is fetched and stored"
    yield "  look into the demo's database:"
    yield f"    NEWSSPIDER_DATA={folder} .venv/bin/scrapy psql"
    if stories:
        yield "  one story again, from a newsroom that goes on running:"
        yield "    .venv/bin/python -m newsspider.replica &"
        yield f"    SCRAPY_PROJECT=replica NEWSSPIDER_DATA={folder} .venv/bin/scrapy crawl tribun \\"
        yield f"        -a url={stories[0].url}"
    yield ""
    yield pen("bold", "Crawl the live site")
    yield "  export NEWSSPIDER_CONTACT=https://...   # a page about your crawl: site operators must reach you"
    yield "  .venv/bin/scrapy crawl tribun -a hosts=www -a limit=20"
    yield f"  Its database is another than the demo's, beside {folder}, or the one that DATABASE_URL names."


def _width() -> int:
    return max(60, min(110, get_terminal_size().columns))
