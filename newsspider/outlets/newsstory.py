"""Story layout of Indonesian newsrooms: what their pages have in common beside the form of any article."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from selectolax.lexbor import LexborNode

from newsspider.items import BlockKind, Image, Line
from newsspider.outlets.boxes import boxes
from newsspider.outlets.captions import split_caption
from newsspider.outlets.lines import MarkupLine, visible_text
from newsspider.outlets.media import beside_media
from newsspider.outlets.plain import PlainStory
from newsspider.outlets.reading import Reading
from newsspider.outlets.rules import CutRule
from newsspider.outlets.shapes import kind_of

LONGEST_LABEL = 60
"""Characters: a line of capitals that is longer is a paragraph."""
_BOLD = "b, strong"
_DASHES = ("-", "–", "—", ":")


def ancestors(node: LexborNode, root: LexborNode) -> Iterator[LexborNode]:
    """The elements around a node, below `root`."""
    around = node.parent
    while around is not None and around.mem_id != root.mem_id:
        yield around
        around = around.parent


class NewsStory(PlainStory):
    """A page whose bold lines are headings, whose captions end with a credit, and whose dateline is bold.

    A site's own layout is a subclass, as of PlainStory.
    """

    def kind(self, line: MarkupLine) -> BlockKind:
        is_label = line.text.isupper() and len(line.text) <= LONGEST_LABEL and line.text[-1].isalnum()
        return BlockKind.HEADING if is_label and line.kind is BlockKind.PARAGRAPH else kind_of(line)

    def image(self, reading: Reading, figure: LexborNode, image: LexborNode) -> Image:
        found = super().image(reading, figure, image)
        if found.credit is not None:
            return found
        caption, credit = split_caption(found.caption)
        return replace(found, caption=caption, credit=credit)

    def transcribe(self, reading: Reading, line: MarkupLine) -> Line:
        return beside_media(reading, line, super().transcribe(reading, line))

    def furniture_in(self, reading: Reading, root: LexborNode) -> dict[int, str]:
        """The declared furniture, boxes recognised by their content, and a bold dateline."""
        found = super().furniture_in(reading, root)
        offers = boxes(root, reading.outlet)
        for css in self.furniture.values():
            for node in root.css(css):
                for around in ancestors(node, root):
                    offers.pop(around.mem_id, None)  # its parts are known better
        found = offers | found
        opening = next((node for node in root.css(_BOLD) if visible_text(node)), None)
        dateline = reading.outlet.marks.dateline
        if opening is not None and not _dash_follows(opening) and dateline.fullmatch(visible_text(opening)):
            found.setdefault(opening.mem_id, CutRule.DATELINE)
        return found


def _dash_follows(node: LexborNode) -> bool:
    return node.next is not None and (node.next.text(deep=True) or "").lstrip().startswith(_DASHES)
