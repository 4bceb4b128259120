"""Recognition of a decoded body: a list, a story, or what it looks like instead."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from newsspider.items import Article, Listing
from newsspider.outlets.content import NotAPage, Sent, refuse_code, refuse_data, root_name
from newsspider.outlets.guard import EmptyPage, UnreadablePage, guard_size
from newsspider.outlets.lines import lines
from newsspider.outlets.notices import ErrorPage, is_soft_404, notice_of
from newsspider.outlets.page import Page, is_markup, page_title
from newsspider.outlets.reading import NotAStory
from newsspider.urls import path_of

if TYPE_CHECKING:
    from newsspider.outlets.outlet import Outlet

OPENING = 6
"""Blocks: a text rendering has its dateline or reporter line among the first ones."""
LONGEST_NAMED = 200_000
"""Characters of a page that is looked through for what it says of itself."""
LISTS = ("urlset", "sitemapindex")


class NoLayout(NotAStory):
    """No layout of the outlet recognises the page."""


class StoryInstead(UnreadablePage):
    """A story's page at a list's address."""


class PlainText(NotAPage):
    """Text without tags that does not bear the outlet's marks."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Where:
    """Where a body was found, whether that is a list's address, and what was expected there."""

    url: str | None
    listed: bool
    expected: str
    sent: Sent


def read_text(text: str, where: Where, outlet: Outlet) -> Article | Listing:
    """What the outlet reads in these characters. Raises NotAStory or UnreadablePage."""
    path = path_of(where.url) if where.listed and where.url else ""
    if path != "/robots.txt" and (not text or text.isspace()):
        raise EmptyPage(f"expected {where.expected}, found nothing")
    if where.listed or root_name(text) in LISTS:
        for listing in outlet.listings:
            if listing.recognises(text, path):
                return listing.read(text, where.url or "", outlet)
    refuse_data(text, where.sent, where.expected)
    return _read_page(text, where, outlet) if is_markup(text) else _read_rendering(text, where, outlet)


def _read_page(text: str, where: Where, outlet: Outlet) -> Article:
    page = Page(text, where.url, outlet.limits.nesting_limit)
    layout = next((layout for layout in outlet.layouts if layout.recognises(page)), None)
    if layout is None:
        raise _unknown(page, where, outlet)
    if where.listed:
        raise StoryInstead(f"expected {where.expected}, found a story entitled {page_title(page)!r}")
    article = layout.read(page, outlet)
    if is_soft_404(article.headline, article.text):
        raise ErrorPage(f"expected {where.expected}, found an error page entitled {article.headline!r}")
    return article


def _unknown(page: Page, where: Where, outlet: Outlet) -> Exception:
    """What a page is that no layout recognises: a notice by what it says, else of no form we know."""
    title = page_title(page)
    if len(page.html) <= LONGEST_NAMED and (found := notice_of(title, _visible(page, outlet))) is not None:
        return found[0](f"expected {where.expected}, found {found[1]} entitled {title!r} {where.sent}")
    if where.listed:
        return NoLayout(f"expected {where.expected}, found an HTML page entitled {title!r} {where.sent}")
    known = ", ".join(layout.name for layout in outlet.layouts)
    return NoLayout(f"expected the marks of one of {known}; the page is entitled {title!r}")


def _visible(page: Page, outlet: Outlet) -> list[str]:
    """The lines that the page shows; none if one of them opens a story of the outlet."""
    root = page.tree.body
    texts = [line.text for line in lines(root, {})] if root is not None else []
    return [] if any(outlet.marks.dateline.match(text) for text in texts) else texts


def _read_rendering(text: str, where: Where, outlet: Outlet) -> Article:
    """The story of a text rendering. From the network it must open as the outlet's stories do, or name who
    wrote it, or when: any notice is a text."""
    guard_size(text)
    if where.listed:
        refuse_code(text, where.sent, where.expected)
        raise PlainText(f"expected {where.expected}, found {_look(text)} {where.sent}")
    try:
        article = outlet.text_layout.read(text, where.url, outlet)
    except NotAStory as why:
        refuse_code(text, where.sent, where.expected)
        raise type(why)(f"{why}; found {_look(text)} {where.sent}") from None
    if not _opens_as_ours(article, outlet):
        refuse_code(text, where.sent, where.expected)
        credited = article.authors or article.editors or article.published_at
        if where.sent.kind is not None and not credited:
            found = f"{_look(text)} without dateline, reporter or credits"
            raise PlainText(f"expected {where.expected}, found {found} {where.sent}")
    return replace(article, claims="" if where.url else None)  # a text does not say whose it is


def _opens_as_ours(article: Article, outlet: Outlet) -> bool:
    texts = [line for block in article.story[:OPENING] for line in block.text.split("\n")]
    return any(
        outlet.marks.dateline.match(text) or outlet.marks.reporter_of(text) for text in texts[:OPENING]
    )


def _look(text: str) -> str:
    found = notice_of("", text.splitlines()[:100])
    return f"plain text that looks like {found[1]}" if found else "plain text"
