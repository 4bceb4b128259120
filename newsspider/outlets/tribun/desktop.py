"""Layouts of Tribun's HTML pages, from 2017 to today.

The stable core for nine years is #arttitle, div.txt-article (as a class token), p.baca, #penulis,
#editor, h5.tagcloud3 and time (docs/tribunnews.md). Credits moved above the body in 2021; in 2024 came
JSON-LD @graph, the summary box and the "Pilihan Untukmu" widget.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from selectolax.lexbor import LexborNode

from newsspider.items import Article, BlockKind, Image, LinkKind
from newsspider.outlets.layout import Layout
from newsspider.outlets.lines import Line, shown
from newsspider.outlets.page import Page
from newsspider.outlets.reading import Reading
from newsspider.outlets.sources import value
from newsspider.outlets.tribun.below import goes_on, keep_asides, link_all, read_below
from newsspider.outlets.tribun.boxes import boxes, is_related_table
from newsspider.outlets.tribun.credits import read_credits
from newsspider.outlets.tribun.images import figure_images, hero_images
from newsspider.outlets.tribun.lines import file_line, kind_of, summary_lines
from newsspider.outlets.tribun.shapes import is_caption

_ADS = (
    "[id^='div-'], .ads-placeholder, .reserved_box_ads, .box__reserved, .reserved-topmedium, #articleright, .unruly,"
    " #anchorads, #bannerku, #bannerkubawah, .nativeads, .ol_container, .teads, ins, .popupbb-overlay, .ads, .ad-container,"
    " .desk-bannerslide, #banner_article_slide, .pushdown-banner, .belanja-picks, #skinads, .tapp-banner, #tapp-banner"
)


class TribunPage(Layout):
    """What all generations share; its subclasses say how they are told apart."""

    headline: ClassVar = ("css:#arttitle", "css:#article h1", "css:h1", "ld:headline", "meta:og:title")
    lead: ClassVar = (
        "css:#article h4.hide",
        "css:#article h2.hide",
        "css:h2.hide",
        "meta:description",
        "ld:description",
    )
    published_at: ClassVar = (
        "ld:datePublished", "layer:publish_date", "css:#article time@datetime", "css:time[datetime]@datetime",
        "css:#article time", "css:.mt10 time", "meta:article:published_time",
    )  # fmt: skip
    modified_at: ClassVar = ("ld:dateModified", "meta:article:modified_time")
    breadcrumb: ClassVar = (
        "css:[itemtype*=BreadcrumbList] [itemprop=name]", "css:ul.breadcrumb li a", "css:.breadcrumb a", "crumbs:",
    )  # fmt: skip
    section: ClassVar = ("ld:articleSection", "layer:section")
    tags: ClassVar = ("css:h5.tagcloud3 a", "css:.tagcloud3 a", "css:[itemprop=keywords] a", "ld:keywords")
    topic: ClassVar = (
        "css:#article h2 > a[href*='/topic/']", "css:#article h3 > a[href*='/topic/']", "css:h2 > a[href*='/topic/']",
    )  # fmt: skip
    site_id: ClassVar = ("meta:android:app_id", "layer:idArticle", "css:[data-content-id]@data-content-id")
    body: ClassVar[tuple[str, ...]] = ("div.txt-article", "[itemprop=articleBody]")
    furniture: ClassVar = {
        "advertisement": _ADS,
        "baca_juga": "p.baca, div.baca, .baca-juga",
        "caption": "figure:not(.op-interactive), .caption, amp-img, p:has(> img)",
        "summary": "blockquote.summary-article, .summary-article",
        "related_table": "table:has(th a), table:has(a.fbo2)",
        "embed": "blockquote.instagram-media, blockquote.tiktok-embed, .fb-post, .fb-video, iframe, figure.op-interactive",
        "widget": "#widget_pilihanuntukmu_article, .pilihan-list, .OUTBRAIN, [id*='jixie'], [id^='recItem'], .artoht, [class^='_popIn']",
        "tags": "h5.tagcloud3, .tagcloud3, .tagcload3",
        "video": ".tribun-video-pilihan, .video-js",
        "paging": ".paging, .total-page",
        "comments": "#comments, .sosmed-artikel, .sharebtn, .sharecot, .share-wrapper, div.share",
    }
    links: ClassVar = {
        LinkKind.RECOMMENDATION: (
            "#artoht a[href]", "#widget_pilihanuntukmu_article a[href]", ".pilihan-list .item-pilihan a[href]",
        ),
        LinkKind.PAGINATION: (".paging a[href]", ".pagination-wrap a[href]", "a.bgblue[href*='page=']"),
    }  # fmt: skip
    # Not Outbrain (2020) and popIn (2021): their data comes from advertising networks, which nobody asks.
    widgets: ClassVar[tuple[str, ...]] = ("#widget_pilihanuntukmu_article",)
    scripted: ClassVar = {"_jxrwidget": ".jxrwgt-ctr-cl"}

    def marked(self, reading: Reading, root: LexborNode) -> dict[int, str]:
        """The furniture, and the boxes that are known by what is in them; a table of the story is neither."""
        found = boxes(root, reading.outlet) | super().marked(reading, root)
        for table in root.css("table"):
            if found.get(table.mem_id) == "related_table" and not is_related_table(table):
                del found[table.mem_id]
        return found

    def read_lines(self, reading: Reading, found: Sequence[Line]) -> None:
        """File the lines; a caption in a paragraph of its own has a picture above and story below."""
        last = next((index for index in range(len(found) - 1, -1, -1) if goes_on(found[index])), -1)
        for index, line in enumerate(found):
            if line.below is None or not read_below(reading, line, ends=index >= last):
                self.read_line(reading, line)

    def read_line(self, reading: Reading, line: Line) -> None:
        if line.rule is not None:
            self.read_furniture(reading, line)
        elif line.kind is BlockKind.QUOTE and line.text.startswith(("—", "– ", "@")):
            reading.remove("embed", line.text)
        else:
            file_line(reading, line, self.kind(line))

    def kind(self, line: Line) -> BlockKind:
        return kind_of(line)

    def read_furniture(self, reading: Reading, line: Line) -> None:
        node = line.node
        picture = node is not None and node.tag == "p" and node.css_first("amp-img") is None
        if picture and line.rule == "caption" and not is_caption(line.text):
            if line.text:  # a paragraph with a picture in it
                file_line(reading, line, self.kind(line))
            return
        super().read_furniture(reading, line)
        if node is None:
            return
        match line.rule:
            case "baca_juga" | "related_table":
                link_all(reading, LinkKind.BACA_JUGA, node.css("a[href]"))
            case "premium_box" | "call_box":
                link_all(reading, LinkKind.CALL, node.css("a[href]"))
            case "caption":
                reading.images.extend(figure_images(reading, node))

    def hero(self, reading: Reading) -> tuple[Image, ...]:
        return hero_images(reading)

    def read_regions(self, reading: Reading) -> None:
        """The box under the tags is what its heading says: "Baca Juga" or "Berita Terkait"."""
        for label in reading.page.tree.css(".f18 > span.fbo2"):
            box = label.parent.parent if label.parent is not None else None
            if box is not None:
                terkait = shown(label).lower().startswith("berita terkait")
                link_all(reading, LinkKind.RELATED if terkait else LinkKind.BACA_JUGA, box.css("th a[href]"))
        super().read_regions(reading)

    def finish(self, reading: Reading, article: Article) -> Article:
        authors, editors, source = read_credits(reading)
        page = reading.page
        numbers = [
            int(number)
            for link in reading.links
            if link.kind is LinkKind.PAGINATION
            for number in re.findall(r"[?&]page=(\d{1,3})\b", link.url or "")
        ]
        total = re.search(r"\b\d+\s*/\s*([0-9]{1,3})\b", _text(page.first("span.total-page")))
        keep_asides(reading)
        box = page.first("blockquote.summary-article", ".summary-article")
        free = value(page, "ld:isAccessibleForFree") or ""
        return replace(
            article,
            authors=authors,
            editors=editors,
            source=source,
            page_count=max([1, *numbers, *([int(total[1])] if total else [])]),
            premium=free.lower() == "false",
            summary=summary_lines(box) if box is not None else (),
            links=tuple(reading.links),
            removed=tuple(reading.removed),
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


def _text(node: LexborNode | None) -> str:
    return shown(node) if node is not None else ""
