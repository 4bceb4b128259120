"""Rows of articles and rejections, and the JSON documents in which PostgreSQL reads them."""

from __future__ import annotations

import base64
import gzip
import hashlib
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

import orjson

from newsspider.items import Article, Rejection
from newsspider.store.crawl.bylines import byline
from newsspider.text import storable

Row = dict[str, Any]


_NOT_SEEN = frozenset(
    "page outlet url site_id layout reading rules_digest program_version provenance cut_to page_count "
    "missing_pages published_at modified_at".split()
)
"""Fields that say nothing of the story itself: how it was fetched, read, cut and paged, and its times. A
change of these is no edit; the trigger `keep_revision` has the same names. Nor is another alt text of a
picture, or another place of it."""


_AS_THEY_ARE = (
    "outlet url site_id layout reading rules_digest program_version headline lead summary dateline authors "
    "editors source signature published_at modified_at section breadcrumb tags topic page_count "
    "missing_pages premium"
).split()
"""Fields of an article that are columns of the same name."""


def cut_to(article: Article) -> int | None:
    """The length of a story whose page was cut off, in characters; None of a whole one."""
    return len(article.text) if article.cut_short else None


def article_row(page: str, article: Article) -> Row:
    row: Row = {
        **{name: getattr(article, name) for name in _AS_THEY_ARE},
        "page": page,
        "body": article.text,
        "blocks": [{"kind": block.kind.value, "text": block.text} for block in article.blocks],
        "images": [asdict(image) for image in article.images],
        "provenance": dict(article.provenance),
        "cut_to": cut_to(article),
    }
    seen = {key: value for key, value in row.items() if key not in _NOT_SEEN}
    seen["images"] = [{"url": i.url, "caption": i.caption, "credit": i.credit} for i in article.images]
    row["content_hash"] = "\\x" + hashlib.sha256(document(seen)).hexdigest()
    return row


def byline_rows(articles: Iterable[Row]) -> list[Row]:
    """The bylines of these rows of articles, each once for an outlet."""
    stated = {
        (row["outlet"], name): byline(name) for row in articles for name in (*row["authors"], *row["editors"])
    }
    return [{"outlet": outlet, **found._asdict()} for (outlet, _), found in stated.items()]


def rejection_row(page: str, rejection: Rejection) -> Row:
    status = rejection.fetch.status if rejection.fetch else None
    kept = (
        gzip.compress(rejection.body, compresslevel=6, mtime=0) if rejection.body or status == 200 else None
    )
    return {
        "page": page,
        "outlet": rejection.outlet,
        "url": rejection.url or page,
        "reason": rejection.reason,
        "detail": rejection.detail,
        "status": status,
        "skeleton": rejection.skeleton,
        "body": base64.b64encode(kept).decode("ascii") if kept is not None else None,
    }


def json_text(rows: Any) -> str:
    """Rows as a JSON parameter of a query."""
    return document(rows).decode()


def document(rows: Any) -> bytes:
    """Rows as a JSON document that PostgreSQL takes. Texts are made storable only if they are not."""
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
