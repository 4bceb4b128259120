"""Reasons of rejections: every class that the code gives has its sentences. Case O13."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from scrapy.exceptions import IgnoreRequest

import newsspider.downloader
import newsspider.outlets
from newsspider.outlets.pages.guard import UnreadablePage
from newsspider.outlets.story.reading import NotAStory
from newsspider.reasons.rejections import (
    as_markdown,
    is_known,
    page_came,
    rejection_anchor,
    rejection_help,
    rejection_reasons,
    rejection_sentence,
)
from newsspider.visits import Doubt

ROOT = Path(__file__).parents[2]
ABSTRACT = {"NotAPage"}
NEVER_KEPT = {"BudgetSpent", "LeadsElsewhere"}
"""Of a preflight, which stores nothing."""


def classes(package: object, *bases: type) -> Iterator[str]:
    """The subclasses of `bases` that a room's modules define."""
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):  # type: ignore[attr-defined]
        importlib.import_module(module.name)
    for base in bases:
        kinds: list[type] = base.__subclasses__()
        for kind in kinds:
            if kind.__module__.startswith("newsspider."):
                yield kind.__name__
            yield from classes(package, kind)


def test_every_reason_of_ours_has_its_sentences() -> None:
    found = {
        *classes(newsspider.outlets, UnreadablePage, NotAStory),
        *classes(newsspider.downloader, IgnoreRequest),
        *(doubt.value for doubt in Doubt),
        *("RobotsUnreachable", "TooSlow", "Unstorable", "ListInstead", "NeverRead", "Http403", "Http599"),
    }
    assert len(found) > 35
    unknown = {reason for reason in found - ABSTRACT - NEVER_KEPT if not is_known(reason)}
    assert not unknown, "give these a table in newsspider/reasons/rejections.toml"


@pytest.mark.parametrize("reason", [*rejection_reasons(), "Http502", "Http302", "Sonderbar"])
def test_each_reason_is_said_in_both_languages(reason: str) -> None:
    for say in (rejection_sentence, rejection_help):
        assert say(reason, "en").strip()
        assert say(reason, "id") != say(reason, "en")
        assert "{" not in say(reason, "id")
    assert rejection_anchor(reason) in rejection_reasons()


@pytest.mark.parametrize(
    ("reason", "came"),
    [
        ("NoLayout", True),
        ("AccessWall", True),
        ("DropItem", True),
        ("Http404", False),
        ("Http502", False),
        ("RobotsUnreachable", False),
        ("SomeNewError", False),
        ("ConnectionLost", False),
    ],
)
def test_reason_tells_whether_a_page_came(reason: str, came: bool) -> None:
    assert page_came(reason) is came


def test_docs_have_the_same_list() -> None:
    assert (ROOT / "docs/rejections.md").read_text("utf-8") == as_markdown(), (
        "write it: python -m newsspider.reasons.rejections > docs/rejections.md"
    )
