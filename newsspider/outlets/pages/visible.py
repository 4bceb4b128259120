"""Visible lines of any page, in reading order."""

from __future__ import annotations

from newsspider.outlets.pages.guard import UnreadablePage
from newsspider.outlets.pages.lines import MarkupLine, lines
from newsspider.outlets.pages.page import Page, decode, is_markup
from newsspider.text import collapse


def visible_lines(body: bytes) -> list[MarkupLine]:
    """Every line of the page that is visible without JavaScript; none if it cannot be parsed. The lines of a
    text rendering are its own."""
    text = decode(body).replace("\x00", "\ufffd")
    if not is_markup(text):
        return [MarkupLine(text=line) for line in map(collapse, text.splitlines()) if line]
    try:
        root = Page(text, None).tree.body
    except UnreadablePage:
        return []
    return list(lines(root, {})) if root is not None else []
