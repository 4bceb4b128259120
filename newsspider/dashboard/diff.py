"""What did an edit change in a story, word for word?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from typing import Any

from newsspider.store.reports.story import Revision, StoredStory

FIELDS = (
    "headline", "lead", "body", "dateline", "authors", "editors", "source", "signature", "published_at",
    "modified_at", "section", "topic", "tags", "summary", "premium", "page_count", "missing_pages",
)  # fmt: skip
"""What a difference is shown of; `blocks` say the same as `body`, and other fields are only named."""
MOST_WORDS = 3_000
"""Compared one by one; the time this takes grows with the square of it."""
NEAR = 60
"""Characters of what is the same that are shown on either side of a change."""
_TOKEN = re.compile(r"\s+|\S+")


@dataclass(frozen=True, slots=True)
class Change:
    """Words that are the `same`, `gone` or `new`; `gap` stands for words that are the same and left out."""

    what: str
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Edition:
    """An edit: what it changed, by field."""

    number: int
    since: datetime
    until: datetime
    run: int | None
    fields: tuple[tuple[str, tuple[Change, ...]], ...]
    others: tuple[str, ...]


def editions(story: StoredStory) -> list[Edition]:
    """The edits of a story, the newest first: each against what the story said after it."""
    now: dict[str, Any] = {name: story.row.get(name) for name in FIELDS}
    told = []
    for revision in story.revisions:
        told.append(_edition(revision, now))
        now |= {name: value for name, value in revision.held.items() if name in FIELDS}
    return told


def _edition(revision: Revision, now: Mapping[str, Any]) -> Edition:
    named = [name for name in FIELDS if name in revision.changed]
    fields = (
        (name, tuple(differences(_text(revision.held.get(name)), _text(now.get(name))))) for name in named
    )
    others = tuple(name for name in revision.changed if name not in FIELDS and name != "blocks")
    return Edition(
        number=revision.number, since=revision.since, until=revision.until, run=revision.replaced_by,
        fields=tuple((name, changes) for name, changes in fields if changes), others=others,
    )  # fmt: skip


def _text(value: Any) -> str:
    if isinstance(value, datetime):
        return value.isoformat(timespec="minutes")
    if isinstance(value, (list, tuple)):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)


def differences(before: str, after: str) -> list[Change]:
    """The words that went and came, with a little of what is the same around them."""
    one, other = _TOKEN.findall(before), _TOKEN.findall(after)
    if len(one) + len(other) > 2 * MOST_WORDS:
        return [Change("gone", before), Change("new", after)]
    changes: list[Change] = []
    for what, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if what == "equal":
            changes.append(Change("same", "".join(one[a:b])))
        else:
            changes += [Change("gone", "".join(one[a:b]))] if b > a else []
            changes += [Change("new", "".join(other[c:d]))] if d > c else []
    return list(_shortened(changes)) if any(change.what != "same" for change in changes) else []


def _shortened(changes: Sequence[Change]) -> Iterator[Change]:
    """Long stretches of what is the same are left out."""
    last = len(changes) - 1
    for place, change in enumerate(changes):
        text = change.text
        if change.what != "same" or len(text) <= 3 * NEAR:
            yield change
            continue
        if place > 0:
            yield Change("same", _head(text))
        yield Change("gap", "…")
        if place < last:
            yield Change("same", _tail(text))


def _head(text: str) -> str:
    return text[:NEAR].rpartition(" ")[0] or text[:NEAR]


def _tail(text: str) -> str:
    return text[-NEAR:].partition(" ")[2] or text[-NEAR:]
