"""Which lines does a page show, whatever it is, in reading order?"""

from __future__ import annotations

from newsspider.items import BlockKind
from newsspider.outlets.guard import UnreadablePage
from newsspider.outlets.lines import Line, lines
from newsspider.outlets.page import Page, decode, is_markup
from newsspider.text import collapse


def visible_lines(body: bytes) -> list[Line]:
    """Every line of the page that a reader without JavaScript sees; none of what is no page. A text rendering
    has the lines it has."""
    text = decode(body).replace("\x00", "\ufffd")
    if not is_markup(text):
        told = (collapse(line) for line in text.splitlines())
        return [Line(kind=BlockKind.PARAGRAPH, text=line) for line in told if line]
    try:
        root = Page(text, None).tree.body
    except UnreadablePage:
        return []
    return list(lines(root, {})) if root is not None else []
