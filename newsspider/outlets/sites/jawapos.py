"""Outlet Jawa Pos: one host; its regional papers are newsrooms of their own.

No page is in reach. Addresses, lists and selectors are those of published readers of its pages of 2021 to
2026, and the generic reader has the pages of other markup. In 2026 a page holds its story as JSON in a
script.
"""

import json
import re
from html import escape
from typing import Any, ClassVar

from newsspider.items import Article
from newsspider.outlets.pages.page import Page
from newsspider.outlets.press import FRONT, PressOutlet, PressStory, press_marks, press_seeds
from newsspider.outlets.publishers.promedia import PromediaStory
from newsspider.outlets.site import Site
from newsspider.outlets.story.reading import NoBody


class JawaPos2026(PressStory):
    """The story is JSON in a script; it is read as HTML below the page."""

    page_seen: ClassVar = False
    signature: ClassVar = ("script#__NEXT_DATA__", "h1")
    unless: ClassVar = (".read__content",)
    headline: ClassVar = ("css:#story-data h1", "css:h1")
    published_at: ClassVar = ("css:#story-data time",)
    section: ClassVar = ("css:#story-data .section",)
    authors: ClassVar = ("css:#story-data .author",)
    editors: ClassVar = ("css:#story-data .editor",)
    tags: ClassVar = ("css:#story-data .tag",)
    body: ClassVar = ("#story-data .body",)
    figure: ClassVar = "#story-data figure"
    caption: ClassVar = "figcaption"
    furniture: ClassVar = {**PressStory.furniture, "baca_juga": "p:has(> .readmore)"}

    def read(self, page: Page, outlet: Site) -> Article:
        """The article of the page's script. Raises NotAStory."""
        script = page.first("script#__NEXT_DATA__")
        return super().read(Page(page.html + _html(script.text() if script else ""), page.url), outlet)


def _html(script: str) -> str:
    """The story of the script as HTML. Raises NoBody."""
    try:
        story = json.loads(script)["props"]["pageProps"]["article"]
        names = (
            ("author", story.get("authors") or ()),
            ("editor", (story["editor"],) if story.get("editor") else ()),
            ("section", (story["category"],) if story.get("category") else ()),
            ("tag", story.get("tags") or ()),
        )
        labels = "".join(_label(kind, entry) for kind, entries in names for entry in entries)
        head = f"<h1>{escape(story['title'])}</h1><time>{escape(story['published_at'])}</time>"
        return f'<div id="story-data">{head}{labels}<div class="body">{story["content"]}</div></div>'
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise NoBody(f"expected a story in script#__NEXT_DATA__, found none: {error!r}") from None


def _label(kind: str, entry: dict[str, Any]) -> str:
    return f'<span class="{kind}">{escape(entry["name"])}</span>'


class JawaPos2021(PromediaStory):
    page_seen: ClassVar = False


OUTLET = PressOutlet(
    name="jawapos",
    hosts=frozenset({"www.jawapos.com"}),
    mirrors={"jawapos.com": "www.jawapos.com"},
    story_path=re.compile(r"/(?!tag/|foto/|video/)[\w-]+/(?:\d{6,}|\d\d/\d\d/\d{4})/[^/]+/?"),
    hub_path=re.compile(rf"{FRONT.pattern}|/indeks(?:-berita)?/?"),
    title_suffix=re.compile(r"\s+[-|]\s+Jawa ?Pos(?:\.com)?\s*$", re.IGNORECASE),
    layouts=(JawaPos2026(), JawaPos2021()),
    marks=press_marks(
        "jawapos",
        re.compile(
            r"(?P<dateline>(?:(?i:jawapos)(?:\.com)?(?:\s?,\s{0,3}[A-Z][\w .'’()/-]{1,40}?)?"
            r"|[A-Z][A-Z .'’/-]{2,40},\s{0,3}(?i:jawapos)(?:\.com)?)\s{0,3}[-–—]{1,3})\s*"
        ),
    ),
    seeds=press_seeds("sitemap.xml", "feed", "indeks"),
    dated_index=lambda host, day, _: f"https://{host}/indeks-berita?daterange={day}",
)
