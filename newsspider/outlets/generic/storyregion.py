"""Story region of a page without a layout: the element around the paragraphs that trafilatura finds.

trafilatura says which text is story, and nothing of links, kinds and what it left out. So its text is only
looked up: the page's own lines are transcribed, and what it does not know is furniture.
"""

from __future__ import annotations

import logging
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from selectolax.lexbor import LexborHTMLParser, LexborNode

from newsspider.items import BlockKind
from newsspider.outlets.boilerplate.calls import is_sentence
from newsspider.outlets.boilerplate.marks import Marks
from newsspider.outlets.boilerplate.rules import CutRule
from newsspider.outlets.generic.statedtimes import LONGEST, parse_visible
from newsspider.outlets.pages.lines import MarkupLine, lines, visible_text
from newsspider.outlets.story.images import PICTURE_HOLDERS

MAX_CHARACTERS = 1_000_000
"""Characters of markup, without scripts, that trafilatura reads: 100,000 take 0.03 s. lxml cannot be
interrupted."""
SHORT = 25
"""Letters and digits: a shorter line is looked up whole, not as a part of a paragraph."""
FURTHER, FAR = 0.12, 0.5
"""Share of the text that further paragraphs outside an element have if they are story: in one of NEARBY
elements around it, and farther away."""
NEARBY = 4
NEAR = 6
"""Lines above and below the story in which a dateline or a signature may stand alone."""
LONGEST_CAPTION = 300
PROSE = 80
"""Characters of a line that can only be a paragraph."""
LINKED = 0.5
"""Share of a line's characters in links; a line with more leads to other pages."""
FEWEST_CARDS, CARD_LINKED = 5, 0.25
"""Elements alike that make a list of stories, and the share of each one's characters that stand in links."""
MOST_CARDS = 40
"""Elements alike that are looked at."""
FEWEST_HEADINGS, CARD_DEPTH = 3, 3
"""Headings alike that are titles of cards, and how deep a title stands in its card."""
_Kind = tuple[str, str]
"""Tag and classes of an element."""
_CREDITED = re.compile(r"(?:rep|red|reporter|penulis|editor|oleh|pewarta)\s?:", re.IGNORECASE)
_NO_TEXT = ["script", "style", "noscript", "svg", "iframe", "template", "select", "head", "textarea"]


@dataclass(slots=True)
class FoundText:
    """Text that trafilatura takes for the story, without spaces, signs and case."""

    text: str
    lines: frozenset[str]

    def has(self, line: str) -> bool:
        """Whether the line is story: a long one as a part of the text, a short one as a whole line."""
        bare = bare_text(line)
        return bare in self.text if len(bare) >= SHORT else bare in self.lines


@dataclass(slots=True)
class StoryRegion:
    """The element that holds the story. `weights` are the characters of found text inside each element."""

    root: LexborNode
    found: FoundText
    weights: Mapping[int, int] = field(repr=False)

    def holds_story(self, node: LexborNode, most: int = 200) -> bool:
        """Whether more characters of the story than `most` stand inside an element."""
        return self.weights.get(node.mem_id, 0) > most


def bare_text(text: str) -> str:
    """The letters and digits of a text, without case."""
    return "".join(filter(str.isalnum, text.casefold()))


def found_text(html: str) -> FoundText:
    """The story's text as trafilatura finds it in a page; empty if it finds none or the page is too large."""
    from trafilatura import extract

    logging.getLogger("trafilatura").setLevel(logging.ERROR)  # a page without a story is no warning
    tree = LexborHTMLParser(html)
    tree.strip_tags(_NO_TEXT)
    markup = tree.html or ""
    if len(markup) > MAX_CHARACTERS:
        return FoundText("", frozenset())
    text = extract(markup, favor_precision=True, include_comments=False, include_tables=False) or ""
    bare = [bare_text(line) for line in text.splitlines()]
    return FoundText("".join(bare), frozenset(filter(None, bare)))


