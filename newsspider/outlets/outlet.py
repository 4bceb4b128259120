"""Outlet: a news site with the readers of its pages."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from newsspider import __version__
from newsspider.items import Article, DropReason, Listing, Read, Rejection
from newsspider.outlets.address import AddressKind
from newsspider.outlets.digest import rules_digest
from newsspider.outlets.generic.reader import GENERIC, declares_story
from newsspider.outlets.generic.rendering import ANY_TEXT
from newsspider.outlets.layout import Layout, TextLayout
from newsspider.outlets.listings.listing import ListingLayout, count_dropped, is_cut
from newsspider.outlets.listings.syndication import is_feed
from newsspider.outlets.pages.content import (
    NotAPage,
    Received,
    reject_binary,
    reject_code,
    reject_data,
    reject_file,
    root_name,
)
from newsspider.outlets.pages.guard import (
    MAX_BYTES,
    EmptyPage,
    UnreadablePage,
    decompress,
    guard_size,
    sent_once,
)
from newsspider.outlets.pages.notices import (
    ErrorPage,
    is_soft_404,
    is_unfilled,
    notice_of,
    notice_on,
    stands_in,
)
from newsspider.outlets.pages.page import Page, decode, is_markup, page_title, wide_encoding
from newsspider.outlets.site import Site
from newsspider.outlets.story.evidence import doubt, opens_as_story, says_story
from newsspider.outlets.story.gallery import Gallery
from newsspider.outlets.story.identity import is_of_address, stated_addresses
from newsspider.outlets.story.reading import NoBody, NotAStory
from newsspider.text import collapse, storable
from newsspider.timelimit import TooSlow, call_with_time_limit
from newsspider.urls import absolute, path_of
from newsspider.visits import PageKind

_LIST_ROOTS = ("urlset", "sitemapindex")


class BadAddress(NotAStory):
    """The stated address of the page is no address."""


class NoLayout(NotAStory):
    """No layout of the outlet recognises the page."""


class NoMarkup(NotAStory):
    """Plain text, for an outlet without text renderings."""


class StoryInstead(UnreadablePage):
    """A story's page at a list's address."""


class PlainText(NotAPage):
    """Text without tags that does not bear the outlet's marks."""


