"""Layouts of Tribun's HTML pages, from 2017 to today.

The stable core for nine years is #arttitle, div.txt-article (as a class token), p.baca, #penulis,
#editor, h5.tagcloud3 and time (docs/tribunnews.md). Credits moved above the body in 2021; in 2024 came
JSON-LD @graph, the summary box and the "Pilihan Untukmu" widget.
"""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from selectolax.lexbor import LexborNode

from newsspider.items import Article, BlockKind, Image, Line, LinkKind, Media
from newsspider.outlets.boilerplate.calls import leads_to_tag
from newsspider.outlets.boilerplate.rules import CutRule
from newsspider.outlets.layout import Layout
from newsspider.outlets.pages.lines import MarkupLine, visible_text
from newsspider.outlets.pages.page import Page
from newsspider.outlets.story.boxes import boxes, is_related_table
from newsspider.outlets.story.images import figure_image
from newsspider.outlets.story.media import beside_media
from newsspider.outlets.story.reading import Reading
from newsspider.outlets.story.shapes import kind_of
from newsspider.outlets.story.sources import value
from newsspider.outlets.tribun.credits import read_credits
from newsspider.outlets.tribun.images import hero_images
from newsspider.outlets.tribun.pager import page_count
from newsspider.outlets.tribun.summaries import box_lines, mark_summary

_ADS = (
    "[id^='div-'], .ads-placeholder, .reserved_box_ads, .box__reserved, .reserved-topmedium, #articleright, .unruly,"
    " #anchorads, #bannerku, #bannerkubawah, .nativeads, .ol_container, .teads, ins, .popupbb-overlay, .ads, .ad-container,"
    " #boxright, #wideskyscraper, .tvp-stage, .desk-bannerslide, #banner_article_slide, .pushdown-banner, .belanja-picks, #skinads, .tapp-banner, #tapp-banner"
)
_LABEL = "#article :lexbor-contains('Tayang')"
_AIRED = f"css:{_LABEL} + time, {_LABEL}:not(:lexbor-contains('Diperbarui')) > time:first-of-type, #article time:has(:lexbor-contains('Tayang'))"
"""The time of publication beside that of a change, which may stand before it."""


