"""Expectation of a recording: what a reader finds on it, as a person confirms it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from newsspider.items import Article, LinkKind, Read, Rejection
from newsspider.outlets.outlet import Outlet

CONFIRMED = "confirmed"
"""The key that a person sets to true, once the expectation is what a reader of the page sees."""
_FIELDS = (
    "headline lead authors editors published_at modified_at section tags topic source dateline signature"
).split()
_LINKS = (LinkKind.BACA_JUGA, LinkKind.RECOMMENDATION, LinkKind.RELATED)


def expectation(read: Read, address: str | None) -> dict[str, Any]:
    """What was read, in the keys of the recordings' `expected.json`, not confirmed yet."""
    if not isinstance(read, Article):
        reason = read.reason if isinstance(read, Rejection) else "a list"
        return {CONFIRMED: False, "rejection": True, "url": address, "reason_hint": reason}
    cuts = list(dict.fromkeys(cut.text for cut in read.removed))
    return {
        CONFIRMED: False,
        "address": address,
        "url": read.url or None,
        **{name: _plain(getattr(read, name)) for name in _FIELDS},
        "blocks": [{"type": block.kind.value, "text": block.text} for block in read.blocks],
        "captions": [{"text": image.caption, "credit": image.credit} for image in read.images],
        **{kind.value: _links(read, kind) for kind in _LINKS},
        "boilerplate": cuts,
        "removed": cuts,
        "pages": read.page_count,
        "site_id": read.site_id,
        "premium": read.premium,
        "summary": list(read.summary),
    }


def changes(source: Read, recorded: Read) -> Iterator[str]:
    """In which form the reading of a recording differs from that of its source, each in a few words."""
    ours, theirs = list(_form(source)), list(_form(recorded))
    if not (isinstance(source, Article) and isinstance(recorded, Article)):
        if ours != theirs:
            yield f"expected {ours[0][1]}, found {theirs[0][1]}"
        return
    for (name, expected), (_, found) in zip(ours, theirs, strict=True):
        if expected != found:
            yield f"{name}: expected {expected}, found {found}"


def _form(read: Read) -> Iterator[tuple[str, object]]:
    """What text does not change in a reading: name and value."""
    match read:
        case Rejection():
            yield "outcome", f"the rejection {read.reason}"
        case Article():
            yield "layout", read.layout
            for name in (*_FIELDS, "site_id", "claims", "summary"):
                yield name, _size(getattr(read, name))
            yield "blocks", " ".join(block.kind.value for block in read.blocks)
            yield "cut lines", " ".join(cut.rule for cut in read.removed)
            yield "pages", read.page_count
            yield "pictures", len(read.images)
            yield "links", dict(Counter(link.kind.value for link in read.links))
        case _:
            yield "outcome", f"a list of {len(read.links)} links"


def _size(value: object) -> object:
    """How many values a field has; of a time itself."""
    if isinstance(value, tuple):
        return len(value)
    return value if isinstance(value, datetime) or not value else "a text"


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat(timespec="minutes")
    return list(value) if isinstance(value, tuple) else value


def _links(article: Article, kind: LinkKind) -> list[dict[str, str | None]]:
    links = sorted((each for each in article.links if each.kind is kind), key=lambda each: each.position)
    return [{"url": link.url, "anchor": link.anchor} for link in links]


def brands_of(outlet: Outlet | None) -> tuple[str, ...]:
    """The words that begin the name of an outlet's site: of kabar.co.id it is `kabar`."""
    labels = {host.split(".")[-2] for host in outlet.hosts if "." in host} if outlet is not None else set()
    return tuple(sorted(label.rstrip("0123456789") for label in labels if len(label) > len("com")))
