"""Tests of the inspector: the lines of a page that were kept or cut."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from newsspider.commands.read import read_page
from newsspider.dashboard.inspector import as_on_page
from newsspider.items import Article
from newsspider.outlets import OUTLETS
from newsspider.outlets.pages.visible import visible_lines
from newsspider.text import collapse

RECORDINGS = sorted((Path(__file__).parents[1] / "pages" / "tribun").iterdir())


@pytest.mark.parametrize("folder", RECORDINGS, ids=lambda folder: folder.name)
def test_every_line_kept_or_cut_is_found_on_its_page(folder: Path) -> None:
    body = next(folder.glob("page.*")).read_bytes()
    url = json.loads((folder / "expected.json").read_text("utf-8")).get("url")
    article = read_page(OUTLETS["tribun"], body, url)
    if not isinstance(article, Article):
        return
    shown = as_on_page(article, visible_lines(body))
    pieces = [piece for group in shown.groups for row in group for piece in row.pieces]
    kept = collapse(" ".join(piece.text for piece in pieces if piece.what == "kept"))
    cut = collapse(" ".join(piece.text for piece in pieces if piece.what == "cut"))
    assert all(collapse(block.text) in kept for block in article.blocks)
    # The lines of the summary box are a field, and shown as one.
    assert all(collapse(removed.text) in cut for removed in article.removed if removed.rule != "summary")
