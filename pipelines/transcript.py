"""Cuts by what a reader transcribed of a line: its furniture, its picture, its links.

The lines of a page are walked once, in page order. Each becomes a block of the story or cuts of the ledger.
The links and pictures of cut lines go to the article.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from newsspider.items import (
    Anchor,
    Block,
    BlockKind,
    Image,
    Line,
    Link,
    LinkKind,
    Media,
    Removed,
    numbered,
)
from newsspider.outlets.boilerplate.calls import is_attributed, is_sentence, leads_to_tag
from newsspider.outlets.boilerplate.marks import Marks
from newsspider.outlets.boilerplate.rules import CutRule
from newsspider.outlets.boilerplate.wording import WATCH
from newsspider.outlets.layout import FURNITURE_LINKS
from newsspider.outlets.site import Site
from newsspider.outlets.story.captions import split_caption
from newsspider.outlets.story.shapes import is_caption
from pipelines.draft import Draft
from pipelines.linking import (
    NOT_LINKED,
    Linked,
    is_heading,
    is_label,
    is_share_bar,
    is_tag_list,
    linked,
    names_story,
)
from pipelines.renderings import ALT_LINES, continues, rendered, twin_image

LONGEST_CAPTION = 300
"""Characters: slanted text below a picture that is longer is a paragraph of the story."""
LONGEST_CALL = 10
"""Words: a call to play the video above it has fewer."""
_ACCOUNT = ("—", "– ", "@")
"""A line of a quotation that begins so names the account of an embedded post."""


Calls = dict[str, Sequence[Anchor]]
"""Links of lines that stay, by line: recorded if the line is cut because of where it stands."""


def cut_transcribed(draft: Draft, outlet: Site) -> Calls:
    """Cut the lines that are no story by what was transcribed of them. Returns the links of the lines that
    stay."""
    if not draft.transcribed:
        return {}
    walk = _Walk(draft.page, outlet)
    walk.run()
    draft.rewrite(walk.page)
    if walk.images:
        known = {image.url for image in draft["images"]} - {None}
        further = [(image, place) for image, place in walk.images if image.url not in known]
        places = {image.url: place for image, place in reversed(walk.images) if image.url}
        draft.picture_places = [places.get(image.url) for image in draft["images"]]
        draft.picture_places += [place for _, place in further]
        draft["images"] = (*draft["images"], *(image for image, _ in further))
    if walk.links:
        draft["links"] = numbered((*walk.links, *draft["links"]))
    return walk.calls


class _Walk:
    """The way through a page, line by line."""

    def __init__(self, lines: Sequence[Block | Removed], outlet: Site) -> None:
        self.outlet = outlet
        self.related = outlet.marks.related.fullmatch
        self.lines = lines
        self.page: list[Block | Removed] = []
        self.links: list[Link] = []
        self.seen: set[tuple[LinkKind, str]] = set()
        self.images: list[tuple[Image, int]] = []  # with its place on the page
        self.calls: Calls = {}
        self.above: Block | None = None  # the last block of the story so far
        self.below_heading = False  # the line above is the heading of a list of stories, or an entry of one
        self.title_to_come = False  # the line above is "Baca juga:" alone

    def run(self) -> None:
        """File every line."""
        marks = self.outlet.marks
        last = next((i for i in range(len(self.lines) - 1, -1, -1) if _continues(self.lines[i], marks)), -1)
        index = 0
        while index < len(self.lines):
            line = self.lines[index]
            if not isinstance(line, Line):
                self.page.append(line)
            elif line.rule is not None:
                self.furniture(line, line.rule)
            elif self.is_title(line):
                self.cut(CutRule.BACA_JUGA, line.text)
                self.link(LinkKind.BACA_JUGA, [Anchor(href="", url=None, text=line.text, title=None)])
            elif not line.element:
                index += self.rendered(line, index)
            elif (rule := self.bar(line, index >= last)) is not None:
                self.cut(rule, line.text)
            elif not (line.media or line.kind is BlockKind.QUOTE) or not self.caption(line, index >= last):
                self.linked(line)
            index += 1

    @cached_property
    def last_prose(self) -> int:
        """The place of the last line that can only be story, in a text rendering; -1 for none."""
        places = range(len(self.lines) - 1, -1, -1)
        return next((place for place in places if self._is_prose(self.lines[place])), -1)

    @cached_property
    def next_lines(self) -> list[str]:
        """For each line the text of the next one that is no furniture; "" for none."""
        found, text = [], ""
        for line in reversed(self.lines):
            found.append(text)
            if isinstance(line, Line) and not line.rule:
                text = line.text
        return found[::-1]

    def bar(self, line: Line, ends: bool) -> str | None:
        """The rule of a line of nothing but links to tags, below the story, or to share the page."""
        above = self.page[-1] if self.page else None
        below_tags = isinstance(above, Removed) and above.rule == CutRule.TAGS
        if ends and is_tag_list(line, below_tags):
            return CutRule.TAGS
        return CutRule.SHARE if is_share_bar(line) else None

    def is_title(self, line: Line) -> bool:
        """Whether a line without links is the title that "Baca juga:" above it announces."""
        announced, self.title_to_come = self.title_to_come, is_label(line.text, self.outlet)
        plain = not line.anchors and not (line.kind is BlockKind.HEADING and line.apart)
        return announced and plain and names_story(line.text, None)

    def _is_prose(self, line: Block | Removed) -> bool:
        return isinstance(line, Line) and not line.rule and continues(line.text, self.outlet)

    def keep(self, line: Line, text: str) -> None:
        """Keep a line, or a part of it, as a block of the story."""
        self.above = Block(kind=line.kind, text=text)
        self.page.append(self.above)

    def cut(self, rule: str, *texts: str) -> None:
        self.page += [Removed(rule=rule, text=text) for text in texts if text]

    def link(self, kind: LinkKind, anchors: Sequence[Anchor]) -> None:
        """Record links to other pages; what is no page's address is none."""
        for anchor in anchors:
            key = (kind, anchor.url or anchor.text)
            if anchor.text and not (anchor.href and anchor.url is None) and key not in self.seen:
                self.seen.add(key)
                place = len(self.links)
                self.links.append(
                    Link(kind=kind, url=anchor.url, anchor=anchor.text, title=anchor.title, position=place)
                )

    def picture(self, image: Image) -> None:
        """Record a picture, right here on the page."""
        self.images.append((image, len(self.page)))

    def furniture(self, line: Line, rule: str) -> None:
        """Cut a line that the markup calls furniture."""
        self.cut(rule, line.text)
        if line.image is not None:
            self.picture(line.image)
        if kind := FURNITURE_LINKS.get(rule):
            named = kind is not LinkKind.BACA_JUGA
            self.link(kind, [a for a in line.anchors if named or not leads_to_tag(a.href)])

    def caption(self, line: Line, ends: bool) -> bool:
        """Cut a line that is a picture's caption, a call to play what stands above it, or the name of an
        embedded account; whether it was. `ends` says that no paragraph of the story stands below it."""
        image = line.image
        if line.media is Media.PICTURE_INSIDE and is_caption(line.text, self.outlet.marks):
            self.cut(CutRule.CAPTION, line.text)
        elif (
            line.media is Media.PICTURE_ABOVE
            and image is not None
            and _is_below_picture(line, self.outlet.marks, ends)
        ):
            text, credit = split_caption(line.text)
            image = replace(image, caption=text, credit=credit)
            self.cut(CutRule.CAPTION, line.text)
        elif line.media is Media.VIDEO_ABOVE and _calls_to_watch(line.text):
            self.cut(CutRule.READ_MORE, line.text)
        elif line.kind is BlockKind.QUOTE and line.text.startswith(_ACCOUNT):
            self.cut(CutRule.EMBED, line.text)
        else:
            return False
        if image is not None:
            self.picture(image)
        return True

    def linked(self, line: Line) -> None:
        """Keep a line, or cut what only names another story or is a linked call. A line of several parts
        (single line breaks) is taken apart only if one part is such a link or call."""
        if not line.anchors and "\n" not in line.text and not self.related(line.text):
            self.below_heading = is_heading(line.text, self.outlet)
            self.keep(line, line.text)
            return
        found = [(part, self.links_of(part, line)) for part in line.text.split("\n")]
        if all(links is NOT_LINKED for _, links in found):
            self.keep(line, line.text)
            return
        apart = any(links.rule for _, links in found)
        for part, links in found:
            self.record(part, links)
            if links.rule:
                self.cut(links.rule, part)
            elif apart:
                self.keep(line, part)
        if not apart:
            self.keep(line, line.text)

    def links_of(self, part: str, line: Line) -> Linked:
        """What its links make of a part of a line, below the parts above it."""
        found = linked(part, line, self.outlet, self.below_heading)
        listed = self.below_heading and found.rule == CutRule.BACA_JUGA
        self.below_heading = listed or is_heading(part, self.outlet)
        return found

    def record(self, part: str, found: Linked) -> None:
        """Record the links of a part of a line, now or when it is cut."""
        self.link(found.kind, found.anchors)
        if found.calls and found.rule:
            self.link(LinkKind.CALL, found.calls)
        elif found.calls:
            self.calls[part] = (*self.calls.get(part, ()), *found.calls)

    def rendered(self, line: Line, index: int) -> int:
        """Keep or cut a line of a text rendering. The number of further lines that are cut with it."""
        twin = twin_image(line, self.lines[index + 1 : index + 1 + ALT_LINES])
        if twin is not None:
            image, count = twin
            self.cut(CutRule.CAPTION, *(below.text for below in self.lines[index : index + 1 + count]))
            self.picture(image)
            return count
        goes_on = index < self.last_prose
        found = rendered(line.text, self.above, self.next_lines[index], goes_on, self.outlet)
        if found is None:
            self.keep(line, line.text)
            return 0
        self.cut(found.rule, line.text)
        if found.title:
            self.link(LinkKind.BACA_JUGA, [Anchor(href="", url=None, text=found.title, title=None)])
        if found.image is not None:
            self.picture(found.image)
        return 0


def _continues(line: Block | Removed, marks: Marks) -> bool:
    """Whether a line can only be a paragraph of the story."""
    if not isinstance(line, Line) or line.rule is not None or line.media is Media.PICTURE_INSIDE:
        return False
    plain = not line.slanted and not is_caption(line.text, marks)
    return plain and len(line.text) >= 40 and is_sentence(line.text)


def _is_below_picture(line: Line, marks: Marks, ends: bool) -> bool:
    """Whether the line below a picture is its caption."""
    if is_attributed(line.text):
        return False
    slanted = line.slanted and len(line.text) <= LONGEST_CAPTION
    return slanted or (not ends and is_caption(line.text, marks))


def _calls_to_watch(text: str) -> bool:
    """Whether the line below a video calls to play it."""
    called = WATCH.match(text) is not None and len(text.split()) < LONGEST_CALL
    return called and not text.endswith(":") and not is_attributed(text)
