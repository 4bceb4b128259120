"""Tests of word-by-word differences."""

from __future__ import annotations

from newsspider.dashboard.diff import Change, ChangeKind, differences

SAME, DELETED, INSERTED, GAP = ChangeKind


def test_differences_are_of_words() -> None:
    assert differences("satu dua tiga", "satu empat tiga") == [
        Change(SAME, "satu "),
        Change(DELETED, "dua"),
        Change(INSERTED, "empat"),
        Change(SAME, " tiga"),
    ]
    assert differences("sama", "sama") == []
    long = "kata " * 200
    changes = differences(long + "lama", long + "baru")
    assert [change.kind for change in changes] == [GAP, SAME, DELETED, INSERTED]
    assert [change.kind for change in differences("a " * 9000, "b " * 9000)] == [DELETED, INSERTED]
