"""Tests of the labels in both languages and of the choice of a language."""

from __future__ import annotations

import re

import pytest

from newsspider.dashboard.formats import duration, share
from newsspider.dashboard.language import LANGUAGES, Labels, choose_language, labels
from newsspider.dashboard.rendering import FOLDER

TEMPLATES = "\n".join(path.read_text("utf-8") for path in sorted((FOLDER / "templates").glob("*.html")))
CODE = "\n".join(path.read_text("utf-8") for path in sorted(FOLDER.rglob("*.py")))


def test_every_label_has_every_language() -> None:
    for key, texts in labels().items():
        assert set(texts) == set(LANGUAGES), key
        assert all(text.strip() for text in texts.values()), key
        names = {language: set(re.findall(r"\{(\w+)\}", text)) for language, text in texts.items()}
        assert len({frozenset(found) for found in names.values()}) == 1, key


def test_templates_use_every_label_and_no_other() -> None:
    named = set(re.findall(r"label\('([\w.]+)'(?! ~)", TEMPLATES))
    groups = {name.rstrip(".") for name in re.findall(r"label\('([\w.]+)' ~", TEMPLATES)}
    assert not named - set(labels())
    assert groups == {"nav", "verdict", "outcome", "state", "kind", "error", "fire", "folder", "weekday"}
    in_code = set(re.findall(r'"(\w+\.\w+)"', CODE))
    prefixes = tuple(re.findall(r'f"(\w+\.\w+_)\{', CODE))
    used = named | in_code | {key for key in labels() if key.startswith(prefixes)}
    assert not {key for key in labels() if key not in used and key.split(".")[0] not in groups}


@pytest.mark.parametrize(
    ("stated", "accepted", "language"),
    [
        ("id", "en", "id"),
        (None, "id-ID,id;q=0.9,en;q=0.8", "id"),
        (None, "en-GB,id;q=0.5", "en"),
        (None, "fr,in;q=0.3,en;q=0.2", "id"),
        (None, "", "en"),
        ("xx", "id", "id"),
        (None, "id;q=zero,;;q=", "id"),
    ],
)
def test_language_follows_address_then_header(stated: str | None, accepted: str, language: str) -> None:
    assert choose_language(stated, accepted) == language


def test_numbers_follow_the_language() -> None:
    assert Labels("en").number(12345) == "12,345"
    assert Labels("id").number(12345) == "12.345"
    assert Labels("id").number(0.256) == "0,26"
    assert share(0.9987, Labels("id")) == "99,9 %"
    assert duration(7500, Labels("id")) == "2 jam 5 mnt"
