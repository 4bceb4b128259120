"""Comparison of a stored story with a new reading of its page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from newsspider.items import Article, Removed
from newsspider.reparsing.page import ArchivedPage, FieldChange
from newsspider.store.crawl.documents import article_row

SET_BY_PIPELINE = "pipeline"
"""Source of a field that an operator's pipeline has set: no page says it, so it stays."""
_STAMPS = frozenset(("rules_digest", "program_version"))
_NOT_COMPARED = _STAMPS | {"page", "url", "outlet", "body", "cut_to", "content_hash"}
LONGEST = 300
"""Characters of a value that is shown."""


def with_fields_of_pipelines(article: Article, page: ArchivedPage) -> dict[str, Any]:
    """The row of the new reading, with the stored fields that no page says."""
    row = article_row(page.url, article)
    stored = page.stored or {}
    for name, source in (stored.get("provenance") or {}).items():
        if source == SET_BY_PIPELINE and name in row:
            row[name] = stored[name]
            row["provenance"][name] = source
    if row["modified_at"] is None:
        row["modified_at"] = stored.get("modified_at")
    return row


def changes_of(article: Article, page: ArchivedPage) -> Iterator[FieldChange]:
    """The fields in which a new reading differs from the stored story: of the row, links, cut lines."""
    stored, row = page.stored or {}, with_fields_of_pipelines(article, page)
    for name, new in row.items():
        if name not in _NOT_COMPARED and _plain(stored[name]) != _plain(new):
            yield FieldChange(field=name, old=_shown(stored[name]), new=_shown(new))
    links = tuple((link.kind.value, link.url, link.anchor, link.title) for link in article.links)
    if links != page.links:
        yield FieldChange(field="links", old=_shown(page.links), new=_shown(links))
    cuts = tuple(
        (place, cut.rule, cut.text) for place, cut in enumerate(article.page) if isinstance(cut, Removed)
    )
    if cuts != page.removed:
        yield FieldChange(field="removed", old=_lines(page.removed, cuts), new=_lines(cuts, page.removed))


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _shown(value: Any) -> str:
    """A value as a text: of blocks their texts."""
    if isinstance(value, (list, tuple)):
        texts = (each.get("text") or str(each) if isinstance(each, dict) else str(each) for each in value)
        value = " | ".join(texts)
    return "" if value is None else str(value)[:LONGEST]


def _lines(cuts: tuple[tuple[int, str, str], ...], others: tuple[tuple[int, str, str], ...]) -> str:
    """The cut lines that others do not have, each with its rule."""
    known = {(rule, text) for _, rule, text in others}
    return " | ".join(f"{rule}: {text}" for _, rule, text in cuts if (rule, text) not in known)[:LONGEST]
