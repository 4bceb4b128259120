"""Report of a preflight: the checks of each host, how each came out, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum


class Level(StrEnum):
    """How a check came out. A `FAIL` costs a crawl stories, a `WARN` some fields or one list."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


class CheckName(StrEnum):
    """What is asked for, in this order."""

    ROBOTS = "robots.txt"
    SITEMAP = "sitemap"
    INDEX = "index"
    FRONT = "front"
    FEED = "feed"
    STORY = "story"
    SECOND_PAGE = "page 2"
    STORIES = "stories"


class Trouble(StrEnum):
    """What is wrong; each has its remedy (`remedies.py`)."""

    REFUSED = "refused"
    WALL = "wall"
    SILENT = "silent"
    THROTTLED = "throttled"
    SERVER = "server"
    MISSING = "missing"
    ELSEWHERE = "elsewhere"
    SLOW = "slow"
    ROBOTS_FORBIDS = "robots_forbids"
    ROBOTS_UNREACHABLE = "robots_unreachable"
    NO_LIST = "no_list"
    EMPTY_LIST = "empty_list"
    OLD_LIST = "old_list"
    NO_STORIES = "no_stories"
    NO_LAYOUT = "no_layout"
    NO_STORY = "no_story"
    NO_TIME = "no_time"
    FIELDS = "fields"
    LINES = "lines"


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """The answer to a request.

    `status` is 0 without a response; then `reason` and `detail` say why. `network` is the content network
    that answered, `wall` the wall that it put in place of the page, `seconds` the time to the first byte.
    """

    url: str
    final_url: str = ""
    status: int = 0
    body: bytes = field(default=b"", repr=False)
    content_type: str = ""
    network: str = ""
    wall: str | None = None
    seconds: float | None = None
    reason: str = ""
    detail: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Check:
    """One row: what was asked for, the HTTP status (0: none came), and what was found, in words.

    `lines` say more: lines of a story that look like boilerplate and that no rule cuts, or the selectors of a
    page of unknown form.
    """

    name: CheckName
    url: str
    level: Level
    found: str
    status: int = 0
    trouble: Trouble | None = None
    network: str = ""
    seconds: float | None = None
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class HostReport:
    """The checks of a host, the number of requests that they took, and their time in seconds."""

    host: str
    checks: tuple[Check, ...]
    requests: int
    seconds: float

    @property
    def level(self) -> Level:
        """The worst level of its checks."""
        return worst(check.level for check in self.checks)

    @property
    def networks(self) -> list[str]:
        """The content networks that answered, each once."""
        return list(dict.fromkeys(check.network for check in self.checks if check.network))


def worst(levels: Iterable[Level]) -> Level:
    """The worst of these levels; OK of none."""
    order = list(Level)
    return max(levels, key=order.index, default=Level.OK)
