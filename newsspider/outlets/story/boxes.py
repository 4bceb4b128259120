"""Boxes in a body that are no story: forms, offers of the newsroom, lists of other stories."""

from __future__ import annotations

from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from newsspider.outlets.boilerplate.calls import is_attributed, is_sentence, is_wall, leads_to_tag
from newsspider.outlets.boilerplate.rules import CutRule
from newsspider.outlets.boilerplate.wording import CALL
from newsspider.outlets.pages.lines import lines, visible_text
from newsspider.outlets.site import Site

LONGEST = 600
"""Characters: a box with more text belongs to the story."""
TITLE = 25
"""Characters of a headline; the text of a link in a list of the story is often shorter."""
MOST = 60
MOST_LINKS = 200
"""Elements of a form, and links, whose boxes are looked at."""
_CONTROLS = "form, button, input, select, textarea, label"
_BOXES = frozenset(("div", "aside", "section", "form", "fieldset", "article"))
_SHOP_ADDRESSES = (
    "account.",
    "/login",
    "/langganan",
    "/berlangganan",
    "/premium",
    "/paket",
    "play.google",
    "apps.apple",
)


def boxes(root: LexborNode, site: Site) -> dict[int, str]:
    """The boxes below `root`: element to rule."""
    found: dict[int, str] = {}
    for control in root.css(_CONTROLS)[:MOST]:
        if (box := _form(control, root)) is not None:
            found[box.mem_id] = CutRule.FORM
    links = root.css("a[href], button")[:MOST_LINKS]
    around = {box.mem_id: box for link in links for box in _around(link, root)}
    for place, box in around.items():
        if (rule := _offer(box, site)) is not None and (place not in found or rule == CutRule.PREMIUM_BOX):
            found[place] = rule
        elif place not in found and _names_stories(box):
            found[place] = CutRule.RELATED_TABLE
    return found


def _around(node: LexborNode, root: LexborNode) -> Iterator[LexborNode]:
    """The small boxes around an element, the innermost first."""
    around = node.parent
    while around is not None and around.mem_id != root.mem_id and len(around.text(deep=True)) <= 3 * LONGEST:
        if around.tag in _BOXES:
            yield around
        around = around.parent


def _form(control: LexborNode, root: LexborNode) -> LexborNode | None:
    """The box of a form's element: the outermost box around it without a paragraph of story, else the element
    itself; None if the element stands in a sentence."""
    if control.tag not in ("form", "label") and _in_sentence(control):
        return None
    form = control if control.tag == "form" and not _holds_story(control) else None
    for box in _around(control, root):
        if _holds_story(box):
            break
        form = box
    if form is None and control.tag not in ("form", "label") and not _among_words(control):
        form = control
    return form


def _in_sentence(control: LexborNode) -> bool:
    """Whether the element stands inside a sentence of its paragraph."""
    around = control.parent
    text = visible_text(around) if around is not None and around.tag == "p" else ""
    return is_sentence(text) and not text.endswith("?") and not CALL.match(text) and _among_words(control)


def _among_words(control: LexborNode) -> bool:
    """Whether words stand beside the element in its paragraph."""
    around = control.parent
    return around is not None and len(visible_text(around)) > len(visible_text(control)) + 2


def _holds_story(node: LexborNode) -> bool:
    texts = [line.text for line in lines(node, {})]
    plain = [text for text in texts if is_sentence(text) and not text.endswith("?") and not CALL.match(text)]
    return len(plain) > 1 or any(len(text) > 160 for text in plain) or any(map(is_attributed, texts))


def _offer(node: LexborNode, site: Site) -> str | None:
    """The rule of a box with a call or an offer of the outlet; None for any other box."""
    text = visible_text(node)
    if not text or len(text) > LONGEST or site.marks.dateline.match(text):
        return None
    hrefs = [(anchor.attributes.get("href") or "").lower() for anchor in node.css("a[href]")]
    sells = any(word in href for href in hrefs for word in _SHOP_ADDRESSES)
    ours = sells or site.marks.newsroom.search(text) or site.marks.product.search(text)
    if not ours or _holds_story(node):
        return None
    if is_wall(text, site.marks) and (sells or site.marks.product.search(text)):
        return CutRule.PREMIUM_BOX
    called = any(CALL.match(line.text) for line in lines(node, {}))
    return CutRule.CALL_BOX if called else None


def _names_stories(box: LexborNode) -> bool:
    """Whether a box holds nothing but the headlines of two or more other pages, with their times."""
    titles = [text for node in box.css("a[href]") if len(text := visible_text(node)) >= TITLE]
    return len(titles) > 1 and not any(map(is_sentence, titles)) and is_related_table(box)


def is_related_table(table: LexborNode) -> bool:
    """Whether a table only names other stories: links to stories make up most of its text."""
    whole = len(visible_text(table))
    linked = sum(len(text) for text in map(visible_text, _story_links(table)))
    return whole > 0 and linked >= 0.7 * whole


def _story_links(table: LexborNode) -> Iterator[LexborNode]:
    for node in table.css("a[href]"):
        href = node.attributes.get("href") or ""
        if not leads_to_tag(href):
            yield node
