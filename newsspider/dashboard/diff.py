"""Edits of a story as word-by-word differences between its revisions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any

from newsspider.store.reports.story import Revision, StoredStory

FIELDS = tuple(
    (
        "headline lead body dateline authors editors source signature published_at modified_at section "
        "topic tags summary premium page_count missing_pages"
    ).split()
)
"""Fields with a difference; `blocks` duplicates `body`, and other fields are only named."""
MAX_WORDS = 3_000
"""The most that are compared word by word: the time grows with the square of it."""
CONTEXT = 60
"""Characters of equal text kept on either side of a change."""
_TOKEN = re.compile(r"\s+|\S+")


class ChangeKind(StrEnum):
    """Kinds of text in a difference; GAP replaces a long equal text."""

    SAME = "same"
    DELETED = "deleted"
    INSERTED = "inserted"
    GAP = "gap"


@dataclass(frozen=True, slots=True)
class Change:
    """A run of words of one kind."""

    kind: ChangeKind
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Edit:
    """An edit of a story: its differences by field, and the names of the other fields that changed."""

    number: int
    since: datetime
    until: datetime
    run: int | None
    fields: tuple[tuple[str, tuple[Change, ...]], ...]
    others: tuple[str, ...]


def edits_of(story: StoredStory) -> list[Edit]:
    """The edits of a story, newest first: each compares a revision with the one after it."""
    return edits_between(story.row, story.revisions)


def edits_between(row: Mapping[str, Any], revisions: Iterable[Revision]) -> list[Edit]:
    """The same of a story's row and its revisions, newest first."""
    current: dict[str, Any] = {name: row.get(name) for name in FIELDS}
    edits = []
    for revision in revisions:
        edits.append(_edit(revision, current))
        current |= {name: value for name, value in revision.held.items() if name in FIELDS}
    return edits


def _edit(revision: Revision, current: Mapping[str, Any]) -> Edit:
    compared = (
        (name, tuple(differences(_text(revision.held.get(name)), _text(current.get(name)))))
        for name in FIELDS
        if name in revision.changed
    )
    return Edit(
        number=revision.number,
        since=revision.since,
        until=revision.until,
        run=revision.replaced_by,
        fields=tuple((name, changes) for name, changes in compared if changes),
        others=tuple(name for name in revision.changed if name not in FIELDS and name != "blocks"),
    )


def _text(value: Any) -> str:
    if isinstance(value, datetime):
        return value.isoformat(timespec="minutes")
    if isinstance(value, (list, tuple)):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)


def differences(before: str, after: str) -> list[Change]:
    """The deleted and inserted words, with some of the equal text around them; empty for equal texts."""
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    if len(old) + len(new) > 2 * MAX_WORDS:
        return [Change(ChangeKind.DELETED, before), Change(ChangeKind.INSERTED, after)]
    changes: list[Change] = []
    for operation, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if operation == "equal":
            changes.append(Change(ChangeKind.SAME, "".join(old[a:b])))
            continue
        changes += [Change(ChangeKind.DELETED, "".join(old[a:b]))] if b > a else []
        changes += [Change(ChangeKind.INSERTED, "".join(new[c:d]))] if d > c else []
    has_changes = any(change.kind is not ChangeKind.SAME for change in changes)
    return list(_shortened(changes)) if has_changes else []


def _shortened(changes: Sequence[Change]) -> Iterator[Change]:
    """The changes with a gap in each long equal text."""
    last = len(changes) - 1
    for index, change in enumerate(changes):
        text = change.text
        if change.kind is not ChangeKind.SAME or len(text) <= 3 * CONTEXT:
            yield change
            continue
        if index > 0:
            yield Change(ChangeKind.SAME, text[:CONTEXT].rpartition(" ")[0] or text[:CONTEXT])
        yield Change(ChangeKind.GAP, "…")
        if index < last:
            yield Change(ChangeKind.SAME, text[-CONTEXT:].partition(" ")[2] or text[-CONTEXT:])
