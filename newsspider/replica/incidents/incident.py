"""What an incident is: a fault of whole hosts for one night, and the truth of how a crawl should take it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from newsspider.replica.addresses import story_name
from newsspider.replica.hosts import Host
from newsspider.replica.page import HTML, Page

if TYPE_CHECKING:
    from newsspider.replica.newsroom import Newsroom

_SITEMAP = re.compile(r"/(?:[a-z-]+/)?sitemap[a-z_-]*\.xml")


class Part(StrEnum):
    """A part of a host, by the form of an address."""

    ROBOTS = "robots"
    SITEMAPS = "sitemaps"
    FRONTS = "fronts"
    STORIES = "stories"


LISTS = frozenset({Part.SITEMAPS, Part.FRONTS})
PAGES = frozenset({*LISTS, Part.STORIES})
HOST = frozenset(Part)
ROBOTS, SITEMAPS, FRONTS, STORIES = (frozenset({part}) for part in Part)


class Notice(StrEnum):
    """How the run of that night should end. `ALARM`: not ok, with a reason that names the host. `NONE`: ok,
    for all can be read. `EITHER`: whichever is true of it; nothing is lost by it or stored wrong."""

    ALARM = "alarm"
    NONE = "none"
    EITHER = "either"


class Visit(NamedTuple):
    """A request to a host with an incident. `number` counts the host's requests of that night from 0."""

    newsroom: Newsroom
    host: Host
    domain: str
    target: str
    number: int = 0

    def page(self) -> Page:
        """What the newsroom answers on a good night."""
        return self.newsroom.page(self.domain, self.target)

    def newest(self, place: int = 0) -> int:
        """The serial number of a story of this host: the newest listed one, or the one so many before it."""
        serials = self.newsroom.chronicle.newest(self.host, None, place + 1)
        return serials[min(place, len(serials) - 1)]


Answer = Callable[[Visit], Page]


@dataclass(frozen=True, kw_only=True, slots=True)
class Incident:
    """One kind of bad night: `answer` stands in place of the pages of these `parts` of a host.

    `share` of the stories are hit, drawn by address. With `misleads` nobody can know from a first visit that
    a page is wrong: stories of that night may be stored as it had them, until the next good visits.
    """

    name: str
    parts: frozenset[Part]
    answer: Answer
    notice: Notice = Notice.ALARM
    misleads: bool = False
    share: float = 1.0


def group(
    parts: frozenset[Part],
    answers: Mapping[str, Answer],
    notice: Notice = Notice.ALARM,
    *,
    misleads: bool = False,
    share: float = 1.0,
) -> tuple[Incident, ...]:
    """Incidents of the same parts and the same truth, by name."""
    return tuple(
        Incident(name=name, parts=parts, answer=answer, notice=notice, misleads=misleads, share=share)
        for name, answer in answers.items()
    )


def part_of(domain: str, path: str) -> Part:
    if path == "/robots.txt":
        return Part.ROBOTS
    if story_name(domain, path) is not None:
        return Part.STORIES
    return Part.SITEMAPS if _SITEMAP.fullmatch(path) else Part.FRONTS


def changed(page: Page, **fields: Any) -> Page:
    """The page with other contents, and so without the ETag and the date of the true one."""
    return replace(page, version=None, modified=None, lasting=False, **fields)


def answer_page(body: bytes | str, **fields: Any) -> Page:
    """A page that the incident makes up."""
    return Page(body=body.encode() if isinstance(body, str) else body, lasting=False, **fields)


def fixed(body: bytes | str, content_type: str = HTML) -> Answer:
    """The same page, whatever is asked for."""
    page = answer_page(body, content_type=content_type)
    return lambda _: page


def edited(edit: Callable[[bytes], bytes], **fields: Any) -> Answer:
    """The true page, with its bytes edited."""
    return lambda visit: changed(visit.page(), body=edit(visit.page().body), **fields)
