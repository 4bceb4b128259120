"""Counts of what a run has written."""

from __future__ import annotations

from dataclasses import dataclass

from newsspider.store.crawl.rows import Rows


@dataclass(slots=True)
class Written:
    """Counts of what was written."""

    batches: int = 0
    write_seconds: float = 0.0
    articles_new: int = 0
    articles_changed: int = 0
    articles_unchanged: int = 0
    articles_incomplete: int = 0
    articles_gone: int = 0
    pages_unchanged: int = 0
    rejections: int = 0
    links: int = 0
    removed: int = 0
    pages_settled: int = 0
    items_refused: int = 0

    def count(self, rows: Rows, new: int, changed: int, gone: int, seconds: float) -> None:
        """Add a written batch: its new, changed and gone articles, and the seconds it took."""
        self.batches += 1
        self.write_seconds += seconds
        self.articles_new += new
        self.articles_changed += changed
        self.articles_unchanged += len(rows.articles) - new - changed
        self.articles_incomplete += sum(bool(row["missing_pages"]) for row in rows.articles.values())
        self.rejections += len(rows.rejections)
        self.links += len(rows.links)
        self.removed += len(rows.removed)
        self.pages_settled += len(rows.pages)
        self.pages_unchanged += sum(row["outcome"] == "unchanged" for row in rows.pages.values())
        self.articles_gone += gone
