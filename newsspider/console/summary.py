"""Summary of a finished run: verdict, reasons, numbers, and what to look at next."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table

from newsspider.console.nextsteps import next_steps
from newsspider.console.terminal import NARROWEST, grid, line, safe
from newsspider.durations import wib
from newsspider.reasons.rejections import rejection_counts
from newsspider.reasons.sharing import grouped_rows
from newsspider.reasons.verdict import Verdict
from newsspider.store.reports.overview import Overview, RunSummary, StoryExcerpt
from newsspider.text import printable

COLOURS = {
    Verdict.OK.value: "green",
    Verdict.DEGRADED.value: "yellow",
    Verdict.FAILED.value: "red",
    Verdict.LOST.value: "red",
}
CUTS_SHOWN = 3
Row = tuple[str, int, str]


def summary(found: Overview, variables: Mapping[str, str]) -> Iterator[RenderableType]:
    """The run, what the database holds, a few stories, and what to look at; `variables` lead to the data."""
    assert found.run is not None
    yield ""
    yield from _run(found.run, sum(found.counts["article"].values()))
    yield ""
    yield from _stored(found)
    for story in found.stories:
        yield from _story(story)
    yield ""
    yield from next_steps(found.stories, variables)


def run_summary(run: RunSummary) -> Iterator[RenderableType]:
    """The last lines of a crawl: verdict, reasons, numbers, and where to look next."""
    yield ""
    yield from _run(run, None)
    yield ""
    yield "  scrapy status                  # the night on one screen: what is stored, and what is missing"
    if run.counters.get("outcome/rejection"):
        yield "  scrapy suspects                # rejected pages, grouped by how they are made"
    if run.counters.get("articles_new"):
        yield "  scrapy dashboard --open        # each story beside what was cut from it"


def _run(run: RunSummary, articles: int | None) -> Iterator[RenderableType]:
    verdict = run.verdict or Verdict.FAILED
    texts = "; ".join(reason["text"] for reason in grouped_rows(run.reasons))
    reasons = f": {texts}" if texts else ""
    yield line(safe(f"Run {run.id}: ", "bold"), safe(verdict, COLOURS[verdict]), safe(reasons))
    yield _table(_numbers(run, articles))


def _numbers(run: RunSummary, articles: int | None) -> Iterator[Row]:
    count = run.counters.get
    rejected = rejection_counts(run.counters)
    outcomes = (
        f"{count('outcome/article', 0)} articles, {count('outcome/listing', 0)} lists, "
        f"{count('outcome/unchanged', 0)} unchanged since the last visit, "
        f"{count('outcome/rejection', 0)} rejections"
    )
    yield "pages fetched", count("pages_settled", 0), outcomes
    if "render/pages" in run.counters:
        links = f"the {count('render/links', 0)} recommendations that only JavaScript shows"
        yield "in a browser", count("render/pages", 0), f"stories shown for {links}"
    yield "stored", count("articles_new", 0), _known(run, articles)
    yield "rejected", sum(rejected.values()), _kinds(rejected) or "every page fetched could be read"


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


def _stored(found: Overview) -> Iterator[RenderableType]:
    titles = {"article": "articles", "link": "links", "removed": "lines cut", "rejection": "rejections"}
    yield safe("In the database now", "bold")
    yield _table(
        (title, sum(found.counts[what].values()), _kinds(found.counts[what]))
        for what, title in titles.items()
    )


def _table(rows: Iterator[Row]) -> Table:
    table = grid(15, 5, 0, numbers=(1,))
    for title, number, text in rows:
        table.add_row(f"  {title}", str(number), safe(text))
    return table


def _kinds(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {number}" for name, number in counts.items())


def _story(story: StoryExcerpt) -> Iterator[RenderableType]:
    yield ""
    yield safe(story.headline, "bold")
    about = (", ".join(story.authors) or "no author named", wib(story.published_at), story.section)
    yield line("  ", safe(" | ".join(part for part in about if part)), safe(f"  [{story.layout}]", "dim"))
    yield Padding(safe(f"{story.opening} (and {story.blocks - 1} more blocks)"), (0, 0, 0, 2))
    yield safe(f"  cut: {len(story.removed)} lines, such as", "yellow")
    for text in story.removed[:CUTS_SHOWN]:
        short = textwrap.shorten(printable(text), NARROWEST + 10, placeholder=" ...")
        yield safe(f"    {short}", "dim")