def story_region(body: LexborNode, found: FoundText) -> StoryRegion | None:
    """The element that holds the found text; None if nothing was found.

    That is the element with most of the paragraphs, or an element around it that has further paragraphs of
    the same tag: other sections of the story. A caption, a summary or a teaser elsewhere has another tag.
    """
    weights: dict[int, int] = defaultdict(int)
    held: dict[int, int] = defaultdict(int)
    tags: dict[tuple[int, str], int] = defaultdict(int)
    nodes: dict[int, LexborNode] = {}
    for line in lines(body, {}):
        if line.holder is None or len(bare_text(line.text)) < SHORT or not found.has(line.text):
            continue
        for distance, node in enumerate(upwards(line.holder)):
            weights[node.mem_id] += len(line.text)
            tags[node.mem_id, line.element] += len(line.text)
            if distance < 2:
                nodes.setdefault(node.mem_id, node)
                held[node.mem_id] += len(line.text)
    if not held:
        return None
    root = max(nodes.values(), key=lambda node: (held[node.mem_id], _depth(node)))
    if root.tag == "p" and root.parent is not None:
        root = root.parent
    return StoryRegion(_with_further(root, tags), found, weights)


def _with_further(root: LexborNode, tags: Mapping[tuple[int, str], int]) -> LexborNode:
    """The element, or one around it that has further paragraphs of its tag."""
    tag = max((tag for at, tag in tags if at == root.mem_id), key=lambda tag: tags[root.mem_id, tag])
    for distance, node in enumerate(upwards(root.parent)):
        had, share = tags[root.mem_id, tag], FURTHER if distance < NEARBY else FAR
        if tags.get((node.mem_id, tag), 0) - had > share * had:
            root = node
    return root


def count_cards(root: LexborNode) -> int:
    """Number of cards in the list that the found text stands in, as on a front page; 0 for a story's text.
    Cards are elements of one kind beside each other, and most of them lead to a page of their own."""
    around = [node for node in islice(upwards(root), NEARBY) if _is_card(node)]
    inside = Counter(map(_kind, root.iter())).most_common(1)
    rows = [_children(node.parent, _kind(node)) for node in around]
    rows += [_children(root, kind) for kind, _ in inside]
    counted = ((sum(map(_is_card, row)), len(row)) for row in rows)
    return next((number for number, alike in counted if FEWEST_CARDS <= number > alike / 2), 0)


def is_listed(heading: LexborNode) -> bool:
    """Whether a heading is one of several alike: beside each other, or each in an element alike, as the
    titles of cards are. An h1 is the page's own."""
    kind = _kind(heading)
    around = islice(upwards(heading), CARD_DEPTH) if heading.tag != "h1" else ()
    rows = (_children(node.parent, _kind(node)) for node in around)
    return any(sum(_has(node, kind) for node in row) >= FEWEST_HEADINGS for row in rows)


def _has(node: LexborNode, kind: _Kind) -> bool:
    """Whether an element is of a kind, or one inside it is."""
    return any(_kind(inner) == kind for inner in (node, *node.css(kind[0])))


def _children(parent: LexborNode | None, kind: _Kind) -> list[LexborNode]:
    """The first elements of a kind directly inside another."""
    of_kind = (node for node in parent.iter() if _kind(node) == kind) if parent is not None else iter(())
    return list(islice(of_kind, MOST_CARDS))


def _kind(node: LexborNode) -> _Kind:
    return node.tag or "", node.attributes.get("class") or ""


def _is_card(node: LexborNode) -> bool:
    links = [visible_text(link) for link in node.css("a[href]")]
    titled = any(len(bare_text(text)) >= SHORT for text in links)
    return titled and sum(map(len, links)) > CARD_LINKED * len(visible_text(node))


def _depth(node: LexborNode) -> int:
    return sum(1 for _ in upwards(node))


def upwards(node: LexborNode | None) -> Iterator[LexborNode]:
    """The element and those around it, from the inside out, without the root."""
    while node is not None and node.tag != "html":
        yield node
        node = node.parent


