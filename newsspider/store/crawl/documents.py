"""How is an article, a rejection, a whole batch written for PostgreSQL to read?"""

from __future__ import annotations

import base64
import gzip
import hashlib
from typing import Any

import orjson

from newsspider.items import Article, Rejection
from newsspider.text import storable

Row = dict[str, Any]


_NOT_SEEN = frozenset(
    "page outlet url site_id layout provenance cut_to page_count missing_pages modified_at".split()
)
"""What a reader of the story does not see: how it was fetched, read, cut and paged, and when it was last
touched. In this it may change without being edited; the trigger `keep_revision` knows the same names."""


def cut_to(article: Article) -> int | None:
    """Characters of a story whose page has no end; None of a whole one."""
    return len(article.text) if article.cut_short else None


def article_row(page: str, article: Article) -> Row:
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
        "cut_to": cut_to(article),
    }  # fmt: skip
    told = {key: value for key, value in row.items() if key not in _NOT_SEEN}
    row["content_hash"] = "\\x" + hashlib.sha256(document(told)).hexdigest()
    return row


def rejection_row(page: str, rejection: Rejection) -> Row:
    status = rejection.fetch.status if rejection.fetch else None
    kept = (
        gzip.compress(rejection.body, compresslevel=6, mtime=0) if rejection.body or status == 200 else None
    )
    return {
        "page": page, "outlet": rejection.outlet, "url": rejection.url or page, "reason": rejection.reason,
        "detail": rejection.detail, "status": status, "skeleton": rejection.skeleton,
        "body": base64.b64encode(kept).decode("ascii") if kept is not None else None,
    }  # fmt: skip


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
