"""Facts about one news site: hosts, address grammar, limits, phrases and marks."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta, timezone
from functools import cached_property, lru_cache
from typing import Self
from urllib.parse import parse_qs, urlencode, urlsplit

from newsspider import urls
from newsspider.outlets.address import Address, AddressKind
from newsspider.outlets.boilerplate.genericrules import MARKS, PHRASES
from newsspider.outlets.boilerplate.marks import Marks, merged
from newsspider.outlets.boilerplate.phrases import Phrasebook, phrasebook
from newsspider.outlets.dates import WIB
from newsspider.outlets.expectations import NEWSROOM, Expectation
from newsspider.outlets.limits import Limits
from newsspider.outlets.widgets import Widgets
from newsspider.text import storable

LONGEST_SUFFIX = 120
"""Characters at the end of a title that are searched for the site's name."""
_SIMPLE = re.compile(
    r"https://(?P<host>(?:[a-z0-9-]+\.)+[a-z0-9-]*[a-z])(?P<path>(?:/[\w~-][\w.~-]*)+)", re.ASCII
)
"""The usual address: nothing to sort, quote or cut."""
_ROOTED = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|/(?!/)|//[^/]*\.|[?#]")
"""An address with a scheme, a path, a host with a dot in its name, a query or a fragment."""


def day_in_query(name: str, form: str = "%Y-%m-%d") -> Callable[[str], date | None]:
    """A reader of the day that an address states as `name=year-month-day`, or in another form; zeros may be
    missing."""

    def read(url: str) -> date | None:
        try:
            stated = parse_qs(urlsplit(url).query).get(name, [""])[0]
            return datetime.strptime(stated, form).replace(tzinfo=WIB).date()
        except (ValueError, OverflowError):
            return None

    return read


def page_in_query(story: str, page: str) -> str:
    """The address of a story's page, as `?page=2` or `?page=all`."""
    return f"{story}{'&' if '?' in story else '?'}{urlencode({'page': page})}"


