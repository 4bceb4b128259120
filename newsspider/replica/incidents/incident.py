"""Incident: the answers of a host during one night, and the verdict expected of a crawl."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, NamedTuple

from newsspider.replica.addresses import story_name
from newsspider.replica.hosts import Host
from newsspider.replica.newsroom import Newsroom
from newsspider.replica.page import HTML, Page

_SITEMAP = re.compile(r"/(?:[a-z-]+/)?sitemap[a-z_-]*\.xml")


class Part(StrEnum):
    """A part of a host, by the form of its addresses."""

    ROBOTS = "robots"
    SITEMAPS = "sitemaps"
    FRONTS = "fronts"
    STORIES = "stories"


LISTS = frozenset({Part.SITEMAPS, Part.FRONTS})
PAGES = frozenset({*LISTS, Part.STORIES})
HOST = frozenset(Part)
ROBOTS, SITEMAPS, FRONTS, STORIES = (frozenset({part}) for part in Part)


class ExpectedVerdict(StrEnum):
    """The verdict expected of that night's run. `NOT_OK`: with a reason that names the host. `OK`: everything
    can be read. `EITHER`: both are right, as long as nothing is lost or stored wrong."""

    NOT_OK = "not_ok"
    OK = "ok"
    EITHER = "either"


class IncidentRequest(NamedTuple):
    """A request to a host with an incident. `number` counts the host's requests of that night from 0."""

    newsroom: Newsroom
    host: Host
    domain: str
    target: str
    number: int = 0

    def page(self) -> Page:
        """The newsroom's page on a good night."""
        return self.newsroom.page(self.domain, self.target)

    def newest(self, place: int = 0) -> int:
        """The serial number of this host's newest listed story, or of the one `place` before it."""
        serials = self.newsroom.chronicle.newest(self.host, None, place + 1)
        return serials[min(place, len(serials) - 1)]


Responder = Callable[[IncidentRequest], Page]


@dataclass(frozen=True, kw_only=True, slots=True)
class Incident:
    """One kind of bad night: `answer` replaces the pages of these `parts` of a host.

    `share` of the stories are hit, chosen by address. With `misleads`, a first fetch cannot tell that a page
    is wrong: stories of that night may be stored wrong until the next good fetches.
    """

    name: str
    parts: frozenset[Part]
    answer: Responder
    expected: ExpectedVerdict = ExpectedVerdict.NOT_OK
    misleads: bool = False
    share: float = 1.0


def group(
    parts: frozenset[Part],
    answers: Mapping[str, Responder],
    expected: ExpectedVerdict = ExpectedVerdict.NOT_OK,
    *,
    misleads: bool = False,
    share: float = 1.0,
) -> tuple[Incident, ...]:
    """Incidents with the same parts and expected verdict, by name."""
    return tuple(
        Incident(name=name, parts=parts, answer=answer, expected=expected, misleads=misleads, share=share)
        for name, answer in answers.items()
    )


def part_of(domain: str, path: str) -> Part:
    if path == "/robots.txt":
        return Part.ROBOTS
    if story_name(domain, path) is not None:
        return Part.STORIES
    return Part.SITEMAPS if _SITEMAP.fullmatch(path) else Part.FRONTS


def changed(page: Page, **fields: Any) -> Page:
    """The page with other content, without the ETag and date of the true one."""
    return replace(page, version=None, modified=None, cacheable=False, **fields)


def answer_page(body: bytes | str, **fields: Any) -> Page:
    """A page invented by the incident."""
    return Page(body=body.encode() if isinstance(body, str) else body, cacheable=False, **fields)


def fixed(body: bytes | str, content_type: str = HTML) -> Responder:
    """The same page for every request."""
    page = answer_page(body, content_type=content_type)
    return lambda _: page


def edited(edit: Callable[[bytes], bytes], **fields: Any) -> Responder:
    """The true page with its bytes edited."""
    return lambda request: changed(request.page(), body=edit(request.page().body), **fields)
