"""Which words does newsspider use for addresses, visits to them, and why one gave nothing?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class Source(StrEnum):
    """How we came to know an address; the first of a page's sources stays on its frontier row."""

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
    """What a page of the frontier is."""

    STORY = "story"
    LISTING = "listing"


class Failure(StrEnum):
    """Why a page gave us nothing: the kind decides when it is tried again (the setting RETRY_WAITS)."""

    REFUSED = "refused"  # 401, 403, 451
    MISSING = "missing"  # 404
    GONE = "gone"  # 410
    THROTTLED = "throttled"  # 429
    SERVER = "server"  # 5xx
    TIMEOUT = "timeout"
    DNS = "dns"
    CONNECTION = "connection"
    CUT = "cut"  # less came than was announced
    ROBOTS_UNREACHABLE = "robots_unreachable"
    UNREADABLE = "unreadable"  # a page came that is no story
    INCOMPLETE = "incomplete"  # a story came, but not all its pages
    FORBIDDEN = "forbidden"  # the host's robots.txt does not allow it
    REDIRECTED = "redirected"  # to a foreign host, too often, or in a circle
    TOO_LARGE = "too_large"
    FINAL = "final"  # a middleware of the operator's own did not let us ask


@dataclass(frozen=True, kw_only=True, slots=True)
class RevisitPolicy:
    """When a page is fetched again, in seconds. `retry_waits`: the waits between visits, by kind of failure.
    `revisit_ages`: the ages since publication at which a story is visited again. `listing_recheck`: the
    shortest and the longest time between two visits to a list."""

    retry_waits: Mapping[Failure, tuple[int, ...]] = field(default_factory=lambda: dict.fromkeys(Failure, ()))
    revisit_ages: tuple[int, ...] = ()
    listing_recheck: tuple[int, int] = (600, 43_200)


class Doubt(StrEnum):
    """Why a page that reads well is not believed yet: reasons of rejections that a second visit decides."""

    DOUBTFUL = "Doubtful"  # it differs in kind from the story that is stored
    OTHER_STORY = "OtherStory"  # it shows another story than its address names
    MOVED_AWAY = "MovedAway"  # a stored story's address leads to another story


@dataclass(frozen=True, kw_only=True, slots=True)
class Fetch:
    """How a page came to us: its address on the frontier, how far from a seed it is, the HTTP status (0 for
    no answer), the page itself, which is kept if it turns out to be no story, the address it was found at
    after redirects (`landed`), what to ask with whether it has changed, whether the day of a dated list is
    past, so that it need not be asked again (`over`), and as what it was asked for (`kind`: story, list,
    sitemap for a list that robots.txt or a sitemap index has named, front for one among a list's stories)."""

    page: str
    depth: int
    status: int
    body: bytes = field(default=b"", repr=False)
    landed: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    listed_on: date | None = None
    over: bool = False
    kind: str = PageKind.STORY


@dataclass(frozen=True, kw_only=True, slots=True)
class Unchanged:
    """A page that is as it was at our last visit: the host says so (304), or a list names the same; whether
    it is a list that names stories of its host (`names_stories`)."""

    outlet: str
    url: str
    kind: str
    names_stories: bool = False
    fetch: Fetch | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Moved:
    """A page whose address leads to that of a story we know, `to`; nothing more was fetched."""

    outlet: str
    url: str
    to: str
    fetch: Fetch | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class DuePage:
    """A page drawn from the frontier: what to ask with whether it has changed, which stories it named last
    if it is a list, and which those the page before it in the list; `stored` is whether a story of it is,
    `led_away` whether it led to another host the day before or earlier, `names_stories` whether it is a list
    that named any."""

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

    @property
    def asked_as(self) -> str:
        """As what it is asked for: a story, a list, a sitemap that another list has named, or a front: an
        address among stories that has the form of a list's."""
        if self.kind == PageKind.STORY:
            return PageKind.STORY
        if self.found_how in (Source.SITEMAP, Source.NEWS_SITEMAP, Source.HUB):
            return "front"
        return "sitemap" if self.found_how in (Source.ROBOTS, Source.SITEMAP_INDEX) else "list"


@dataclass(frozen=True, kw_only=True, slots=True)
class FoundPage:
    """A page that a link leads to; `link` is the address as the page had it. With an `outcome` it stays
    at rest, and `reason` says why. `renewed` pages of a list are due again if they are known, those that a
    list has `named` if they gave nothing so far."""

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
