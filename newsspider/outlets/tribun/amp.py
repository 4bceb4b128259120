"""Layout of Tribun's AMP pages.

No raw AMP page has been seen, only text renderings and the 2017 body markup (paragraphs with amp-img, bare
div sub-heads). The body is looked for where AMP themes have it; a page without it is a rejection.
"""

from __future__ import annotations

from typing import ClassVar

from newsspider.items import BlockKind
from newsspider.outlets.pages.lines import MarkupLine
from newsspider.outlets.pages.page import Page
from newsspider.outlets.story.shapes import kind_of
from newsspider.outlets.tribun.desktop import TribunPage


class Amp(TribunPage):
    """AMP: m.tribunnews.com/amp/... and regional /amp/..., by the attribute of the html element."""

    signature = ("h1",)
    headline: ClassVar = ("css:#arttitle", "css:article h1", "css:h1", "ld:headline", "meta:og:title")
    body: ClassVar[tuple[str, ...]] = (
        "div.txt-article",
        "[itemprop=articleBody]",
        ".article-body",
        ".amp-article-content",
        ".content-article",
        "#article .content",
        "article .content",
        "#article_con",
        "article",
    )
    furniture: ClassVar = TribunPage.furniture | {
        "caption": "figure, p:has(> amp-img), amp-img, .caption",
        "advertisement": TribunPage.furniture["advertisement"] + ", amp-ad, amp-embed, amp-sticky-ad",
        "text_size": ".text-size, .textsize, amp-selector, amp-accordion",
        "page_head": "h1, header, nav, #penulis, #editor, .credit, time",
    }

    widgets: ClassVar[tuple[str, ...]] = ()  # AMP runs no scripts of the newsroom's
    scripted: ClassVar[dict[str, str]] = {}

    def recognises(self, page: Page) -> bool:
        root = page.first("html")
        attributes = root.attributes if root is not None else {}
        return ("amp" in attributes or "⚡" in attributes) and super().recognises(page)

    def kind(self, line: MarkupLine) -> BlockKind:
        """AMP sub-heads are bare divs with a short line and no full stop."""
        bare = line.element == "div" and len(line.text) <= 80 and line.text[-1] not in '.,:;!”"*)'
        return BlockKind.HEADING if bare else kind_of(line)
