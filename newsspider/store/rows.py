"""Which rows does an outcome become?

Rows are plain dictionaries that `jsonb_to_recordset` reads; every text in them is storable. A page is known
by its frontier address (`page`), so that a row can be written before anybody has asked for its number.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import orjson

from newsspider.items import Article, FoundPage, Listing, Outcome, Rejection
from newsspider.text import storable
from newsspider.urls import host_of

Row = dict[str, Any]

GONE = frozenset((404, 410))
"""HTTP status codes that say a page is not there and will not be."""
RETRIED = frozenset((0, 403, 408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524))
"""Status codes that may be gone by the next visit; 0 is no answer at all."""


@dataclass(slots=True)
class Rows:
    """The rows of one batch, by table."""

    articles: dict[str, Row] = field(default_factory=dict)
    links: list[Row] = field(default_factory=list)
    removed: list[Row] = field(default_factory=list)
    rejections: dict[str, Row] = field(default_factory=dict)
    pages: dict[str, Row] = field(default_factory=dict)
    found: dict[str, Row] = field(default_factory=dict)


def rows_of(outcomes: Iterable[tuple[str, Outcome, tuple[FoundPage, ...]]]) -> Rows:
    """The rows of a batch of (frontier address, outcome, pages found on it). Of two outcomes with the
    same address the later one wins, as it would in the database."""
    rows = Rows()
    for page, outcome, found in {entry[0]: entry for entry in outcomes}.values():
        _add(rows, page, outcome)
        targets = {origin.link: origin.url for origin in found}
        for origin in found:
            _nearest(rows.found, _found_row(origin, page))
        if not isinstance(outcome, Rejection):
            rows.links += [
                {"page": page, "position": place, "kind": link.kind.value, "url": link.url,
                 "anchor": link.anchor,
                 "title": link.title, "target": targets.get(link.url)}
                for place, link in enumerate(outcome.links)
            ]  # fmt: skip
    return rows


def _add(rows: Rows, page: str, outcome: Outcome) -> None:
    status = outcome.fetch.status if outcome.fetch else None
    settled: Row = {
        "url": page,
        "outlet": outcome.outlet,
        "host": host_of(page),
        "kind": "listing" if isinstance(outcome, Listing) else "story",
        "status": status,
        "outcome": "listing",
        "reason": None,
        "retry": False,
        "is_story": False,
        "read": not isinstance(outcome, Rejection),
        "missing": len(outcome.missing_pages) if isinstance(outcome, Article) else 0,
    }
    if isinstance(outcome, Article):
        _fullest(rows.articles, _article_row(page, outcome))
        rows.removed += [
            {"page": page, "position": place, "rule": cut.rule, "text": cut.text}
            for place, cut in enumerate(outcome.removed)
        ]
        reason = f"stored as {outcome.url}" if outcome.url != page else None
        if outcome.missing_pages:
            reason = f"pages {', '.join(map(str, outcome.missing_pages))} of {outcome.page_count} are missing"
        retry = bool(outcome.missing_pages)
        settled |= {"outcome": "article", "reason": reason, "is_story": True, "retry": retry}
    elif isinstance(outcome, Rejection):
        settled |= {
            "outcome": _end_of(outcome),
            "reason": outcome.reason,
            "retry": (status or 0) in RETRIED and not outcome.final,
        }
        rows.rejections[page] = _rejection_row(page, outcome)
    rows.pages[page] = settled


def _end_of(rejection: Rejection) -> str:
    status = rejection.fetch.status if rejection.fetch else 0
    if status == 200:
        return "rejected"
    return "gone" if status in GONE else "failed"


def _article_row(page: str, article: Article) -> Row:
    row: Row = {
        "page": page, "outlet": article.outlet, "url": article.url, "site_id": article.site_id,
        "layout": article.layout, "headline": article.headline, "lead": article.lead, "body": article.text,
        "blocks": [{"kind": block.kind.value, "text": block.text} for block in article.blocks],
        "summary": article.summary, "dateline": article.dateline, "authors": article.authors,
        "editors": article.editors, "source": article.source, "signature": article.signature,
        "published_at": article.published_at, "modified_at": article.modified_at,
        "section": article.section, "breadcrumb": article.breadcrumb, "tags": article.tags,
        "topic": article.topic,
        "images": [{"url": i.url, "caption": i.caption, "credit": i.credit} for i in article.images],
        "page_count": article.page_count, "missing_pages": article.missing_pages, "premium": article.premium,
        "provenance": dict(article.provenance),
    }  # fmt: skip
    told = {key: value for key, value in row.items() if key not in ("page", "provenance", "layout")}
    row["content_hash"] = "\\x" + hashlib.sha256(document(told)).hexdigest()
    return row


def _rejection_row(page: str, rejection: Rejection) -> Row:
    status = rejection.fetch.status if rejection.fetch else None
    kept = (
        gzip.compress(rejection.body, compresslevel=6, mtime=0) if rejection.body or status == 200 else None
    )
    return {
        "page": page, "outlet": rejection.outlet, "url": rejection.url or page, "reason": rejection.reason,
        "detail": rejection.detail, "status": status,
        "body": base64.b64encode(kept).decode("ascii") if kept is not None else None,
    }  # fmt: skip


def _found_row(found: FoundPage, page: str) -> Row:
    return {
        "outlet": found.outlet, "url": found.url, "host": found.host, "kind": found.kind,
        "depth": found.depth,
        "found_how": found.how, "found_on": page, "priority": found.priority, "outcome": found.outcome,
        "reason": found.reason,
    }  # fmt: skip


def _fullest(known: dict[str, Row], row: Row) -> None:
    """Keep, of two readings of one story, the one with fewer pages missing, else the later one."""
    other = known.get(row["url"])
    if other is None or len(row["missing_pages"]) <= len(other["missing_pages"]):
        known[row["url"]] = row


def _nearest(known: dict[str, Row], row: Row) -> None:
    """Keep, of two ways to one page, the one that is followed, else the shorter one."""
    other = known.get(row["url"])
    rank = (row["outcome"] is not None, row["priority"])
    if other is None or rank < (other["outcome"] is not None, other["priority"]):
        known[row["url"]] = row


def document(rows: Any) -> bytes:
    """Rows as one JSON document that PostgreSQL takes; texts are made storable only if they are not."""
    try:
        encoded = orjson.dumps(rows)
    except TypeError:
        encoded = b"\\u0000"
    return encoded if b"\\u0000" not in encoded else orjson.dumps(_storable(rows))


def _storable(value: Any) -> Any:
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, dict):
        return {_storable(key): _storable(entry) for key, entry in value.items()}
    return [_storable(entry) for entry in value] if isinstance(value, (list, tuple)) else value
