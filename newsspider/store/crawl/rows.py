"""Rows of a batch: what its outcomes become in the database.

Rows are plain dictionaries that `jsonb_to_recordset` reads. A page is known by its frontier address (`page`),
so a row can be written before the page has a number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from newsspider.items import Article, Listing, Outcome, Read, Rejection, Removed
from newsspider.store.crawl.aliases import aliases_of, end_of_chain, how_found, moved_row, stands_for
from newsspider.store.crawl.captures import capture_rows
from newsspider.store.crawl.clusters import sketch_row
from newsspider.store.crawl.documents import Row, article_row, cut_to, rejection_row
from newsspider.store.crawl.hosts import what_came
from newsspider.urls import host_of
from newsspider.visits import Failure, FoundPage, Moved, Source, Unchanged

Entry = tuple[str, Outcome, tuple[FoundPage, ...]]
Waits = Mapping[Failure, tuple[int, ...]]


@dataclass(slots=True)
class Rows:
    """The rows of one batch, by table."""

    articles: dict[str, Row] = field(default_factory=dict)
    sketches: dict[str, Row] = field(default_factory=dict)
    links: list[Row] = field(default_factory=list)
    removed: list[Row] = field(default_factory=list)
    rejections: dict[str, Row] = field(default_factory=dict)
    pages: dict[str, Row] = field(default_factory=dict)
    found: dict[str, Row] = field(default_factory=dict)
    aliases: dict[str, Row] = field(default_factory=dict)
    captures: list[Row] = field(default_factory=list)
    visits: Counter[tuple[str, str, str]] = field(default_factory=Counter)

    def without(self, rejected: Collection[str]) -> Rows:
        """The rows without these rejected pages."""
        if not rejected:
            return self
        rejections, pages = (
            {page: row for page, row in table.items() if page not in rejected}
            for table in (self.rejections, self.pages)
        )
        captures = [row for row in self.captures if row["page"] not in rejected]
        return replace(self, rejections=rejections, pages=pages, captures=captures)


def rows_of(entries: Iterable[Entry], waits: Waits) -> Rows:
    """The rows of a batch of (frontier address, outcome, found pages). Of two outcomes with one address the
    later one wins, as it would in the database. `waits` are the seconds between visits to a page that fails,
    by kind of failure."""
    rows = Rows()
    for visited, outcome, found in {entry[0]: entry for entry in entries}.values():
        page = (outcome.url or visited) if isinstance(outcome, Article) else visited
        rows.visits[(outcome.outlet, host_of(visited), what_came(visited, outcome, found))] += 1
        for origin in found:
            _nearest(rows.found, _found_row(origin, page))
        if isinstance(outcome, Moved):
            # An address that leads back to itself stays due, and is followed the next time.
            if not stands_for(rows.aliases, outcome.to, visited):
                rows.aliases[visited] = moved_row(visited, outcome, waits.get(Failure.UNREADABLE, ()))
            continue
        if isinstance(outcome, Article) and stands_for(rows.aliases, page, visited):
            page, outcome = visited, replace(outcome, url=visited)
        _add(rows, page, visited, outcome, waits)
        rows.captures += capture_rows(page, outcome)
        if isinstance(outcome, (Article, Listing)):
            _add_links(rows, page, outcome, {origin.link: origin.url for origin in found})
    for row in rows.aliases.values():
        row["story"] = end_of_chain(rows.aliases, row["story"])
    return rows


def _add_links(rows: Rows, page: str, outcome: Article | Listing, targets: Mapping[str | None, str]) -> None:
    rows.links += [
        {
            "page": page,
            "position": place,
            "kind": link.kind.value,
            "url": link.url,
            "anchor": link.anchor,
            "title": link.title,
            "target": targets.get(link.url),
        }
        for place, link in enumerate(outcome.links)
    ]


def _add(rows: Rows, page: str, visited: str, outcome: Read | Unchanged, waits: Waits) -> None:
    settled = _visit(page, visited, outcome)
    if isinstance(outcome, Article):
        _add_article(rows, page, outcome)
        for row in aliases_of(page, visited, outcome, waits.get(Failure.UNREADABLE, ())):
            rows.aliases[row["url"]] = row
        settled |= {"outcome": "article", "is_story": True}
        settled |= _lacking(outcome, waits)
    elif isinstance(outcome, Rejection):
        settled |= {
            "outcome": _end_of(outcome),
            "reason": outcome.reason,
            "read": False,
            "failure": outcome.failure,
            "waits": waits[outcome.failure],
            "retry_after": outcome.retry_after,
            "fingerprint": outcome.said.hex() or None,
        }
        rows.rejections[page] = rejection_row(page, outcome)
    elif isinstance(outcome, Listing):
        settled |= {
            "kind": "listing",
            "outcome": "listing",
            "fingerprint": outcome.fingerprint.hex(),
            "reason": _left_out(outcome),
            "hub": outcome.hub,
        }
    else:
        settled |= {
            "kind": outcome.kind,
            "outcome": "unchanged",
            "read": False,
            "is_story": outcome.kind == "story",
        }
    rows.pages[page] = settled


def _add_article(rows: Rows, page: str, article: Article) -> None:
    """Add a story, its sketch and its cut lines."""
    row = article_row(page, article)
    if _is_fullest(rows.articles, row):
        rows.articles[row["url"]] = row
        rows.sketches[row["url"]] = sketch_row(article, row["content_hash"])
    rows.removed += [
        {"page": page, "position": place, "rule": cut.rule, "text": cut.text}
        for place, cut in enumerate(article.page)
        if isinstance(cut, Removed)
    ]


def _lacking(article: Article, waits: Waits) -> Row:
    """The columns of a story's page for missing pages, a page that was cut off, and what a limit left out."""
    reasons = [_left_out(article)]
    missing = ", ".join(map(str, article.missing_pages))
    if missing:
        reasons.append(f"pages {missing} of {article.page_count} are missing")
    if article.cut_short:
        reasons.append("its page has no end tag, and may have been cut")
    row: Row = {"reason": "; ".join(filter(None, reasons)) or None}
    if article.cut_short or len(article.missing_pages) > article.left_out.get("STORY_PAGES_LIMIT", 0):
        again = {"waits": waits[Failure.INCOMPLETE], "failure": Failure.INCOMPLETE}
        row |= {**again, "etag": None, "last_modified": None}
    return row


