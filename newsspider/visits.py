"""Vocabulary of the frontier: pages, visits to them, and kinds of failure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from newsspider.http.exchanges import Capture, Exchange


class Source(StrEnum):
    """How an address was found. The frontier row keeps the first source of a page."""

    SEED = "seed"
    GIVEN = "given"
    BACKFILL = "backfill"
    ROBOTS = "robots"
    SITEMAP_INDEX = "sitemap_index"
    SITEMAP = "sitemap"
    NEWS_SITEMAP = "news_sitemap"
    INDEX = "index"
    HUB = "hub"
    BACA_JUGA = "baca_juga"
    RECOMMENDATION = "recommendation"
    RELATED = "related"
    REDIRECT = "redirect"
    CANONICAL = "canonical"
    PAGE = "page"


class PageKind(StrEnum):
    """The kind of a page on the frontier."""

    STORY = "story"
    LISTING = "listing"


class RequestKind(StrEnum):
    """The kind of page that a request expects."""

    STORY = "story"
    LIST = "list"
    SITEMAP = "sitemap"  # a list that robots.txt or a sitemap index names
    FRONT = "front"  # a list by its form, named among stories by a sitemap or a hub


class Failure(StrEnum):
    """Why a visit gave nothing. The kind decides the retry (setting RETRY_WAITS)."""

    REFUSED = "refused"  # 401, 403, 451, or a wall
    MISSING = "missing"  # 404
    GONE = "gone"  # 410
    THROTTLED = "throttled"  # 429
    SERVER = "server"  # 5xx
    TIMEOUT = "timeout"
    DNS = "dns"
    CONNECTION = "connection"
    CUT = "cut"  # fewer bytes than announced
    ROBOTS_UNREACHABLE = "robots_unreachable"
    UNREADABLE = "unreadable"  # the page is no story
    INCOMPLETE = "incomplete"  # pages of the story are missing
    FORBIDDEN = "forbidden"  # by the host's robots.txt
    REDIRECTED = "redirected"  # to a foreign host, too often, or in a loop
    TOO_LARGE = "too_large"
    FINAL = "final"  # dropped by a middleware of the operator


@dataclass(frozen=True, kw_only=True, slots=True)
class RevisitPolicy:
    """When a page is fetched again, in seconds. `retry_waits`: the waits between visits, by kind of failure.
    `revisit_ages`: the ages since publication at which a story is visited again. `listing_recheck`: the
    shortest and the longest time between two visits to a list."""

    retry_waits: Mapping[Failure, tuple[int, ...]] = field(default_factory=lambda: dict.fromkeys(Failure, ()))
    revisit_ages: tuple[int, ...] = ()
    listing_recheck: tuple[int, int] = (600, 43_200)


class ReadingKind(StrEnum):
    """How a story's page was read."""

    EXACT = "exact"  # by a layout of its outlet
    GENERIC = "generic"  # by the generic reader, because no layout recognises the page


class Doubt(StrEnum):
    """Reasons to reject a readable page until a second visit confirms it."""

    DOUBTFUL = "Doubtful"  # it differs in kind from the story that is stored
    OTHER_STORY = "OtherStory"  # it shows another story than its address names
    MOVED_AWAY = "MovedAway"  # a stored story's address leads to another story


@dataclass(frozen=True, kw_only=True, slots=True)
class Fetch:
    """How a page was fetched.

    `page` is its address on the frontier, `depth` its distance from a seed in links, `status` the HTTP status
    (0 without a response), `final_url` the identity of its address after redirects. `body` is kept if the
    page is no story. `etag` and `last_modified` are sent with the next request. `day_is_over` means that a
    dated list is not fetched again. `exchanges` are the page's as it went over the network and those of the
    story's other pages; once the archive holds them, `captures` says where. `as_of` is when an archive
    captured the page; None of a page that was fetched now. `refused_before` means that the visit before this
    one was refused.
    """

    page: str
    depth: int
    status: int
    body: bytes = field(default=b"", repr=False)
    final_url: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    listed_on: date | None = None
    day_is_over: bool = False
    kind: RequestKind = RequestKind.STORY
    exchanges: tuple[Exchange, ...] = field(default=(), repr=False)
    captures: tuple[Capture, ...] = ()
    as_of: datetime | None = None
    refused_before: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Unchanged:
    """A page that has not changed since the last visit: by status 304, or because a list has the same links.
    `names_stories` means a list with stories of its host."""

    outlet: str
    url: str
    kind: str
    names_stories: bool = False
    fetch: Fetch | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Moved:
    """A page whose address redirects to that of a known story, `to`. Nothing else was fetched."""

    outlet: str
    url: str
    to: str
    fetch: Fetch | None = None


Hosts = Mapping[str, str]
"""Hosts by name, each with the name of its outlet."""


@dataclass(frozen=True, kw_only=True, slots=True)
class DuePage:
    """A page that the frontier has fed to the crawl.

    `fingerprint` is a list's at its last visit, `follows` that of the page before it in the list. `stored`
    means that a story of the page is stored. `led_away` means that the page redirected to another host a day
    ago or earlier. `names_stories` means a list that has named stories. `refused_before` means that the last
    visit was refused.
    """

    id: int
    url: str
    host: str
    kind: str
    depth: int
    found_how: str = Source.SEED
    etag: str | None = None
    last_modified: str | None = None
    fingerprint: bytes | None = None
    follows: bytes | None = None
    listed_on: date | None = None
    stored: bool = False
    led_away: bool | None = None
    names_stories: bool = False
    refused_before: bool = False

    @property
    def request_kind(self) -> RequestKind:
        if self.kind == PageKind.STORY:
            return RequestKind.STORY
        if self.found_how in (Source.SITEMAP, Source.NEWS_SITEMAP, Source.HUB):
            return RequestKind.FRONT
        is_sitemap = self.found_how in (Source.ROBOTS, Source.SITEMAP_INDEX)
        return RequestKind.SITEMAP if is_sitemap else RequestKind.LIST


@dataclass(frozen=True, kw_only=True, slots=True)
class FoundPage:
    """A page that a link leads to; `link` is the address as written on the page.

    A page with an `outcome` is not fetched, and `reason` says why. A known page becomes due again if it is
    `renewed`, or if a list has `named` it and it gave nothing so far.
    """

    outlet: str
    url: str
    host: str
    kind: str
    depth: int
    how: str
    priority: int
    link: str | None
    published_at: datetime | None = None
    modified_at: datetime | None = None
    listed_on: date | None = None
    renewed: bool = False
    named: bool = False
    outcome: str | None = None
    reason: str | None = None