@dataclass(frozen=True, kw_only=True)
class Outlet(Site):
    """A news site and its readers. Knows the HTML parser, never Scrapy, never SQL.

    `layouts` are tried in order, newest first. `text_layout` reads plain text renderings of stories; None for
    an outlet whose texts are no stories.
    """

    layouts: tuple[Layout, ...]
    listings: tuple[ListingLayout, ...]
    text_layout: TextLayout | None = ANY_TEXT

    def has_all_pages(self, article: Article) -> bool:
        """Whether the layout that read the article finds every page of a story on the first one."""
        return any(layout.holds_all_pages and layout.name == article.layout for layout in self.layouts)

    def read(
        self,
        body: bytes | str,
        url: str | None,
        as_list: bool = False,
        content_type: str | None = None,
    ) -> Read:
        """Read a page: an Article before cleaning, a Listing, or a Rejection that keeps the page.

        `body` is HTML, a sitemap, or the plain text rendering of a story. `as_list`: another list has named
        the address as a list. `content_type` is the server's header, empty if missing, None for a file. Never
        raises for bad input.
        """
        url = storable(url) if url else url
        try:
            return call_with_time_limit(
                self.limits.read_seconds, lambda: self._read(body, url, as_list, content_type)
            )
        except (NotAStory, UnreadablePage, TooSlow) as error:
            kept = body if isinstance(body, bytes) else body.encode("utf-8", "replace")
            name, detail = type(error).__name__, collapse(str(error))
            return Rejection(outlet=self.name, url=url or "", reason=name, detail=detail, body=kept)

    def _read(
        self, body: bytes | str, url: str | None, as_list: bool, content_type: str | None
    ) -> Article | Listing:
        _check(url)
        kind = self.address(url).page_kind
        listed = as_list or kind is PageKind.LISTING
        received = Received(
            url=url,
            listed=listed,
            expected=f"a {'list' if listed else 'page'} of {self.name}",
            size=len(body),
            content_type=content_type,
        )
        if isinstance(body, bytes):
            is_story = kind is PageKind.STORY and not listed
            body = _decode(body, received, MAX_BYTES if is_story else self.limits.list_maxsize)
        else:
            body = storable(body)
        found = self.limits.applied(self._read_text(body, received), lambda url: self.address(url).identity)
        if isinstance(found, Listing):
            return count_dropped(found, self)
        if is_unfilled(found.headline):
            raise received.error(ErrorPage, f"a template without its story, entitled {found.headline!r}")
        return self._stamped(found)

    def _stamped(self, article: Article) -> Article:
        """The article with what read it: the digest of the outlet's rules and the version of the program."""
        return replace(article, rules_digest=rules_digest(self.name), program_version=__version__)

    def _read_text(self, text: str, received: Received) -> Article | Listing:
        path = path_of(received.url) if received.listed and received.url else ""
        if path != "/robots.txt" and (not text or text.isspace()):
            raise EmptyPage(f"expected {received.expected}, found nothing")
        if received.listed or root_name(text) in _LIST_ROOTS or is_feed(text):
            for listing in self.listings:
                if listing.recognises(text, path):
                    found = listing.read(text, received.url or "", self)
                    cut = {DropReason.CUT: 1} if is_cut(text) else {}
                    return replace(found, dropped={**found.dropped, **cut}) if cut else found
        reject_data(text, received)
        return self._read_page(text, received) if is_markup(text) else self._read_rendering(text, received)

    def _read_page(self, text: str, received: Received) -> Article:
        page = Page(sent_once(text), received.url)
        layout = next((layout for layout in self.layouts if layout.recognises(page)), None)
        if layout is None:
            unknown = self._unknown(page, received)
            return self._without_notice(self._read_generically(page, received, unknown), received)
        if received.listed:
            raise StoryInstead(f"expected {received.expected}, found a story entitled {page_title(page)!r}")
        try:
            article = layout.read(page, self)
        except NoBody as error:
            if any(map(page.first, layout.body)):
                raise  # the element of the text is there and empty: a video, or a lead alone
            article = self._read_generically(Page(text, received.url), received, error)
        article = self._without_notice(article, received)
        if (found := doubt(article, received.url, self.marks)) is not None:
            raise NoLayout(f"expected a writer, a time, a dateline or a stated address, found {found}")
        return article

    def _without_notice(self, article: Article, received: Received) -> Article:
        """The article. Raises NotAPage for a notice in a story's layout."""
        if is_soft_404(article.headline, article.text):
            found = f"an error page entitled {article.headline!r}"
            raise ErrorPage(f"expected {received.expected}, found {found}")
        if not says_story(article, self.marks) and (notice := stands_in(article.headline, article.text)):
            raise received.error(notice[0], f"{notice[1]} entitled {article.headline!r}")
        return article

    def _read_generically(self, page: Page, received: Received, unread: Exception) -> Article:
        """The story of a page that no layout reads, unless it may be something else. `unread` says why none
        does; it is raised where the generic reader finds no story either."""
        if received.listed or not isinstance(unread, NotAStory) or not self._may_be_story(page, received.url):
            raise unread
        reason = type(unread)
        try:
            article = GENERIC.read(page, self.with_any_rules)
        except NotAStory as error:
            reason = Gallery if isinstance(error, Gallery) else reason
            raise reason(f"{unread}; the generic reader: {error}") from None
        if not declares_story(page) and not article.provenance["headline"].endswith("as visible"):
            raise reason(f"{unread}; the generic reader: no visible headline, and no sign of a story")
        if (found := doubt(article, received.url, self.marks)) is not None:
            raise reason(f"{unread}; the generic reader: {found}")
        notice = notice_of(article.headline, article.text.split("\n"))
        if notice is not None:
            raise received.error(notice[0], f"{notice[1]} entitled {article.headline!r}")
        return article

    def _may_be_story(self, page: Page, url: str | None) -> bool:
        """Whether the address has a story's form, or an unknown form and the page declares a story; without
        an address, whether the page states one of ours. A page that states a list's address is a list. An
        outlet without layouts is asked about any page."""
        if not self.layouts:
            return True
        stated = absolute(url or "", page.canonical)
        if stated and self.address(stated).page_kind is PageKind.LISTING and not declares_story(page):
            return False
        if url is None:
            return bool(stated_addresses(page, self))
        address = self.address(url)
        unknown = address.allowed and address.kind is AddressKind.UNKNOWN
        return address.is_story or (unknown and declares_story(page))

    def _unknown(self, page: Page, received: Received) -> Exception:
        """The error for a page that no layout recognises: a notice if it reads like one, else NoLayout."""
        title = page_title(page)
        if found := notice_on(page, self.marks.dateline):
            return received.error(found[0], f"{found[1]} entitled {title!r}")
        if received.listed:
            return received.error(NoLayout, f"an HTML page entitled {title!r}")
        known = ", ".join(layout.name for layout in self.layouts)
        return NoLayout(f"expected the marks of one of {known}; the page is entitled {title!r}")

    def _read_rendering(self, text: str, received: Received) -> Article:
        """The story of a text rendering. A text from the network must open as the outlet's stories do, or
        name its writer or its time: any notice is a text."""
        guard_size(text)
        if received.listed:
            reject_code(text, received)
            raise received.error(PlainText, _look(text))
        try:
            article = self._read_story(text, received.url)
        except NotAStory as error:
            reject_code(text, received)
            raise type(error)(f"{error}; found {_look(text)} {received.summary}") from None
        if not opens_as_story(article, self.marks):
            reject_code(text, received)
            credited = article.authors or article.editors or article.published_at
            sent = received.content_type is not None
            if sent and (not credited or stands_in(article.headline, article.text)):
                raise received.error(PlainText, f"{_look(text)} without dateline, reporter or credits")
        if received.content_type is not None and not is_of_address(article, received.url):
            raise received.error(PlainText, f"{_look(text)} without the words of its address")
        return replace(article, claims="" if received.url else None)  # a text does not state its address

    def _read_story(self, text: str, url: str | None) -> Article:
        if self.text_layout is None:
            raise NoMarkup(f"expected HTML, found plain text that begins {text.strip()[:40]!r}")
        return self.text_layout.read(text, url, self)


def _check(url: str | None) -> None:
    """Raise BadAddress for an address that cannot be parsed."""
    try:
        _ = urlsplit(url or "").port
    except ValueError as error:
        raise BadAddress(f"expected a page's address, found {(url or '')[:200]!r}: {error}") from error


def _decode(body: bytes, received: Received, most: int) -> str:
    """The text of a body of at most `most` bytes, unpacked. Raises UnreadablePage for what is no text."""
    body = decompress(body, most)
    reject_file(body, received)
    text = decode(body)
    if not is_markup(text) and wide_encoding(body) is None:
        reject_binary(body, received)
    return text


def _look(text: str) -> str:
    found = notice_of("", text.splitlines()[:100])
    return f"plain text that looks like {found[1]}" if found else "plain text"
