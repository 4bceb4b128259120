"""Output for programs: JSON, in which what could steer a terminal is escaped."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

import orjson

from newsspider.items import Article, Link, Listing, Read
from newsspider.text import STEERING, storable


def as_data(outcome: Read) -> dict[str, Any]:
    """What was read on a page; times are ISO 8601 to the minute, as pages state them."""
    return _article(outcome) if isinstance(outcome, Article) else _other(outcome)


def show_json(value: Any) -> None:
    """Print one JSON object on stdout."""
    print(json_text(value), flush=True)


def show_json_line(value: Mapping[str, Any]) -> None:
    """Print one JSON object on one line of stdout."""
    plain = {key: storable(each) if isinstance(each, str) else each for key, each in value.items()}
    print(json_text(plain, indent=None), flush=True)


def json_text(value: Any, indent: int | None = 2) -> str:
    """Indented JSON; what could steer a terminal is escaped, and so is what stdout cannot encode."""
    data = orjson.loads(orjson.dumps(value))
    encoding = (getattr(sys.stdout, "encoding", None) or "utf-8").lower()
    text = json.dumps(data, indent=indent, ensure_ascii=not encoding.startswith("utf"))
    return STEERING.sub(lambda mark: f"\\u{ord(mark[0]):04x}", text)


def _article(article: Article) -> dict[str, Any]:
    return {
        "outlet": article.outlet,
        "layout": article.layout,
        "reading": article.reading,
        "url": article.url or None,
        **{name: getattr(article, name) for name in ("site_id", "headline", "lead", "authors", "editors")},
        "published_at": _minute(article.published_at),
        "modified_at": _minute(article.modified_at),
        **{name: getattr(article, name) for name in ("section", "breadcrumb", "tags", "topic", "source")},
        "dateline": article.dateline,
        "signature": article.signature,
        "paragraphs": [block.text for block in article.blocks],
        "blocks": [{"type": block.kind.value, "text": block.text} for block in article.blocks],
        "summary": article.summary,
        "images": [asdict(image) for image in article.images],
        "links": [_link(link) for link in article.links],
        "removed": [{"rule": cut.rule, "text": cut.text} for cut in article.removed],
        "page_count": article.page_count,
        "missing_pages": article.missing_pages,
        "premium": article.premium,
        "provenance": dict(article.provenance),
    }


def _other(outcome: Read) -> dict[str, Any]:
    if isinstance(outcome, Listing):
        links = [_link(link) for link in outcome.links]
        return {"outlet": outcome.outlet, "layout": outcome.layout, "url": outcome.url, "links": links}
    assert not isinstance(outcome, Article)
    return {
        "outlet": outcome.outlet,
        "url": outcome.url or None,
        "rejection": outcome.reason,
        "detail": outcome.detail,
    }


def _link(link: Link) -> dict[str, Any]:
    return {"kind": link.kind.value, "url": link.url, "anchor": link.anchor, "title": link.title}


def _minute(value: datetime | None) -> str | None:
    return value.isoformat(timespec="minutes") if value is not None else None
