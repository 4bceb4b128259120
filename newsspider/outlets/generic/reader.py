"""Generic reader: a story's page that no layout of its outlet recognises.

The text stands where trafilatura finds it (`storyregion`); the fields are what the page says of itself
(`fields`). Such an article is marked as generic, and an exact reading replaces it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import ClassVar

from selectolax.lexbor import LexborNode

from newsspider.items import Article, BlockKind, Line, Media
from newsspider.outlets.boilerplate.rules import CutRule
from newsspider.outlets.generic.fields import Fields, headline_of
from newsspider.outlets.generic.pictures import lone_pictures
from newsspider.outlets.generic.storyregion import (
    StoryLines,
    StoryRegion,
    bare_text,
    count_cards,
    found_text,
    story_region,
)
from newsspider.outlets.pages.lines import MarkupLine, lines
from newsspider.outlets.pages.page import STORY_TYPES, Page, page_title
from newsspider.outlets.plain import PlainStory
from newsspider.outlets.site import Site
from newsspider.outlets.story.captions import split_caption
from newsspider.outlets.story.gallery import Gallery, is_gallery, pictures_in
from newsspider.outlets.story.images import PICTURE_HOLDERS, bare_image, figure_image
from newsspider.outlets.story.reading import NoBody, NoHeadline, Reading
from newsspider.outlets.story.shapes import kind_of
from newsspider.visits import ReadingKind

FEWEST_WORDS = 20
"""Words of a story that is read generically, without its headings. The shortest flash news seen has 25."""
_WITH_LINKS = frozenset(("navigation", "tags", "related_table", "baca_juga"))
"""Rules of furniture that has links; an element with such a name and none is text."""
_MOST_TEXT = {"summary": 800}
"""Characters of found text that furniture of a rule may hold; trafilatura takes summaries for story."""
_PICTURES = (
    "figure, figcaption, p:has(> img), p:has(> amp-img), [class*=caption], [class*=photo], [class*=foto]"
)
_LEADS = "[class*=lead], [class*=summary], [class*=sapo], [class*=teaser], [class*=descri], [class*=hide]"


class GenericStory(PlainStory):
    """Any story's page."""

    signature: ClassVar[tuple[str, ...]] = ()
    lead: ClassVar[tuple[str, ...]] = ("meta:og:description", "ld:description", "meta:description")
    published_at: ClassVar[tuple[str, ...]] = ()
    modified_at: ClassVar[tuple[str, ...]] = ()
    section: ClassVar[tuple[str, ...]] = ()
    breadcrumb: ClassVar[tuple[str, ...]] = ()
    tags: ClassVar[tuple[str, ...]] = ()
    furniture: ClassVar[Mapping[str, str]] = {
        "headline": "h1",
        "caption": _PICTURES,
        "navigation": "nav, header, footer, form, [class*=breadcrumb], [class*=paging], [class*=pagination]",
        "tags": "[rel~=tag], [class*=tag-], [class*=tags], [class*=_tag], [class*=tagcloud]",
        "advertisement": "ins, iframe, [class~=ads], [class*=advert], [class*=banner], [class*=iklan]",
        "related_table": "[class*=related], [class*=terkait], [class*=recommend], [class*=rekomend], aside",
        "baca_juga": "[class*=baca], [class*=read-also], [class*=readalso]",
        "summary": "[class*=summary], [class*=ringkasan]",
        "comments": "[class*=comment], [class*=komentar], [class*=share], [class*=sosmed], [class*=social]",
        "embed": "[class*=instagram], [class*=tiktok], .fb-post, .fb-video",
    }

    @property
    def name(self) -> str:
        return "Generic"

    def read(self, page: Page, outlet: Site) -> Article:
        """The article as the page has it, before cleaning. Raises NotAStory."""
        try:
            return self._read(page, outlet)
        except NoBody as error:
            root, named = page.tree.body, is_gallery(page, page.meta.get("og:title") or page_title(page))
            if root is not None and (number := pictures_in((root,), named)):
                raise Gallery(f"{error}, with {number} pictures") from None
            raise

    def _read(self, page: Page, outlet: Site) -> Article:
        article = super().read(page, outlet)
        texts = (block.text for block in article.story if block.kind is not BlockKind.HEADING)
        words = sum(len(text.split()) for text in texts)
        if words < FEWEST_WORDS:
            raise NoBody(f"expected a story of {FEWEST_WORDS} words or more, found {words}")
        return article

    def text(self, reading: Reading, name: str) -> str | None:
        """A field of one line. Raises NoHeadline."""
        if name != "headline":
            return super().text(reading, name)
        headline = headline_of(reading)
        if not headline:
            raise NoHeadline("expected a headline in the page or in its head, found none")
        return headline

    def read_body(self, reading: Reading) -> None:
        """Transcribe the lines of the element that holds the paragraphs found. Raises NoBody."""
        body = reading.page.tree.body
        region = story_region(body, found_text(reading.page.html)) if body is not None else None
        if region is None:
            raise NoBody("expected paragraphs of a story, found none")
        if number := count_cards(region.root):
            raise NoBody(f"expected paragraphs of a story, found a list of {number} stories or more")
        page = list(lines(region.root, self._furniture(reading, region)))
        story = StoryLines(region, page, reading.outlet.marks)
        transcribed = (
            self.transcribe(reading, line) if line.rule else self._judged(reading, line, story.rule(place))
            for place, line in enumerate(page)
        )
        reading.lines = [line for line in transcribed if line.text or line.image]
        reading.body = region.root
        reading.provenance["blocks"] = f"generic:{_place(region.root)}"

    def _furniture(self, reading: Reading, region: StoryRegion) -> dict[int, str]:
        """The furniture below the region: elements that are named like it and hold no part of the story, and
        those that repeat the headline or the lead."""
        found = {
            node.mem_id: rule
            for rule, css in reversed(list(self.furniture.items()))
            for node in region.root.css(css)
            if not region.holds_story(node, _MOST_TEXT.get(rule, 200))
            and (rule not in _WITH_LINKS or node.css_first("a[href]"))
        }
        lead = bare_text(self.text(reading, "lead") or "")
        for node in region.root.css(f"h2, h3, h4, h5, {_LEADS}") if lead else ():
            if bare_text(node.text(deep=True)) == lead:
                found[node.mem_id] = CutRule.LEAD
        return found

    def _judged(self, reading: Reading, line: MarkupLine, rule: str | None) -> Line:
        """The line as transcribed, or as furniture by the rule."""
        if bare_text(line.text) == bare_text(self.text(reading, "headline") or ""):
            rule = CutRule.HEADLINE
        found = self.transcribe(reading, line)
        if rule == CutRule.CAPTION and found.image is not None and not found.image.caption:
            caption, credit = split_caption(line.text)
            found = replace(found, image=replace(found.image, caption=caption, credit=credit))
        return replace(found, rule=rule, anchors=()) if rule else found

    def transcribe(self, reading: Reading, line: MarkupLine) -> Line:
        """The line, with the picture that it stands below, or that stands in its paragraph."""
        found = super().transcribe(reading, line)
        if line.node is not None and line.rule == CutRule.CAPTION:
            image = figure_image(reading, line.node)
            if line.node.tag == "p":
                kind = self.kind(line)
                return replace(found, kind=kind, rule=None, media=Media.PICTURE_INSIDE, image=image)
            return replace(found, image=image)
        if line.media is None or line.kind is not BlockKind.PARAGRAPH:
            return found
        if line.media.tag not in PICTURE_HOLDERS:
            return replace(found, media=Media.VIDEO_ABOVE)
        return replace(found, media=Media.PICTURE_ABOVE, image=bare_image(reading, line.media))

    def kind(self, line: MarkupLine) -> BlockKind:
        return kind_of(line)

    def finish(self, reading: Reading, article: Article) -> Article:
        """The article with what stands around it: its people, times, tags and number of pages."""
        fields = Fields(reading, article.headline)
        authors, editors = fields.people()
        published, modified = fields.times()
        fields.note_links()
        known = {image.url for image in article.images}
        lone = tuple(one for one in lone_pictures(reading, fields.around.lead_in) if one.url not in known)
        opening = next((line.text for line in reading.lines if line.rule == CutRule.DATELINE), None)
        return replace(
            article,
            reading=ReadingKind.GENERIC,
            authors=authors,
            editors=editors,
            images=(*lone, *article.images),
            source=fields.source(),
            dateline=opening,
            signature=fields.signature(),
            published_at=published,
            modified_at=modified,
            section=fields.section(),
            tags=fields.tags(),
            page_count=fields.page_count(),
            links=tuple(reading.links),
            blocks=reading.page_lines,
        )


GENERIC = GenericStory()
"""The generic reader."""


def declares_story(page: Page) -> bool:
    """Whether the page says of itself that it is a story: in Open Graph or JSON-LD."""
    return page.meta.get("og:type", "").lower() == "article" or bool(page.typed(*STORY_TYPES))


def _place(node: LexborNode) -> str:
    """The element, for the provenance."""
    identity, names = node.attributes.get("id"), (node.attributes.get("class") or "").split()
    return f"{node.tag}#{identity}" if identity else ".".join([node.tag or "", *names[:2]])
