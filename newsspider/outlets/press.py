"""Defaults of an Indonesian newsroom: an outlet, its lists and a story layout, as most newsrooms have them.

An outlet states what differs. Phrases and marks are in `presswords`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from selectolax.lexbor import LexborNode

from newsspider.items import BlockKind, Image, Line
from newsspider.outlets.boilerplate.marks import Marks
from newsspider.outlets.boilerplate.phrases import Phrasebook, phrasebook
from newsspider.outlets.boilerplate.presswords import PHRASES, press_marks
from newsspider.outlets.boilerplate.rules import CutRule
from newsspider.outlets.listings.listing import ListingLayout
from newsspider.outlets.listings.sitemaps import RobotsFile, Sitemap
from newsspider.outlets.listings.syndication import JsonFeed, XmlFeed
from newsspider.outlets.outlet import Outlet
from newsspider.outlets.pages.lines import MarkupLine, visible_text
from newsspider.outlets.plain import Front, PlainStory
from newsspider.outlets.story.boxes import boxes
from newsspider.outlets.story.images import figure_image
from newsspider.outlets.story.media import beside_media
from newsspider.outlets.story.people import labelled, split_names
from newsspider.outlets.story.reading import Reading
from newsspider.outlets.story.shapes import kind_of

__all__ = [
    "FRONT",
    "LISTINGS",
    "LISTS",
    "PHRASES",
    "PressOutlet",
    "PressStory",
    "press_marks",
    "press_seeds",
]

FRONT = re.compile(r"/|/[a-z][a-z0-9-]{1,40}/?")
"""Paths of a home page and of the fronts of its sections."""
LISTS = re.compile(
    r"/robots\.txt|/(?:[\w-]{1,60}/){0,4}[\w-]{0,60}sitemap[\w-]{0,60}\.xml(?:\.gz)?"
    r"|/(?:[\w-]{1,60}/){0,4}(?:rss|feed)(?:/[\w.-]{1,60}){0,4}/?"
)
"""Paths of robots.txt, of sitemaps and of feeds."""

LISTINGS: tuple[ListingLayout, ...] = (
    RobotsFile(),
    Sitemap(),
    XmlFeed(),
    JsonFeed(),
    Front(path=re.compile(r"/.*", re.DOTALL)),
)
"""The usual lists; HTML at any list's address is a front."""

USUAL_PHRASES = phrasebook(PHRASES)

LONGEST_LABEL = 60
"""Characters: a line of capitals that is longer is a paragraph."""
_BOLD = "b, strong"
_DASHES = ("-", "–", "—", ":")
_EDITING = ("editor", "redaktur", "red", "penyunting")
_LABEL = re.compile(
    rf"(?<!\w)(?P<role>penulis|pewarta|reporter|jurnalis|kontributor|wartawan|rep|oleh|by|{'|'.join(_EDITING)})\s?:"
    r"|\A\W{0,3}(?:(?:ditulis |laporan )?oleh|by|(?:penulis|reporter)(?=\s[A-Z][\w.]*\s[A-Z]))\s",
    re.IGNORECASE,
)
"""The label of people: a role and a colon, or "Oleh" and its like in front of a name."""


def press_seeds(*lists: str) -> Callable[[str, date], tuple[str, ...]]:
    """Seeds of each host: robots.txt, these paths, and the home page."""

    def seeds(host: str, _: date) -> tuple[str, ...]:
        return tuple(f"https://{host}/{path}" for path in ("robots.txt", *lists, ""))

    return seeds


@dataclass(frozen=True, kw_only=True)
class PressOutlet(Outlet):
    """An outlet with the usual lists and phrases; no parameter of a query chooses a story."""

    listing_path: re.Pattern[str] = LISTS
    hub_path: re.Pattern[str] = FRONT
    story_parameters: frozenset[str] | None = frozenset()
    listings: tuple[ListingLayout, ...] = LISTINGS
    phrases: Phrasebook = USUAL_PHRASES


class PressStory(PlainStory):
    """A layout whose people, tags and pictures have labels: "Pewarta: A", "#tag", "(Foto: B)"."""

    furniture: ClassVar[Mapping[str, str]] = {
        "caption": "figure, figcaption",
        "advertisement": "ins, iframe, [id^=div-gpt-ad], [id*=ScriptRoot], .ads, .advertisement",
    }

    def furniture_in(self, reading: Reading, root: LexborNode) -> dict[int, str]:
        """The declared furniture, boxes recognised by their content, and a bold dateline."""
        found = super().furniture_in(reading, root)
        offers = boxes(root, reading.outlet)
        for css in self.furniture.values():
            for node in root.css(css):
                for around in _around(node, root):
                    offers.pop(around.mem_id, None)  # its parts are known better
        opening = next((node for node in root.css(_BOLD) if visible_text(node)), None)
        if opening is not None and _is_dateline(opening, reading.outlet.marks):
            offers.setdefault(opening.mem_id, CutRule.DATELINE)
        return offers | found

    def transcribe(self, reading: Reading, line: MarkupLine) -> Line:
        """The line, with the picture that it captions, or the picture or video that it stands below."""
        found = super().transcribe(reading, line)
        if line.node is not None and line.node.tag == "figure" and line.rule == CutRule.CAPTION and line.text:
            return replace(found, image=figure_image(reading, line.node))
        return beside_media(reading, line, found)

    def kind(self, line: MarkupLine) -> BlockKind:
        """A short line in bold or in capitals is a heading, a numbered one an entry of a list."""
        is_label = line.text.isupper() and len(line.text) <= LONGEST_LABEL and line.text[-1].isalnum()
        return BlockKind.HEADING if is_label and line.kind is BlockKind.PARAGRAPH else kind_of(line)

    def texts(self, reading: Reading, name: str) -> tuple[str, ...]:
        """Values; of tags each alone, without the sign in front."""
        found = super().texts(reading, name)
        if name != "tags":
            return found
        return tuple(dict.fromkeys(tag for text in found if (tag := text.strip("# "))))

    def people(self, reading: Reading, name: str) -> tuple[str, ...]:
        """The people of a field, without their roles."""
        named = (self.names(text, name) for text in self.texts(reading, name))
        return tuple(dict.fromkeys(person for people in named for person in people))

    def names(self, text: str, name: str) -> tuple[str, ...]:
        """The people that the text of a source names; `name` is the field. Those behind the label of an
        editor are no authors, and nobody else is an editor."""
        first = _LABEL.search(text)
        if first is None:
            return split_names(text)
        parts = [("", text[: first.start()]), *labelled(_LABEL, text)]
        ours = (names for role, names in parts if (role in _EDITING) == (name == "editors"))
        return tuple(person for names in ours for person in split_names(names))

    def hero(self, reading: Reading) -> tuple[Image, ...]:
        """The pictures of the story, each once."""
        return tuple(dict.fromkeys(super().hero(reading)))


def _around(node: LexborNode, root: LexborNode) -> Iterator[LexborNode]:
    """The elements around a node, below `root`."""
    around = node.parent
    while around is not None and around.mem_id != root.mem_id:
        yield around
        around = around.parent


def _is_dateline(node: LexborNode, marks: Marks) -> bool:
    """Whether an element is all of a dateline: no dash follows it."""
    follows = (node.next.text(deep=True) or "").lstrip() if node.next is not None else ""
    return not follows.startswith(_DASHES) and marks.dateline.fullmatch(visible_text(node)) is not None
