"""Fields of a story on a page without a layout: from its surroundings, else from the page's data."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from selectolax.lexbor import LexborNode

from newsspider.items import LinkKind
from newsspider.outlets.boilerplate.calls import leads_to_tag
from newsspider.outlets.boilerplate.wording import CALL, GOODS
from newsspider.outlets.generic.statedtimes import StatedTimes
from newsspider.outlets.generic.storyregion import bare_text, is_listed
from newsspider.outlets.generic.surroundings import Surroundings, is_name
from newsspider.outlets.pages.lines import MarkupLine, visible_text
from newsspider.outlets.story import sources
from newsspider.outlets.story.reading import Reading

HEADINGS = "h1, h2, h3, [itemprop=headline], [class*=title], [class*=judul]"
MOST_HEADINGS = 200
"""Elements that may hold the headline and are looked at."""
TITLES = ("ld:headline", "meta:og:title", "meta:twitter:title", "css:title")
ALIKE = 0.6
"""Share of words that the stated title and the visible headline have in common."""
AUTHORS = (
    "ld:author",
    "css:[rel=author]",
    "css:[itemprop=author] [itemprop=name]",
    "css:[class*=author] a",
    "meta:author",
)
CRUMBS = (
    "css:[itemtype*=BreadcrumbList] [itemprop=name]",
    "css:[class*=breadcrumb] a",
    "css:[class*=breadcrumb] li",
    "crumbs:",
)
MOST_PAGES = 30
FARTHEST_TAG = 12
"""Lines below the story after which no tags of it begin."""
_SECTIONED = re.compile(r"(?P<section>[^\W\d][\w &/-]{1,40}?)\s*\|\s*(?:\w{4,6}, )?\d{1,2} \w{3,9} \d{4}")
_NO_SECTION = re.compile(
    r"home|beranda|depan|detail.*|artikel|article|berita|news|read|index|indeks", re.IGNORECASE
)
_NO_STATED_SECTION = re.compile(r"home|beranda|article|index", re.IGNORECASE)
_MORE_TAGS = re.compile(
    r"\A\W{0,3}(?:tag|topik|topic)s?\W{0,3}\Z|\b(?:tag|hashtag)s? (?:lain|lainnya)\b|\bmore tags?\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w+")
_DATE = re.compile(r"\d{1,2}\W{1,2}\w{3,9}\W{1,2}\d{4}")
"""A day, which some pages show beside the breadcrumb."""
_SITE = re.compile(r"\s[|–-]\s{1,3}(?:www\.)?[\w-]{2,30}(?:\.(?:com|co|id|net|org|tv)){1,2}\Z", re.IGNORECASE)
"""A site's domain at the end of a title; a site of the same house may show the story."""
_PAGE = re.compile(r"[?&]page=(\d{1,2})\b")


def headline_of(reading: Reading) -> str | None:
    """The visible heading that is most like the title that the page states; else that title."""
    page = reading.page
    stated = next(((source, found) for source in TITLES if (found := sources.value(page, source))), None)
    nodes = [node for node in page.css(HEADINGS)[:MOST_HEADINGS] if not is_listed(node)]
    headings = [visible_text(node) for node in nodes]
    if stated is None:
        reading.provenance["headline"] = "css:h1"
        return next(filter(None, headings), None)
    title = reading.outlet.without_suffix(_SITE.sub("", stated[1].strip()))
    best = max(filter(None, headings), key=lambda text: _words_shared(title, text), default="")
    visible = best if best and _words_shared(title, best) >= ALIKE else ""
    reading.provenance["headline"] = f"{stated[0]}, as visible" if visible else stated[0]
    return visible or title


def _calls(line: MarkupLine) -> bool:
    """Whether a line calls its reader to a page of tags, and is no list of them."""
    listed = "tag" in line.holder_names or "tag" in (line.anchors[0].attributes.get("rel") or "")
    called = CALL.match(line.text) is not None or GOODS.match(line.text) is not None
    return called and not listed


def _is_tag(line: MarkupLine, node: LexborNode) -> bool:
    href = node.attributes.get("href") or ""
    rel = node.attributes.get("rel") or ""
    if "category" in rel:  # of a blog's software: rel="category tag"
        return False
    return leads_to_tag(href) or ("tag" in f"{line.holder_names} {rel}" and len(href) > 1)


def _words_shared(title: str, heading: str) -> float:
    """The share of words that a title and a heading have in common."""
    ours, theirs = set(_WORD.findall(title.casefold())), set(_WORD.findall(heading.casefold()))
    return len(ours & theirs) / max(len(ours | theirs), 1)


