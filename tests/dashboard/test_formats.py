"""Tests of the filters that format hostile values."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from newsspider.dashboard.evidence import evidence_of
from newsspider.dashboard.formats import external_link, is_past, is_web, isolate, plain


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://www.tribunnews.com/a?b=c", True),
        ("http://x", True),
        ("javascript:alert(1)", False),
        ("JaVaScRiPt:1", False),
        ("data:text/html,x", False),
        ("https://a\u202eb/", False),
        ("https://a b", False),
        ("//x/y", False),
        ("http://[", False),
        (None, False),
        ("https://" + "a" * 3000, False),
        ("\thttps://x", False),
        ("https:///x", False),
    ],
)
def test_only_web_addresses_become_links(url: str | None, safe: bool) -> None:
    assert is_web(url) == safe
    assert ("<a " in external_link(url)) == safe


def test_hidden_characters_become_visible() -> None:
    assert isolate("a\u202eb<i>") == '<bdi>a<span class="hidden-mark">U+202E</span>b&lt;i&gt;</bdi>'
    assert plain("a\u200b\x00\U000e0041b") == "a\ufffd\ufffd\ufffdb"
    assert "hidden-mark" not in isolate("Jakarta, 25°C – “selamat”\n")


def test_time_that_has_come_is_past() -> None:
    now = datetime.now(UTC)
    assert (is_past(now - timedelta(hours=1)), is_past(now + timedelta(hours=1))) == (True, False)


def test_rows_behind_a_new_line_are_looked_for_now() -> None:
    """The findings that a run saved may be older than the line, and would deny it."""
    evidence = evidence_of({"code": "new_line", "subject": "Unduh"}, 7)
    assert (evidence.path, evidence.query) == ("/suspects", {"days": 3})
