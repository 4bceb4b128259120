"""What is this news site, and which of its readers understands a page?"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from functools import cached_property
from urllib.parse import parse_qs, urlsplit

from newsspider import urls
from newsspider.items import Article, Listing, Read, Rejection
from newsspider.limits import Limits
from newsspider.outlets.content import Sent, refuse_binary, refuse_file
from newsspider.outlets.dates import WIB
from newsspider.outlets.expectations import NEWSROOM, Expectation
from newsspider.outlets.guard import MAX_BYTES, UnreadablePage, unpacked
from newsspider.outlets.identity import believed
from newsspider.outlets.layout import Layout, TextLayout
from newsspider.outlets.listings import ListingLayout, counted
from newsspider.outlets.marks import Marks
from newsspider.outlets.page import Page, decode, is_markup, is_wide
from newsspider.outlets.phrases import Phrasebook
from newsspider.outlets.reading import NotAStory
from newsspider.outlets.recognition import Where, read_text
from newsspider.outlets.widgets import Widgets
from newsspider.text import collapse, storable
from newsspider.timelimit import TooSlow, limited


class BadAddress(NotAStory):
    """The page is said to be at what is no address."""


@dataclass(frozen=True, kw_only=True)
class Outlet:
    """Everything we know about one news site. Knows the HTML parser, never Scrapy, never SQL.

    A host is fetched only if it is in `hosts`; `mirrors` maps a host that shows the same stories to
    the one that names them. `story_path`, `listing_path` and `hub_path` (fronts, whose list has one page) are
    matched on the path alone, because tag and share links carry story paths in their query. `seeds` are where
    a night's crawl of a host begins, `dated_index` is the first page of the list of a host's stories of a
    day, of one section or of all; `limits` bound a page, `expectations` say what a good run is like.
    `story_parameters` name the query parameters that choose a story; None where nobody knows them: then all
    stay but those that choose no story anywhere. `other_pages` matches `host/path` of what lists may name and
    is known to be no story.
    """

    name: str
    hosts: frozenset[str]
    mirrors: Mapping[str, str] = field(default_factory=dict)
    story_path: re.Pattern[str]
    listing_path: re.Pattern[str]
    hub_path: re.Pattern[str]
    mirror_prefix: str = ""
    title_suffix: re.Pattern[str]
    layouts: tuple[Layout, ...]
    text_layout: TextLayout
    listings: tuple[ListingLayout, ...]
    phrases: Phrasebook
    marks: Marks
    seeds: Callable[[str, date], tuple[str, ...]]
    dated_index: Callable[[str, date, str | None], str]
    timezone: timezone = WIB
    widgets: Widgets = field(default_factory=Widgets)
    limits: Limits = field(default_factory=Limits)
    story_parameters: frozenset[str] | None = None
    other_pages: re.Pattern[str] | None = None
    expectations: tuple[Expectation, ...] = NEWSROOM

    def read(
        self,
        body: bytes | str,
        url: str | None,
        as_list: bool = False,
        content_type: str | None = None,
    ) -> Read:
        """What this page is: an Article before cleaning, a Listing, or a Rejection that keeps it.

        `body` is HTML, a sitemap, or the plain text rendering of a story. `as_list`: another list has said
        that this is one, whatever its address looks like. `content_type` is what the server says of it (empty
        for nothing), None for a file. Never raises for bad input.
        """
        url = storable(url) if url else url
        try:
            return limited(self.limits.read_seconds, lambda: self._read(body, url, as_list, content_type))
        except (NotAStory, UnreadablePage, TooSlow) as why:
            kept = body if isinstance(body, bytes) else body.encode("utf-8", "replace")
            name, detail = type(why).__name__, collapse(str(why))
            return Rejection(outlet=self.name, url=url or "", reason=name, detail=detail, body=kept)

    def _read(
        self, body: bytes | str, url: str | None, as_list: bool, content_type: str | None
    ) -> Article | Listing:
        _check(url)
        listed = as_list or bool(url and self.kind_of(url) == "listing")
        expected = f"a {'list' if listed else 'page'} of {self.name}"
        where = Where(url=url, listed=listed, expected=expected, sent=Sent(size=len(body), kind=content_type))
        text = storable(body) if isinstance(body, str) else self._text(body, where)
        found = self.limits.applied(read_text(text, where, self), self.address_of)
        return counted(found, self) if isinstance(found, Listing) else found

    def _text(self, body: bytes, where: Where) -> str:
        """The characters of a body. Raises what is no text."""
        is_story = not where.listed and bool(where.url) and self.is_story(where.url or "")
        body = unpacked(body, MAX_BYTES if is_story else self.limits.list_maxsize)
        refuse_file(body, where.sent, where.expected)
        text = decode(body)
        if not is_markup(text) and not is_wide(body):
            refuse_binary(body, where.sent, where.expected)
        return text

    def allows(self, url: str) -> bool:
        """Whether we may fetch from this address's host at all: an exact match, never a substring, and only
        at the usual ports."""
        return urls.host_of(url) in self.hosts and not urls.has_odd_port(url)

    def is_story(self, url: str) -> bool:
        """Whether the address has the form of a story's, judged by host and path."""
        return self.allows(url) and self.story_path.fullmatch(urls.path_of(url)) is not None

    def is_listing(self, url: str) -> bool:
        """Whether the address has the form of a sitemap's or an index page's."""
        return self.allows(url) and self.listing_path.fullmatch(urls.path_of(url)) is not None

    def is_hub(self, url: str) -> bool:
        """Whether the address has the form of a front's: the home page's or a section's."""
        return self.allows(url) and self.hub_path.fullmatch(urls.path_of(url)) is not None

    def is_other(self, url: str) -> bool:
        """Whether the address is known to be something else than a story: a video, a tag, pictures."""
        place = urls.host_of(url) + urls.path_of(url)
        return self.other_pages is not None and self.other_pages.fullmatch(place) is not None

    def kind_of(self, url: str) -> str | None:
        """ "story" or "listing", by the form of the address; None for what we do not fetch."""
        if self.is_story(url):
            return "story"
        return "listing" if self.is_listing(url) or self.is_hub(url) else None

    @cached_property
    def newsrooms(self) -> frozenset[str]:
        """The hosts that name stories, and so have lists of their own: all but the mirrors."""
        return self.hosts - frozenset(self.mirrors)

    def host_named(self, name: str) -> str | None:
        """The newsroom that is called `name` (`solo` or `solo.tribunnews.com`), if there is one."""
        return next((host for host in self.newsrooms if name in (host, host.split(".")[0])), None)

    def day_of(self, url: str) -> date | None:
        """The day whose stories this address lists, if it is a dated list's."""
        stated = parse_qs(urlsplit(url).query).get("date", [""])[0] if self.is_listing(url) else ""
        try:
            year, month, day = map(int, stated.split("-"))
            return date(year, month, day)
        except ValueError:
            return None

    def is_over(self, day: date | None, now: datetime) -> bool:
        """Whether a day's list names no more stories: a day after it, so that a late one is not missed."""
        return day is not None and day < now.astimezone(self.timezone).date() - timedelta(days=1)

    def absolute(self, href: str | None, base: str | None) -> str | None:
        """A link's address, without tracking; a path without a leading slash hangs from the site's root."""
        href = storable((href or "").strip())
        if href and not _ROOTED.match(href):
            href = "/" + href.lstrip("/")
        joined = urls.absolute(base or "", href)
        if not joined or ("?" not in joined and "#" not in joined):
            return joined
        keep = self.story_parameters if self.is_story(joined) else None
        return urls.tidy(joined, keep if keep is None else keep | {"page"})

    def list_identity(self, url: str) -> str:
        """The one address of a list that another list has named: as `identity`, but its parameters, which say
        which list it is, stay. Raises ValueError for what is no http(s) address."""
        return self._folded(url).text(noise=urls.TRACKING)

    def identity(self, url: str) -> str:
        """The one address of the page behind `url`: mirrors and their prefix folded into the main host.

        Raises ValueError for what is no http(s) address.
        """
        simple = _SIMPLE.fullmatch(url)  # the usual case: nothing to fold, sort, quote or cut
        if simple and simple["host"] not in self.mirrors and not self._mirrored(simple["path"]):
            return url
        folded = self._folded(url)
        if folded.host in self.hosts and self.story_path.fullmatch(folded.path):
            return folded.text(self.story_parameters)
        is_list = folded.host in self.hosts and self.listing_path.fullmatch(folded.path)
        return folded.text(noise=urls.TRACKING if is_list else urls.STORY_NOISE)

    def _folded(self, url: str) -> urls.Address:
        address = urls.parse(url)
        path = address.path
        while self._mirrored(path):
            path = path.removeprefix(self.mirror_prefix)
        return address._replace(host=self.mirrors.get(address.host, address.host), path=path)

    def _mirrored(self, path: str) -> bool:
        return bool(self.mirror_prefix) and path.startswith(self.mirror_prefix + "/")

    def story_url(self, page: Page, site_id: str | None = None) -> str:
        """The story's own address: rel=canonical where it is an address of the story that was fetched, by its
        own form (`identity.believed`); else where the page was fetched; empty where neither is known."""
        node = page.first('link[rel="canonical"]')
        stated = urls.absolute(page.url or "", node.attributes.get("href")) if node is not None else None
        is_ours = (
            stated
            and len(stated) < self.limits.urllength_limit
            and self.is_story(stated)
            and (not page.url or believed(page.url, stated, site_id))
        )
        return self.address_of(stated if is_ours else page.url)

    def address_of(self, url: str | None) -> str:
        """`identity`, or empty for what is no address."""
        try:
            return self.identity(url) if url else ""
        except ValueError:
            return ""

    def without_suffix(self, title: str) -> str:
        """A headline without the site's name or page number at its end."""
        start = max(0, len(title) - LONGEST_SUFFIX)
        return (title[:start] + self.title_suffix.sub("", title[start:])).strip() or title


LONGEST_SUFFIX = 120
"""Characters at the end of a title in which the site's name is looked for."""
_SIMPLE = re.compile(
    r"https://(?P<host>(?:[a-z0-9-]+\.)+[a-z0-9-]*[a-z])(?P<path>(?:/[\w~-][\w.~-]*)+)", re.ASCII
)
_ROOTED = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|/(?!/)|//[^/]*\.|[?#]")
"""An address with a scheme, a path, a host with a dot in its name, a query or a fragment."""


def _check(url: str | None) -> None:
    """Raise BadAddress for what cannot be taken apart."""
    if not url or _SIMPLE.fullmatch(url):
        return
    try:
        _ = urlsplit(url).port
    except ValueError as error:
        raise BadAddress(f"expected a page's address, found {url[:200]!r}: {error}") from error
