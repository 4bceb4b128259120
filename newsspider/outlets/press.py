"""Defaults of an Indonesian newsroom: a story layout, marks, phrases and lists that most newsrooms share.

An outlet states what differs. Words are in the phrases only if several newsrooms use them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import ClassVar

from selectolax.lexbor import LexborNode

from newsspider.items import BlockKind, Image, Line, Media
from newsspider.outlets.boxes import boxes
from newsspider.outlets.captions import caption_and_credit
from newsspider.outlets.images import PICTURE_HOLDERS, bare_image
from newsspider.outlets.lines import MarkupLine, visible_text
from newsspider.outlets.listings import ListingLayout
from newsspider.outlets.marks import Marks
from newsspider.outlets.people import split_names
from newsspider.outlets.phrases import Phrase, Place
from newsspider.outlets.plain import NO_MARKS, Front, PlainStory
from newsspider.outlets.reading import Reading
from newsspider.outlets.shapes import kind_of
from newsspider.outlets.sitemaps import RobotsFile, Sitemap
from newsspider.outlets.syndication import JsonFeed, XmlFeed

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

RELATED = re.compile(
    r"[\W_]{0,4}(?P<also>(?:baca|lihat|simak|tonton|saksikan) (?:juga|pula)|pilihan (?:editor|redaksi))"
    r"\s{0,3}(?:[:：]{1,3}|\Z|(?-i:(?=[A-Z0-9\"“‘'])(?!.*\.\Z)))\s{0,3}(?P<title>\S.*)?",
    re.IGNORECASE,
)
SIGNATURE = re.compile(
    r"\s{0,4}(?P<signature>(?:\A|(?<=[.!?…\"”’'])\s{0,3})"
    r"(?:[(\[](?:[a-z]{2,6}(?:\s?[/,&-]\s?[a-z*]{1,6}){0,3}|\*{1,4})\s?[)\]]\s{0,2}){1,3}"
    r"|\A[(\[](?:[A-Z]{1,4}(?:-\d{1,3})?|[A-Z][\w.'’-]{1,20}(?:[ /][A-Z][\w.'’-]{0,20}){0,4})"
    r"\s{0,2}[)\]]"
    r"|\A\*{1,4})\s{0,3}\Z"
)
"""The initials of the desk behind the last sentence: "(abc/def)"; alone on a line a name or asterisks too."""
REPUBLISHED = re.compile(
    r"(?:sebagian )?(?:artikel|berita|tulisan) ini (?:telah|sudah|sebelumnya)\b.{0,30}?"
    r"(?:tayang|terbit|dimuat|naik)\S{0,3} (?:di|pada) (?P<source>[\w.-]{2,60}(?: [A-Z]\w{1,30})?).*",
    re.IGNORECASE,
)
_LABEL = re.compile(r"(?:foto|sumber|dok(?:umentasi)?|kredit|credit|source)\s?:\s?", re.IGNORECASE)
_ROLE = re.compile(
    r"\A\W{0,3}(?:(?:penulis|pewarta|reporter|jurnalis|kontributor|wartawan|editor|redaktur|rep|red|oleh"
    r"|by)\s?:\s?|oleh )",
    re.IGNORECASE,
)

PHRASES = (
    Phrase(
        rule="advertisement",
        pattern=r"advertisement|loading\s?\.{2,3}|recommended by"
        r"|scroll (?:to|untuk|ke bawah untuk) (?:continue|resume|melanjutkan|lanjut)\b.{0,40}",
        seen="SCROLL TO CONTINUE WITH CONTENT",
    ),
    Phrase(
        rule="read_more",
        pattern=r"halaman (?:selanjutnya|berikutnya|sebelumnya)|baca selengkapnya"
        r"|lanjut ke halaman berikutnya|halaman\s?:?\s?(?:\d{1,2}\s?){0,9}|(?:artikel|berita) selanjutnya",
        seen="Halaman Selanjutnya",
    ),
    Phrase(
        rule="widget_heading",
        pattern=r"(?:berita|artikel|topik) terkait|berita (?:rekomendasi|lainnya)|topik artikel\s?:",
        seen="Berita Terkait",
        place=Place.LABEL,
    ),
    Phrase(
        rule="source_line",
        pattern=r"(?:sumber|source)\s?:\s?.{2,60}",
        seen="Sumber: Reuters",
        place=Place.END,
    ),
    Phrase(rule="embed", pattern=r"\[gambas\s?:[^\]]{1,40}\]", seen="[Gambas:Video 20detik]"),
    Phrase(
        rule="republication",
        pattern=REPUBLISHED.pattern,
        seen="Artikel ini telah tayang di iNews.id dengan judul Panen Raya",
        place=Place.END,
    ),
    Phrase(
        rule="script",
        pattern=r"googletag\.cmd\.push.*|\(adsbygoogle\b.*|window\.\w+ = .*|var \w{1,40} = .*",
        seen="(adsbygoogle = window.adsbygoogle || []).push({});",
        place=Place.ANYWHERE,
    ),
)


def press_marks(brand: str, dateline: re.Pattern[str]) -> Marks:
    """The marks of a newsroom with this name, in small letters, and this opening."""
    return replace(
        NO_MARKS,
        dateline=dateline,
        signature=SIGNATURE,
        related=RELATED,
        republished=REPUBLISHED,
        newsroom=re.compile(rf"(?<!\w){re.escape(brand)}\w*", re.IGNORECASE),
        brands=(brand,),
        closers=frozenset(")]*"),
        address_word=brand,
    )


def press_seeds(*lists: str) -> Callable[[str, date], tuple[str, ...]]:
    """Seeds of each host: robots.txt, these paths, and the home page."""

    def seeds(host: str, _: date) -> tuple[str, ...]:
        return tuple(f"https://{host}/{path}" for path in ("robots.txt", *lists, ""))

    return seeds


class PressStory(PlainStory):
    """A layout whose people, tags and pictures have labels: "Pewarta: A", "#tag", "(Foto: B)"."""

    furniture: ClassVar[Mapping[str, str]] = {
        "caption": "figure, figcaption",
        "advertisement": "ins, iframe, form, [id^=div-gpt-ad], [id*=ScriptRoot], .ads, .advertisement",
    }

    def furniture_in(self, reading: Reading, root: LexborNode) -> dict[int, str]:
        """The declared furniture, and boxes recognised by their content."""
        return boxes(root, reading.outlet) | super().furniture_in(reading, root)

    def transcribe(self, reading: Reading, line: MarkupLine) -> Line:
        """The line, with the picture or the video that it stands below."""
        found = super().transcribe(reading, line)
        if line.node is not None or line.media is None or line.kind is not BlockKind.PARAGRAPH:
            return found
        if line.media.tag not in PICTURE_HOLDERS:
            return replace(found, media=Media.VIDEO_ABOVE)
        return replace(found, media=Media.PICTURE_ABOVE, image=bare_image(reading, line.media))

    def kind(self, line: MarkupLine) -> BlockKind:
        """A short bold line is a heading, a numbered one an entry of a list."""
        return kind_of(line)

    def texts(self, reading: Reading, name: str) -> tuple[str, ...]:
        """Values; of tags each alone, without the sign in front."""
        found = super().texts(reading, name)
        if name != "tags":
            return found
        if reading.provenance.get(name, "").startswith("meta:"):
            found = tuple(word for text in found for word in text.split(","))
        return tuple(dict.fromkeys(tag for text in found if (tag := text.strip("# "))))

    def people(self, reading: Reading, name: str) -> tuple[str, ...]:
        """The people of a field, without their roles."""
        named = (self.names(text, name) for text in self.texts(reading, name))
        return tuple(dict.fromkeys(person for people in named for person in people))

    def names(self, text: str, name: str) -> tuple[str, ...]:
        """The people that the text of a source names; `name` is the field."""
        return split_names(_ROLE.sub("", text))

    def hero(self, reading: Reading) -> tuple[Image, ...]:
        """The pictures of the story, each once."""
        figures = ((node, node.css_first("img")) for node in reading.page.css(self.figure))
        found = [self._picture(reading, node, image) for node, image in figures if image is not None]
        return tuple(dict.fromkeys(found))

    def _picture(self, reading: Reading, figure: LexborNode, image: LexborNode) -> Image:
        caption = _words(figure, self.caption) if self.caption else visible_text(figure)
        credit = _words(figure, self.credit) if self.credit else ""
        if credit:
            caption = caption.removeprefix(credit).removesuffix(credit).strip()
        else:
            caption, credit = caption_and_credit(caption, None)[0], caption_and_credit(caption, None)[1] or ""
        credit = _LABEL.sub("", credit.strip("() "))
        attributes = image.attributes
        address = next((attributes.get(name) for name in _SOURCES if attributes.get(name)), None)
        return Image(url=reading.absolute(address), caption=_LABEL.sub("", caption, 1), credit=credit or None)


_SOURCES = ("data-src", "data-original", "src")


def _words(figure: LexborNode, selector: str) -> str:
    node = figure.css_first(selector)
    return visible_text(node) if node is not None else ""
