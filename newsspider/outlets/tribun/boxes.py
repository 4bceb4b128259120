"""Boxes inside a Tribun body that are no story: forms, the newsroom's own offers, tables of other stories."""

from __future__ import annotations

from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from newsspider.outlets.body import Anchor, lines, shown
from newsspider.outlets.outlet import Outlet
from newsspider.outlets.standing import is_attributed, is_sentence
from newsspider.outlets.tribun.lines import is_tag_link
from newsspider.outlets.wording import CALL, MEMBERSHIP

LONGEST = 600
"""Characters: a box with more text is a part of the story."""
MOST = 60
"""Elements of one kind that are looked at."""
_CONTROLS = "form, button, input, select, textarea, label"
_HOLDERS = "div[class], div[id], aside, section"
_BOXES = frozenset(("div", "aside", "section", "form", "fieldset", "article"))
_MACHINERY = (
    "account.",
    "/login",
    "/langganan",
    "/berlangganan",
    "/premium",
    "/paket",
    "play.google",
    "apps.apple",
)


def boxes(root: LexborNode, outlet: Outlet) -> dict[int, str]:
    """The boxes below `root`: element to rule."""
    found: dict[int, str] = {}
    for control in root.css(_CONTROLS)[:MOST]:
        found[_form(control, root).mem_id] = "form"
    for node in root.css(_HOLDERS)[:MOST]:
        if node.mem_id not in found and (rule := _offer(node, outlet)) is not None:
            found[node.mem_id] = rule
    return found


def _form(control: LexborNode, root: LexborNode) -> LexborNode:
    """The box of a form's element: the outermost one around it that holds no paragraph of story."""
    form, node = control, control.parent
    while node is not None and node.mem_id != root.mem_id and len(node.text(deep=True)) <= 3 * LONGEST:
        if node.tag in _BOXES:
            if _tells_story(node):
                break
            form = node
        node = node.parent
    return form


def _tells_story(node: LexborNode) -> bool:
    texts = [line.text for line in lines(node, {})]
    plain = [text for text in texts if is_sentence(text) and not text.endswith("?") and not CALL.match(text)]
    return len(plain) > 1 or any(len(text) > 160 for text in plain) or any(map(is_attributed, texts))


def _offer(node: LexborNode, outlet: Outlet) -> str | None:
    """The rule of a box in which the outlet calls its reader or sells something; None for any other."""
    if len(node.text(deep=True)) > 3 * LONGEST or node.css_first("a[href], button") is None:
        return None
    text = shown(node)
    if not text or len(text) > LONGEST or outlet.marks.dateline.match(text) or _tells_story(node):
        return None
    hrefs = [(anchor.attributes.get("href") or "").lower() for anchor in node.css("a[href]")]
    sells = any(part in href for href in hrefs for part in _MACHINERY)
    ours = sells or outlet.marks.newsroom.search(text) or outlet.marks.product.search(text)
    if not ours:
        return None
    if MEMBERSHIP.search(text) and (sells or outlet.marks.product.search(text)):
        return "premium_box"
    called = any(CALL.match(line.text) for line in lines(node, {}))
    return "call_box" if called else None


def is_related_table(table: LexborNode) -> bool:
    """Whether a table only names other stories: its links, and none of them to a tag, are all of its text."""
    whole = len(shown(table))
    linked = sum(len(text) for text in map(shown, _story_links(table)))
    return whole > 0 and linked >= 0.7 * whole


def _story_links(table: LexborNode) -> Iterator[LexborNode]:
    for node in table.css("a[href]"):
        href = node.attributes.get("href") or ""
        if not is_tag_link(Anchor(href=href, text="", title=None)):
            yield node
