"""Visible lines of an element, in reading order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from newsspider.items import BlockKind
from newsspider.text import collapse, collapse_lines

_BLOCK_TAGS = frozenset(
    """
    address article aside blockquote center dd details div dl dt fieldset figcaption figure footer form h1
    h2 h3 h4 h5 h6 header hr li main nav ol p pre section table tbody tfoot thead tr ul amp-img
    """.split()
)
_KINDS = {
    "li": BlockKind.LIST_ITEM,
    "blockquote": BlockKind.QUOTE,
    **dict.fromkeys(("h2", "h3", "h4", "h5", "h6"), BlockKind.HEADING),
}
_CELLS = frozenset(("td", "th"))
_BOLD = frozenset(("strong", "b"))
_SLANTED = frozenset(("em", "i", "small"))
_IMAGES = frozenset(("img", "amp-img"))
_FRAMES = frozenset(("iframe", "video", "audio", "object"))
_MEDIA = "img, amp-img, iframe, video, audio, object"
"""What shows something that is no text, and what stands below it may speak of."""
_SILENT = frozenset(
    """
    script style noscript template iframe svg video audio object head title
    """.split()
)


@dataclass(kw_only=True, slots=True)
class MarkupLine:
    """A run of text that stands on its own, or a piece of furniture (`rule` is set), with its elements.

    `bold` and `slanted` say that every letter is, `holder` is the element that holds the line, `element` its
    tag; a single <br> is a newline. `media` is the picture, video or frame right above the line, if it has no
    words of its own. `node` is the furniture's own element, `anchors` are the `a` elements in the line.
    """

    text: str
    kind: BlockKind = BlockKind.PARAGRAPH
    bold: bool = False
    slanted: bool = False
    element: str = ""
    holder: LexborNode | None = None
    media: LexborNode | None = None
    anchors: list[LexborNode] = field(default_factory=list)
    rule: str | None = None
    node: LexborNode | None = None

    @property
    def holder_names(self) -> str:
        """The classes of the element that holds the line, and of the one around it."""
        around = (self.holder, self.holder.parent) if self.holder is not None else ()
        return " ".join(node.attributes.get("class") or "" for node in around if node is not None)


@dataclass(slots=True)
class _OpenLine:
    """The line being gathered; `bold` and `slanted` count open elements, `kinds` are those of open ones."""

    pieces: list[str] = field(default_factory=list)
    anchors: list[LexborNode] = field(default_factory=list)
    plain: bool = False
    upright: bool = False
    breaks: int = 0
    bold: int = 0
    slanted: int = 0
    media: LexborNode | None = None
    kinds: list[BlockKind] = field(default_factory=list)

    def add(self, text: str) -> None:
        if not text.isspace():
            self.breaks = 0
            self.plain = self.plain or not self.bold
            self.upright = self.upright or not self.slanted
        self.pieces.append(text.replace("\n", " ") if "\n" in text else text)

    def cross(self, node: LexborNode, tag: str, entering: bool) -> None:
        """Note what the beginning or the end of an element means for the text that follows."""
        if tag in _BOLD:
            self.bold += 1 if entering else -1
        elif tag in _SLANTED:
            self.slanted += 1 if entering else -1
        elif tag in _KINDS:
            self.kinds.append(_KINDS[tag]) if entering else self.kinds.pop()
        elif entering:
            self.meet(node, tag)

    def meet(self, node: LexborNode, tag: str) -> None:
        """Note what an inline element adds to the line."""
        if tag == "br":
            self.pieces.append("\n")
            self.breaks += 1
        elif tag in _CELLS:
            self.pieces.append(" ")
        elif tag in _IMAGES or tag in _FRAMES:
            self.media = node
        elif tag == "a":
            self.anchors.append(node)

    def finish(self, holder: LexborNode) -> MarkupLine | None:
        """The line, if it has text; the next one begins empty."""
        if not self.pieces:
            return None
        line = None
        if text := collapse_lines("".join(self.pieces)):
            line = MarkupLine(
                text=text,
                kind=self.kinds[-1] if self.kinds else BlockKind.PARAGRAPH,
                bold=not self.plain,
                slanted=not self.upright,
                element=holder.tag or "",
                holder=holder,
                media=self.media,
                anchors=self.anchors,
            )
            self.media = None
        self.pieces, self.anchors, self.plain, self.upright, self.breaks = [], [], False, False, 0
        return line


def lines(root: LexborNode, furniture: Mapping[int, str]) -> Iterator[MarkupLine]:
    """The lines below `root`. Elements whose `mem_id` is in `furniture` come as one line each, with
    their rule and node, and are not entered; two <br> in a row end a line, one is a newline."""
    current = _OpenLine()
    for node, entering in _walk(root, furniture):
        tag = node.tag or ""
        if tag == "-text":
            current.add(node.text_content or "")
            continue
        rule = furniture.get(node.mem_id)
        ends = rule is not None or tag in _BLOCK_TAGS or (tag == "br" and current.breaks > 0)
        if ends and (line := current.finish(node if not entering else node.parent or root)):
            yield line
        if rule is not None:
            text = visible_text(node)
            yield MarkupLine(text=text, rule=rule, node=node)
            shows = not text and (node.tag in _FRAMES or node.css_first(_MEDIA) is not None)
            current.media = node if shows else None
        else:
            current.cross(node, tag, entering)
    if line := current.finish(root):
        yield line


def visible_text(node: LexborNode) -> str:
    """All text a reader sees inside an element, on one line: no script, no glued words."""
    child = node.child
    if child is not None and child.next is None and child.tag == "-text":
        return collapse(child.text_content or "")  # the usual case, at a tenth of the cost
    pieces: list[str] = []
    for child, _ in _walk(node, {}):
        tag = child.tag
        if tag == "-text":
            pieces.append(child.text_content or "")
        elif tag in _BLOCK_TAGS or tag in _CELLS or tag == "br":
            pieces.append(" ")
    return collapse("".join(pieces))


def _walk(root: LexborNode, furniture: Mapping[int, str]) -> Iterator[tuple[LexborNode, bool]]:
    """Depth first without recursion: each element on entering (True) and, unless it is silent or
    furniture, on leaving (False); text nodes once."""
    node = root.child
    while node is not None:
        tag = node.tag or ""
        if tag in _FRAMES:
            yield node, True
        elif tag not in _SILENT and tag != "-comment":
            yield node, True
            if tag != "-text" and node.mem_id not in furniture and node.child is not None:
                node = node.child
                continue
            if tag != "-text" and tag != "br" and node.mem_id not in furniture:
                yield node, False
        while node.next is None:
            node = node.parent
            if node is None or node.mem_id == root.mem_id:
                return
            yield node, False
        node = node.next
