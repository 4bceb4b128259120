"""Items as tests want them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from newsspider.items import Article, Block, BlockKind, Image, Link, LinkKind, Removed
from newsspider.visits import Fetch

NOON = datetime(2026, 7, 24, 5, 40, tzinfo=UTC)


def article(**values: Any) -> Article:
    known: dict[str, Any] = {
        "outlet": "tribun",
        "layout": "Desktop2024",
        "url": "https://www.tribunnews.com/news/7858656/kopi",
        "headline": "Kopi",
        "blocks": (
            Block(kind=BlockKind.HEADING, text="Panen"),
            Block(kind=BlockKind.PARAGRAPH, text="Laporan\nWarga memanen kopi."),
        ),
        "authors": ("Kirana Lestari",),
        "published_at": NOON,
        "images": (Image(url=None, caption="Kebun"),),
        "links": (Link(kind=LinkKind.BACA_JUGA, url=None, anchor="Teh", published_at=NOON),),
        "removed": (Removed(rule="dateline", text="MALANG -"),),
        "provenance": {"headline": "css:#arttitle"},
        "fetch": Fetch(page="https://www.tribunnews.com/news/7858656/kopi", depth=0, status=200),
    }
    return Article(**{**known, **values})