class Fields:
    """The fields of one page's story, once its text is transcribed. Their sources are its provenance."""

    def __init__(self, reading: Reading, headline: str) -> None:
        self.reading, self.page = reading, reading.page
        self.around = Surroundings.of(reading, headline)
        self._credited: set[str] = set()

    def times(self) -> tuple[datetime | None, datetime | None]:
        """When the story was published and modified."""
        texts = [text for line in self.around for text in line.text.split("\n")]
        stated = StatedTimes.of(self.reading, texts)
        return stated.published, stated.modified

    def people(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Writers and editors: as credited beside the story, else as the page's data names them."""
        writers, editors = self.around.people(self.page.meta.get("og:site_name", ""))
        self._credited = {bare_text(name) for name in writers}
        for name, found in (("authors", writers), ("editors", editors)):
            if found:
                self.reading.provenance[name] = "line:credits"
        editors = editors or sources.values(self.page, "ld:editor")
        return writers or self._stated_authors(editors), editors

    def _stated_authors(self, editors: tuple[str, ...]) -> tuple[str, ...]:
        """The writers that the page's data names, without editors and without the site."""
        site = bare_text(self.page.meta.get("og:site_name", ""))
        for source in AUTHORS:
            named = (name.strip(" ,") for name in sources.values(self.page, source))
            found = [name for name in named if name not in editors and bare_text(name) != site]
            if found and (source == "ld:author" or all(map(is_name, found))) and "http" not in found[0]:
                self.reading.provenance["authors"] = source
                return tuple(found)
        return ()

    def source(self) -> str | None:
        """The first publisher."""
        return self.around.source()

    def signature(self) -> str | None:
        """The signature below the story, if it stands outside the element that was transcribed."""
        found = self.around.signature(self.reading.outlet.marks)
        inside = {bare_text(line.text) for line in self.reading.lines}
        return found if found is not None and bare_text(found) not in inside else None

    def section(self) -> str | None:
        """The last level of the breadcrumb, else what stands before the date, else what the data says."""
        for source in CRUMBS:
            names = [name for name in sources.values(self.page, source) if self._is_section(name)]
            if names:
                self.reading.provenance["section"] = source
                return names[-1]
        for line in self.around.above:
            if (found := _SECTIONED.match(line.text)) is not None and self._is_section(found["section"]):
                self.reading.provenance["section"] = "line:date"
                return found["section"]
            if len(crumbs := re.split(r"\s[>»›/]\s", line.text)) > 1 and self._is_section(crumbs[-1]):
                self.reading.provenance["section"] = "line:breadcrumb"
                return crumbs[-1]
        stated = (
            (source, sources.value(self.page, source))
            for source in ("ld:articleSection", "meta:article:section")
        )
        for source, name in stated:
            if name and _NO_STATED_SECTION.fullmatch(name) is None:
                self.reading.provenance["section"] = source
                return name
        return None

    def _is_section(self, name: str) -> bool:
        same = bare_text(name) in (bare_text(self.around.headline), *self._credited) or _DATE.search(name)
        return not same and len(name) <= 60 and _NO_SECTION.fullmatch(name) is None

    def tags(self) -> tuple[str, ...]:
        """The tags shown below the story, without their signs; else those of the page's data."""
        shown = tuple(dict.fromkeys(text for text in self._shown_tags() if text))
        source = "links:tags" if shown else "ld:keywords"
        found = shown or sources.values(self.page, source)
        if found:
            self.reading.provenance["tags"] = source
        return found

    def _shown_tags(self) -> Iterator[str]:
        """The texts of the first lines below the story whose links are tags, up to another line."""
        began = False
        for place, line in enumerate(self.around.below):
            tags = [node for node in line.anchors if _is_tag(line, node)]
            if not began and tags and _calls(line):
                continue
            if (began and not tags) or (not began and place > FARTHEST_TAG):
                return
            began = began or bool(tags)
            texts = (visible_text(node).lstrip("# ") for node in tags)
            yield from (text for text in texts if not _MORE_TAGS.search(text))

    def note_links(self) -> None:
        """Record the links to other stories below the story."""
        site = self.reading.outlet
        for line in self.around.below:
            for node in line.anchors:
                if site.address(self.reading.absolute(node.attributes.get("href"))).is_story:
                    self.reading.link(LinkKind.RELATED, node)

    def page_count(self) -> int:
        """The number of the story's pages, by the pager's links to this address."""
        here = (self.page.url or "").partition("?")[0]
        hrefs = (node.attributes.get("href") for node in self.page.css("[class*=pag] a[href]"))
        links = (self.reading.absolute(href) or "" for href in hrefs)
        numbers = [
            int(found[1])
            for link in links
            if link.partition("?")[0] == here and (found := _PAGE.search(link)) is not None
        ]
        return min(max([1, *numbers]), MOST_PAGES)