def _left_out(outcome: Article | Listing) -> str | None:
    """What limits left out of a page."""
    parts = [f"{number:,} over {limit}" for limit, number in outcome.left_out.items()]
    return f"left out: {', '.join(parts)}" if parts else None


def _visit(page: str, visited: str, outcome: Read | Unchanged) -> Row:
    """The columns that every visit sets. Validators belong to the address that they were sent for."""
    fetch = outcome.fetch
    own = fetch is not None and fetch.final_url in (None, page)
    return {
        "url": page,
        "outlet": outcome.outlet,
        "host": host_of(page),
        "kind": "story",
        "visited": visited,
        "found_how": how_found(fetch, visited) if page != visited else Source.GIVEN,
        "status": fetch.status if fetch else None,
        "outcome": None,
        "reason": None,
        "read": True,
        "is_story": False,
        "waits": None,
        "retry_after": None,
        "fingerprint": None,
        "failure": None,
        "missing": len(outcome.missing_pages) if isinstance(outcome, Article) else 0,
        "cut_to": cut_to(outcome) if isinstance(outcome, Article) else None,
        "page_count": outcome.page_count if isinstance(outcome, Article) else 1,
        "etag": fetch.etag if fetch and own else None,
        "last_modified": fetch.last_modified if fetch and own else None,
        "as_of": fetch.as_of if fetch else None,
        "over": isinstance(outcome, (Listing, Unchanged)) and _over(outcome),
    }


def _over(outcome: Listing | Unchanged) -> bool:
    """Whether the day of a dated list is over: it names no more stories, and is not due again."""
    return outcome.fetch is not None and outcome.fetch.day_is_over


def _end_of(rejection: Rejection) -> str:
    if rejection.failure in (Failure.MISSING, Failure.GONE):
        return "gone"
    return "rejected" if rejection.fetch and rejection.fetch.status == 200 else "failed"


def _found_row(found: FoundPage, page: str) -> Row:
    return {
        "outlet": found.outlet,
        "url": found.url,
        "host": found.host,
        "kind": found.kind,
        "depth": found.depth,
        "found_how": found.how,
        "found_on": page,
        "priority": found.priority,
        "outcome": found.outcome,
        "reason": found.reason,
        "published_at": found.published_at,
        "modified_at": found.modified_at,
        "listed_on": found.listed_on,
        "renewed": found.renewed,
        "named": found.named,
    }


def _is_fullest(known: Mapping[str, Row], row: Row) -> bool:
    """Whether a reading has no more missing pages than an earlier one of the batch: then it is kept."""
    other = known.get(row["url"])
    return other is None or len(row["missing_pages"]) <= len(other["missing_pages"])


def _nearest(known: dict[str, Row], row: Row) -> None:
    """Keep the way to a page that is followed, else the shorter one; and what either list says of it."""
    other = known.get(row["url"])
    if other is None:
        known[row["url"]] = row
        return
    rank = (row["outcome"] is not None, row["priority"])
    best, rest = (row, other) if rank < (other["outcome"] is not None, other["priority"]) else (other, row)
    known_of_page = {
        name: best[name] or rest[name]
        for name in ("published_at", "modified_at", "listed_on", "renewed", "named")
    }
    known[row["url"]] = {**best, **known_of_page}