class StoryLines:
    """Which lines of a region are story, given those that trafilatura knows."""

    def __init__(self, region: StoryRegion, page: Sequence[MarkupLine], marks: Marks) -> None:
        self.page, self.marks = page, marks
        self.known = [not line.rule and region.found.has(line.text) for line in page]
        places = [place for place, known in enumerate(self.known) if known]
        self.first, self.last = min(places, default=0), max(places, default=-1)
        self.prose = next((place for place in places if len(page[place].text) >= PROSE), self.first)
        held = Counter({page[place].element: 0 for place in places})
        for place in places:
            held[page[place].element] += len(page[place].text)
        self.tag = max(held, key=held.__getitem__, default="")
        self.families = {family for place in places for family in _families(page[place])}
        holders = Counter(holder.mem_id for place in places if (holder := page[place].holder) is not None)
        most = holders.most_common(1)
        self.holder = most[0][0] if most and most[0][1] > len(places) / 2 > 1 else None

    def rule(self, place: int) -> str | None:
        """The rule of a line that is no story; None for a line of the story, and for its signature."""
        text = self.page[place].text
        if self.first - NEAR <= place <= self.first + 1 and is_lone_dateline(text, self.marks):
            return CutRule.DATELINE
        if self._is_caption(self.page[place]):
            return CutRule.CAPTION
        if place < self.prose and (rule := _head_rule(text)) is not None:
            return rule
        if self._has(place):
            return None
        signs = self.last < place <= self.last + NEAR and self.marks.signature.match(text) is not None
        return None if signs else CutRule.OUTSIDE_STORY

    def _is_caption(self, line: MarkupLine) -> bool:
        """Whether a short line right below a picture stands in another kind of element than the story, or in
        another one if one element holds the story."""
        below = line.media is not None and line.media.tag in PICTURE_HOLDERS
        elsewhere = self.holder is not None and line.holder is not None and line.holder.mem_id != self.holder
        apart = (line.element != self.tag or elsewhere) and line.kind is BlockKind.PARAGRAPH
        return below and apart and len(line.text) <= LONGEST_CAPTION

    def _has(self, place: int) -> bool:
        """Whether the line at this place is story: known, the next entry of a known list, or among known
        lines a paragraph or heading. Above and below them it must also stand in the same element."""
        line = self.page[place]
        if self.known[place]:
            return True
        if sum(len(visible_text(node)) for node in line.anchors) > LINKED * len(line.text):
            return False
        if self._continues(place):
            return True
        prose = len(line.text) >= PROSE and is_sentence(line.text)
        related = not self.families.isdisjoint(_families(line))
        if self.first < place < self.last:
            return related or prose or line.kind is BlockKind.HEADING or line.bold
        return related and prose

    def _continues(self, place: int) -> bool:
        """Whether the line goes on a list or quotation."""
        kind = self.page[place].kind
        above = next((at for at in range(place - 1, -1, -1) if not self.page[at].rule), -1)
        goes_on = kind in (BlockKind.LIST_ITEM, BlockKind.QUOTE) and above >= 0 and self.known[above]
        return goes_on and self.page[above].kind is kind


def _head_rule(text: str) -> str | None:
    """The rule of a line above the first paragraph that states the time or the people."""
    if len(text) > LONGEST or is_sentence(text):
        return None
    if parse_visible(text) is not None:
        return CutRule.PUBLICATION_LINE
    return CutRule.CREDIT_LINE if _CREDITED.match(text) else None


def is_lone_dateline(text: str, marks: Marks) -> bool:
    """Whether a line is nothing but a place or a brand with its dash."""
    return (
        text.endswith(("-", "–", "—")) and marks.dateline.fullmatch(f"{text} X"[: len(text) + 1]) is not None
    )


def _families(line: MarkupLine) -> Iterator[tuple[str, int]]:
    """The tag of the element that holds a line, with that element's parent; and the element itself."""
    if line.holder is not None:
        yield "", line.holder.mem_id
        if line.holder.parent is not None:
            yield line.element, line.holder.parent.mem_id
            yield "", line.holder.parent.mem_id
