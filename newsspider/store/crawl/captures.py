"""Rows of captures: where the archive holds what a visit brought."""

from __future__ import annotations

from newsspider.http.exchanges import CaptureKind
from newsspider.items import Article, Listing, Outcome, Rejection
from newsspider.store.crawl.documents import Row
from newsspider.visits import ReadingKind


def kind_of(outcome: Outcome) -> CaptureKind | None:
    """What a page was read as; None of a page that is not captured, because it brought nothing new."""
    match outcome:
        case Article():
            generic = outcome.reading is ReadingKind.GENERIC
            return CaptureKind.GENERIC if generic else CaptureKind.STORY
        case Listing():
            return CaptureKind.LIST
        case Rejection():
            return CaptureKind.REJECTION
    return None


def capture_rows(page: str, outcome: Outcome) -> list[Row]:
    """A row for each capture of the outcome's visit, under the frontier address `page`."""
    kind = kind_of(outcome)
    if kind is None or outcome.fetch is None or not outcome.fetch.captures:
        return []
    first = outcome.fetch.captures[0]
    return [
        {
            "page": page,
            "part": part,
            "kind": kind,
            "layout": getattr(outcome, "layout", None),
            "url": capture.url,
            "status": capture.status,
            "captured_at": first.at,
            "file": capture.position.file,
            "record_offset": capture.position.offset,
            "record_length": capture.position.length,
            "digest": capture.position.digest.hex(),
        }
        for part, capture in enumerate(outcome.fetch.captures)
    ]