@dataclass(frozen=True, kw_only=True)
class Site:
    """Facts about one news site. Readers of its pages take a `Site`; `Outlet` adds the readers.

    Only `hosts` are fetched. `mirrors` maps a host that shows the same stories to the host that names them;
    `mirror_prefix` is a path prefix with the same meaning. `story_path`, `listing_path` and `hub_path`
    (fronts: lists of one page) match the path alone, because tag and share links carry story paths in their
    query. `other_pages` matches `host/path` of pages that lists name and that are no stories.

    `page_form` is a pattern of the `host/path` of another page or form of a story ("/slug/2", "/slug/amp"),
    and the template of the story's own. `page_url` makes the address of a story's page, of a number or "all".

    `seeds` are the addresses at which a night's crawl of a host begins. `dated_index` is the first page of
    the list of a day's stories, of one section or of all; `listed_day` reads the day from such an address.
    `pace` is the least time in seconds between two requests to a host, where DOWNLOAD_DELAY is shorter.
    `limits` bound a page, `expectations` describe a
    good run. `story_parameters` are the query parameters that choose a story; None if unknown: then all stay,
    except those that choose no story on any site.
    """

    name: str
    hosts: frozenset[str]
    mirrors: Mapping[str, str] = field(default_factory=dict)
    mirror_prefix: str = ""
    page_form: tuple[re.Pattern[str], str] | None = None
    story_path: re.Pattern[str]
    listing_path: re.Pattern[str]
    hub_path: re.Pattern[str]
    other_pages: re.Pattern[str] | None = None
    story_parameters: frozenset[str] | None = None
    title_suffix: re.Pattern[str]
    phrases: Phrasebook
    marks: Marks
    seeds: Callable[[str, date], tuple[str, ...]]
    dated_index: Callable[[str, date, str | None], str]
    listed_day: Callable[[str], date | None] | None = None
    page_url: Callable[[str, str], str] = page_in_query
    timezone: timezone = WIB
    pace: float = 0.0
    widgets: Widgets = field(default_factory=Widgets)
    limits: Limits = field(default_factory=Limits)
    expectations: tuple[Expectation, ...] = NEWSROOM

    def address(self, url: str | None, as_list: bool = False) -> Address:
        """The address, judged. `as_list`: a list has named it as a list. Then it is one in any form, and the
        parameters that choose the list stay in its identity. Never raises."""
        if not url:
            return Address(outlet=self.name)
        judge = self._addresses if len(url) <= self.limits.urllength_limit else self._judge
        return judge(url, as_list)

    @cached_property
    def _addresses(self) -> Callable[[str, bool], Address]:
        """`_judge` with a cache: the reader, the frontier and the store ask for the same link."""
        return lru_cache(maxsize=4096)(self._judge)

    def _judge(self, url: str, as_list: bool) -> Address:
        simple = _SIMPLE.fullmatch(url)
        if simple and not self._is_folded(simple["host"], simple["path"]):
            host, path, folded = simple["host"], simple["path"], None
        else:
            try:
                folded = self._fold(urls.parse(url))
            except ValueError:
                return Address(outlet=self.name)
            host, path = folded.host, folded.path
        form = self._kind(host, path)
        kind = AddressKind.LISTING if as_list else form
        identity = url if folded is None else self._identity(folded, kind)
        return Address(
            identity=identity,
            host=host.partition(":")[0],
            kind=kind,
            allowed=host in self.hosts,
            day=self.listed_day(identity) if self.listed_day and form is AddressKind.LISTING else None,
            outlet=self.name,
        )

    def _kind(self, host: str, path: str) -> AddressKind:
        if host in self.hosts:
            if self.story_path.fullmatch(path):
                return AddressKind.STORY
            if self.listing_path.fullmatch(path):
                return AddressKind.LISTING
            if self.hub_path.fullmatch(path):
                return AddressKind.HUB
        if self.other_pages is not None and self.other_pages.fullmatch(host.partition(":")[0] + path):
            return AddressKind.OTHER
        return AddressKind.UNKNOWN

    def _identity(self, folded: urls.ParsedUrl, kind: AddressKind) -> str:
        match kind:
            case AddressKind.STORY:
                return folded.text(self.story_parameters)
            case AddressKind.LISTING:
                return folded.text(noise=urls.TRACKING)
            case _:
                return folded.text(noise=urls.STORY_NOISE)

    def _fold(self, parsed: urls.ParsedUrl) -> urls.ParsedUrl:
        """The address on the main host, without the mirrors' prefix and the form of another page."""
        host, path = parsed.host, parsed.path
        while self._is_mirrored(path):
            path = path.removeprefix(self.mirror_prefix)
        if self.page_form is not None and (page := self.page_form[0].fullmatch(host + path)):
            host, _, path = page.expand(self.page_form[1]).partition("/")
            path = f"/{path}"
        return parsed._replace(host=self.mirrors.get(host, host), path=path)

    def _is_mirrored(self, path: str) -> bool:
        return bool(self.mirror_prefix) and path.startswith(self.mirror_prefix + "/")

    def _is_folded(self, host: str, path: str) -> bool:
        if host in self.mirrors or self._is_mirrored(path):
            return True
        return self.page_form is not None and self.page_form[0].fullmatch(host + path) is not None

    def absolute(self, href: str | None, base: str | None) -> str | None:
        """The absolute address of a link, without tracking; None for what is no http(s) address. A path
        without a leading slash is relative to the site's root."""
        href = storable((href or "").strip())
        if href and not _ROOTED.match(href):
            href = "/" + href.lstrip("/")
        joined = urls.absolute(base or "", href)
        if not joined or ("?" not in joined and "#" not in joined):
            return joined
        keep = self.story_parameters if self.address(joined).is_story else None
        return urls.tidy(joined, keep if keep is None else keep | {"page"})

    @cached_property
    def with_any_rules(self) -> Self:
        """The site with the rules of any newsroom after its own: for stories that are read generically."""
        phrases = phrasebook(self.phrases.phrases, PHRASES.phrases)
        return replace(self, phrases=phrases, marks=merged(self.marks, MARKS))

    @cached_property
    def newsrooms(self) -> frozenset[str]:
        """The hosts that name stories, and so have lists of their own: all but the mirrors."""
        return self.hosts - frozenset(self.mirrors)

    def host_named(self, name: str) -> str | None:
        """The newsroom with this name: in short (the first label), in full, without its www, or as one of
        its mirrors. None if there is none."""
        full = {name, f"www.{name}", self.mirrors.get(name, name)}
        return next((host for host in self.newsrooms if host in full or host.split(".")[0] == name), None)

    def is_over(self, day: date | None, now: datetime) -> bool:
        """Whether the list of a day is final. It is not for one more day: stories arrive late."""
        return day is not None and day < now.astimezone(self.timezone).date() - timedelta(days=1)

    def without_suffix(self, title: str) -> str:
        """A headline without the site's name or page number at its end."""
        start = max(0, len(title) - LONGEST_SUFFIX)
        return (title[:start] + self.title_suffix.sub("", title[start:])).strip() or title
