"""Values of reparsing: an archived page with what is stored of it, and what came of reading it again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from newsspider.http.exchanges import Position
from newsspider.items import Article


class Reread(StrEnum):
    """What came of reading a page again."""

    UNCHANGED = "unchanged"
    CHANGED = "changed"  # a stored story reads otherwise
    NEW = "new"  # a rejected page is a story now
    REJECTED = "rejected"  # a rejected page is no story still
    UNREAD = "unread"  # the page of a stored story is no story by today's rules: it stays as it is
    LESS = "less"  # today's rules find less of a stored story: it stays as it is
    LOST = "lost"  # the archive no longer has the page


@dataclass(frozen=True, kw_only=True, slots=True)
class PagePart:
    """One captured response of a page: the page itself, or another page of its story."""

    url: str
    position: Position


@dataclass(frozen=True, kw_only=True, slots=True)
class ArchivedPage:
    """A page of the archive: its number and address on the frontier, when it was captured, and its parts, the
    page itself first. `stored` is its story's row, None for a rejected page; `links` and `removed` are those
    stored with it."""

    page_id: int
    url: str
    outlet: str
    depth: int
    captured_at: datetime
    parts: tuple[PagePart, ...]
    stored: Mapping[str, Any] | None = None
    links: tuple[tuple[str, str | None, str, str | None], ...] = ()
    removed: tuple[tuple[int, str, str], ...] = ()

    @property
    def content_hash(self) -> str | None:
        """The hash of what a reader of the stored story sees, as the database writes it."""
        return None if self.stored is None else "\\x" + bytes(self.stored["content_hash"]).hex()


@dataclass(frozen=True, kw_only=True, slots=True)
class FieldChange:
    """One field that reads otherwise: the old and the new value as texts."""

    field: str
    old: str
    new: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Result:
    """What came of one page. `article` is set if it is to be written; `detail` says why it is not."""

    page_id: int
    url: str
    outcome: Reread
    article: Article | None = field(default=None, repr=False)
    changes: tuple[FieldChange, ...] = ()
    detail: str = ""