class TribunPage(Layout):
    """Base of all generations; its subclasses are recognised by their marks."""

    headline: ClassVar = ("css:#arttitle", "css:#article h1", "css:h1", "ld:headline", "meta:og:title")
    lead: ClassVar = (
        "css:#article h4.hide",
        "css:#article h2.hide",
        "css:h2.hide",
        "meta:description",
        "ld:description",
    )
    published_at: ClassVar = (
        "ld:datePublished",
        "layer:publish_date",
        f"{_AIRED}@datetime",
        _AIRED,
        "css:#article time@datetime",
        "css:time[datetime]@datetime",
        "css:#article time@title",
        "css:#article time",
        "css:.mt10 time",
        "css:#article .time",
        "css:#article .grey.bdr3",
        "css:#article .grey",
        "meta:article:published_time",
    )
    modified_at: ClassVar = ("ld:dateModified", "meta:article:modified_time")
    breadcrumb: ClassVar = (
        "css:[itemtype*=BreadcrumbList] [itemprop=name]",
        "css:ul.breadcrumb li a",
        "css:.breadcrumb a",
        "crumbs:",
    )
    section: ClassVar = ("ld:articleSection", "layer:section")
    tags: ClassVar = ("css:h5.tagcloud3 a", "css:.tagcloud3 a", "css:[itemprop=keywords] a", "ld:keywords")
    topic: ClassVar = (
        "css:#article h2 > a[href*='/topic/']",
        "css:#article h3 > a[href*='/topic/']",
        "css:h2 > a[href*='/topic/']",
    )
    site_id: ClassVar = ("meta:android:app_id", "layer:idArticle", "css:[data-content-id]@data-content-id")
    body: ClassVar[tuple[str, ...]] = ("div.txt-article", "[itemprop=articleBody]")
    furniture: ClassVar = {
        "advertisement": _ADS,
        "baca_juga": "p.baca, div.baca, .baca-juga",
        "caption": "figure:not(.op-interactive), .caption, amp-img, p:has(> img)",
        "summary": "blockquote.summary-article, .summary-article",
        "related_table": "table:has(th a), table:has(a.fbo2)",
        "embed": "blockquote.instagram-media, blockquote.tiktok-embed, .fb-post, .fb-video, iframe, figure.op-interactive",
        "widget": "#widget_pilihanuntukmu_article, .pilihan-list, .OUTBRAIN, [id*='jixie'], [id^='recItem'], .artoht, [class^='_popIn'],"
        " [class^='jxrwgt'], #latestul, .populer",
        "lead": "h2.hide, h4.hide",
        "page_head": "#artimg, .imgfull_div",
        "tags": "h5.tagcloud3, .tagcloud3, .tagcload3",
        "video": ".tribun-video-pilihan, .video-js",
        "paging": ".paging, .total-page",
        "comments": "#comments, .sosmed-artikel, .sharebtn, .sharecot, .share-wrapper, div.share",
    }
    links: ClassVar = {
        LinkKind.RECOMMENDATION: (
            "#artoht a[href], #widget_pilihanuntukmu_article a[href], .pilihan-list .item-pilihan a[href]",
        ),
        LinkKind.PAGINATION: (".paging a[href]", ".pagination-wrap a[href]", "a.bgblue[href*='page=']"),
    }
    # Not Outbrain (2020) and popIn (2021): their data comes from advertising networks, which nobody asks.
    widgets: ClassVar[tuple[str, ...]] = ("#widget_pilihanuntukmu_article",)
    scripted: ClassVar = {"_jxrwidget": ".jxrwgt-ctr-cl"}

    def furniture_in(self, reading: Reading, root: LexborNode) -> dict[int, str]:
        """The declared furniture, and boxes recognised by their content; a table of the story is neither."""
        found = boxes(root, reading.outlet) | super().furniture_in(reading, root)
        for table in root.css("table"):
            if found.get(table.mem_id) == CutRule.RELATED_TABLE and not is_related_table(table):
                del found[table.mem_id]
        return found

    def transcribe(self, reading: Reading, line: MarkupLine) -> Line:
        """The line, with the picture that it stands below, or that stands in its paragraph."""
        found = super().transcribe(reading, line)
        node = line.node
        if node is not None and line.rule == CutRule.CAPTION:
            image = figure_image(reading, node)
            if node.tag == "p" and node.css_first("amp-img") is None:
                kind = self.kind(line)
                return replace(found, kind=kind, rule=None, media=Media.PICTURE_INSIDE, image=image)
            return replace(found, image=image)
        return beside_media(reading, line, found)

    def kind(self, line: MarkupLine) -> BlockKind:
        return kind_of(line)

    def hero(self, reading: Reading) -> tuple[Image, ...]:
        return hero_images(reading)

    def read_regions(self, reading: Reading) -> None:
        """Record the links of all regions; the heading of the box under the tags decides its kind."""
        for label in reading.page.tree.css(".f18 > span.fbo2"):
            box = label.parent.parent if label.parent is not None else None
            if box is not None:
                related = visible_text(label).lower().startswith("berita terkait")
                for node in box.css("th a[href]"):
                    if related:
                        reading.link(LinkKind.RELATED, node)
                    elif not leads_to_tag(node.attributes.get("href") or ""):
                        reading.link(LinkKind.BACA_JUGA, node)
        super().read_regions(reading)

    def finish(self, reading: Reading, article: Article) -> Article:
        authors, editors, source = read_credits(reading)
        page = reading.page
        box = page.first("blockquote.summary-article", ".summary-article")
        reading.lines, summary = mark_summary(reading.lines)
        free = value(page, "ld:isAccessibleForFree") or ""
        return replace(
            article,
            authors=authors,
            editors=editors,
            source=source,
            page_count=page_count(reading),
            premium=free.lower() == "false",
            summary=box_lines(box) if box is not None else summary,
            blocks=reading.page_lines,
        )


class Desktop2024(TribunPage):
    """2024-26: id-style addresses, JSON-LD @graph, summary box, "Pilihan Untukmu" widget."""

    signature = ("#arttitle", "div.txt-article")
    modern: ClassVar = ("#widget_pilihanuntukmu_article", "blockquote.summary-article")

    def recognises(self, page: Page) -> bool:
        return super().recognises(page) and (
            any(page.first(css) is not None for css in self.modern) or '"@graph"' in page.html
        )


class Desktop2021(TribunPage):
    """2021-24: credits above the body, `multi-fontsize` on the body."""

    signature = ("#arttitle", "div.txt-article.multi-fontsize")


class Desktop2017(TribunPage):
    """2017-20: theme15, credits and source after the body in one small grey box."""

    signature = ("#arttitle", "div.txt-article")


class Mobile(TribunPage):
    """m.tribunnews.com, 2020-26: no #arttitle, the title stands in #article."""

    signature = ("#article h1", "div.txt-article")
    unless = ("#arttitle",)
