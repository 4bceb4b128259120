"""Tests of the cache of answers about lines."""

from __future__ import annotations

import pytest

from newsspider.outlets.boilerplate.linecache import LONGEST, line_cache


@pytest.mark.parametrize(("length", "calls"), [(LONGEST, 1), (LONGEST + 1, 2)])
def test_answer_about_long_line_is_not_kept(length: int, calls: int) -> None:
    asked: list[tuple[str, int]] = []

    @line_cache(2)
    def measured(line: str, more: int) -> int:
        asked.append((line, more))
        return len(line) + more

    assert [measured("a" * length, 1) for _ in range(2)] == [length + 1] * 2
    assert len(asked) == calls
