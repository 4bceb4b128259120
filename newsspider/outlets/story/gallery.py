"""Photo galleries: a picture, its caption, the next picture, on a page that calls itself one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from newsspider.items import Image, Line, Media
from newsspider.outlets.boilerplate.rules import CutRule
from newsspider.outlets.pages.lines import visible_text
from newsspider.outlets.pages.page import Page
from newsspider.outlets.story.captions import split_caption
from newsspider.outlets.story.reading import NotAStory

FEWEST = 3
"""Pictures of a gallery. A story has one or two."""
MOST_BETWEEN = 0.25
"""Lines between the pictures, for each caption, that are none; a list of places has a paragraph or more."""
_TYPES = ("ImageGallery", "MediaGallery")
_TITLED = re.compile(
    r"\W*(?:foto(?:-foto)?\s?[:|\]]|(?:berita|galeri|esai|kumpulan) foto\b|photos?\s?[:|\]]|gallery\b)"
    r"|.*\W(?:galeri|esai) foto\W*",
    re.IGNORECASE,
)
_PATH = re.compile(r"/(?:[\w-]+/)*(?:foto|photo|galeri|gallery)(?:-\w+)?/.+")
_COUNTER = re.compile(r"(?:foto\s)?\d{1,3}\s?(?:/|dari|of)\s?\d{1,3}", re.IGNORECASE)


class Gallery(NotAStory):
    """Pictures with their captions, and no text of a story."""


def is_gallery(page: Page, headline: str) -> bool:
    """Whether a page calls itself a gallery: in its headline, its address or its data."""
    path = urlsplit(page.url or "").path
    return bool(_TITLED.match(headline) or _PATH.fullmatch(path) or page.typed(*_TYPES))


def captioned(lines: Sequence[Line]) -> list[Line]:
    """The lines of a gallery: each line right below a picture is its caption, "2/7" is a place in it. Lines
    that pictures and paragraphs share otherwise stay as they are."""
    found: list[Line] = []
    image: Image | None = None
    captions: list[int] = []
    for line in lines:
        image = line.image if line.media is Media.PICTURE_ABOVE else image
        if not line.text or line.rule:
            pass
        elif _COUNTER.fullmatch(line.text):
            line = replace(line, rule=CutRule.PAGING, media=None, image=None)
        elif image is not None:
            captions.append(len(found))
            line, image = _caption(line, image), None
        found.append(line)
    if len(captions) < FEWEST:
        return list(lines)
    between = sum(bool(line.text) and not line.rule for line in found[captions[0] : captions[-1]])
    return found if between <= MOST_BETWEEN * len(captions) else list(lines)


def pictures_in(roots: Iterable[LexborNode], named: bool) -> int:
    """The number of a gallery's pictures below these elements; 0 for no gallery. Pictures with a caption
    count, and the others if the page is `named` a gallery; none that leads to another page."""
    css = "img, amp-img" if named else "figure:has(figcaption)"
    number = sum(not _leads_away(node) for root in roots for node in root.css(css))
    return number if number >= FEWEST else 0


def _caption(line: Line, image: Image) -> Line:
    text, credit = split_caption(line.text)
    return replace(line, rule=CutRule.CAPTION, media=None, image=replace(image, caption=text, credit=credit))


def _leads_away(node: LexborNode) -> bool:
    """Whether a picture stands in a link that has words, or beside one in its figure: a card of a list."""
    around: LexborNode | None = node
    while around is not None and around.tag not in ("figure", "li", "body"):
        if around.tag == "a":
            return bool(visible_text(around))
        around = around.parent
    return around is not None and around.tag == "figure" and any(map(visible_text, around.css("a[href]")))
