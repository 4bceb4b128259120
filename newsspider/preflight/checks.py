"""Checks of answers: robots.txt, a list, a story, a second page. Each is a function of the answer alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from newsspider.downloader.robotsparser import RobotsTxtParser
from newsspider.durations import spoken
from newsspider.items import Article, LinkKind, Listing, Rejection
from newsspider.outlets.outlet import NoLayout, Outlet
from newsspider.outlets.pages.notices import AccessWall
from newsspider.outlets.pages.skeleton import skeleton_of
from newsspider.preflight.report import Answer, Check, CheckName, Level, Trouble
from newsspider.timelimit import TooSlow, call_with_time_limit
from newsspider.urls import host_of
from newsspider.visits import ReadingKind, Source
from pipelines.cleaning import clean
from pipelines.judging import judge

OLD_HOURS = 36
"""Age of the newest story of a list that is called old; a small newsroom rests on a Sunday."""
SLOW_SECONDS = 10.0
"""Time to the first byte that is called slow."""
FORM_SECONDS = 2.0
"""Time limit for the form of an unknown page; a page of 400 KB takes 0.1."""
FIELDS = {
    "lead": ("lead",),
    "author or editor": ("authors", "editors"),
    "section": ("section",),
    "tags": ("tags",),
    "picture": ("images",),
}
"""Fields that most stories have, with the attributes that hold them."""
_STATUSES = {401: Trouble.REFUSED, 403: Trouble.REFUSED, 451: Trouble.REFUSED, 429: Trouble.THROTTLED}
_REASONS = {
    "RobotsDisallowed": Trouble.ROBOTS_FORBIDS,
    "RobotsUnreachable": Trouble.ROBOTS_UNREACHABLE,
    "HostPaused": Trouble.THROTTLED,
    "ForeignHost": Trouble.ELSEWHERE,
    "LeadsElsewhere": Trouble.ELSEWHERE,
    "PlainHttp": Trouble.ELSEWHERE,
    "TooManyRedirects": Trouble.ELSEWHERE,
    "RedirectLoop": Trouble.ELSEWHERE,
}
_WRAPPED = re.compile(r"\[?<twisted\.python\.failure\.Failure [\w.]{1,100}: ([^<>]{1,300})>\]?")
BLOCKED = frozenset({Trouble.REFUSED, Trouble.WALL, Trouble.SILENT, Trouble.SERVER, Trouble.THROTTLED})
"""Troubles of the host rather than of the page."""


@dataclass(frozen=True, kw_only=True, slots=True)
class AskedHost:
    """What an answer is judged by: the outlet, the host that was asked, and the time."""

    outlet: Outlet
    host: str
    now: datetime


def robots_check(answer: Answer, asked: AskedHost, lists: Sequence[str]) -> tuple[Check, Listing | None]:
    """The check of robots.txt by the lists that a crawl asks for, and the sitemaps that it names."""
    check = _check(CheckName.ROBOTS, answer)
    if not answer.status:
        return _unanswered(check, answer), None
    if answer.status in (401, 403, 451):
        found = f"refused ({answer.status}); that allows everything (RFC 9309)"
        return replace(check, level=Level.WARN, found=found, trouble=Trouble.REFUSED), None
    if answer.status != 200:
        return replace(check, found=f"none ({answer.status}): everything is allowed"), None
    if answer.wall or b"<html" in answer.body[:1000].lower():
        found = answer.wall or "an HTML page; that is no rule, and allows everything"
        trouble = Trouble.WALL if answer.wall else Trouble.MISSING
        return replace(check, level=Level.WARN, found=found, trouble=trouble), None
    named = asked.outlet.read(answer.body, answer.url, True, answer.content_type)
    return _rules(check, answer, lists), named if isinstance(named, Listing) else None


def _rules(check: Check, answer: Answer, lists: Sequence[str]) -> Check:
    try:
        rules = RobotsTxtParser(answer.body, None)
        allowed = [url for url in lists if rules.allowed(url, rules.token)]
    except TooSlow as error:
        return replace(check, level=Level.FAIL, found=str(error), trouble=Trouble.ROBOTS_UNREACHABLE)
    delay = f"; Crawl-delay {rules.stated_delay:g} s" if rules.stated_delay else ""
    if len(allowed) == len(lists):
        return replace(check, found=f"allows the lists{delay}")
    level = Level.WARN if allowed else Level.FAIL
    found = f"allows {len(allowed)} of {len(lists)} lists{delay}"
    return replace(check, level=level, found=found, trouble=Trouble.ROBOTS_FORBIDS)


def list_check(name: CheckName, answer: Answer, asked: AskedHost) -> tuple[Check, Listing | None]:
    """The check of a list: how many stories of the host it names, and how new they are."""
    check = _check(name, answer)
    if (failed := _not_read(check, answer, asked)) is not None:
        missing = failed.trouble in (Trouble.MISSING, Trouble.ROBOTS_FORBIDS)
        return replace(failed, level=Level.WARN) if missing else failed, None
    read = asked.outlet.read(answer.body, answer.final_url or answer.url, True, answer.content_type)
    if not isinstance(read, Listing):
        return _unread(check, read, Trouble.NO_LIST), None
    further = sum(link.kind is LinkKind.PAGINATION for link in read.links)
    if read.source is Source.SITEMAP_INDEX and further:
        return _slow(replace(check, found=_number(further, "sitemap"))), read
    times = [link.published_at or link.modified_at for link in stories_of(read, asked)]
    if not times:
        found = f"{read.layout}: names no story of this host"
        return replace(check, level=Level.WARN, found=found, trouble=Trouble.EMPTY_LIST), read
    return _slow(_aged(replace(check, found=_number(len(times), "story")), times, asked.now)), read


def stories_of(listing: Listing, asked: AskedHost) -> list[Any]:
    """The links of a list to stories of the host that was asked."""
    addresses = ((link, asked.outlet.address(link.url)) for link in listing.links)
    return [link for link, address in addresses if address.is_story and address.host == asked.host]


def _aged(check: Check, times: Iterable[datetime | None], now: datetime) -> Check:
    known = [time for time in times if time is not None]
    if not known:
        return replace(check, found=f"{check.found}, age not stated")
    age = now - max(known)
    found = f"{check.found}, the newest {spoken(age)} old"
    if age.total_seconds() > OLD_HOURS * 3600:
        return replace(check, level=Level.WARN, found=found, trouble=Trouble.OLD_LIST)
    return replace(check, found=found)


def story_check(
    answer: Answer, asked: AskedHost, name: CheckName = CheckName.STORY
) -> tuple[Check, Article | None]:
    """The check of a story: its layout, and the fields that it lacks."""
    check = _check(name, answer)
    if (failed := _not_read(check, answer, asked)) is not None:
        return failed, None
    read = asked.outlet.read(answer.body, answer.final_url or answer.url, False, answer.content_type)
    read = judge(clean(read, asked.outlet), asked.now) if isinstance(read, Article) else read
    if not isinstance(read, Article):
        return _unread(check, read, Trouble.NO_STORY), None
    found = _slow(_fields(check, read, asked.now))
    if read.reading is ReadingKind.GENERIC:
        words, form = f"no layout; {found.found}", _selectors(answer.body)
        found = replace(found, level=Level.FAIL, found=words, trouble=Trouble.NO_LAYOUT, lines=form)
    return found, read


def _fields(check: Check, article: Article, now: datetime) -> Check:
    words = sum(len(block.text.split()) for block in article.blocks)
    time = article.published_at
    age = f", {spoken(now - time)} old" if time else ", no publication time"
    found = f"{article.layout}: {words:,} words{age}"
    lacking = [name for name, fields in FIELDS.items() if not any(getattr(article, each) for each in fields)]
    if lacking:
        found = f"{found}; lacks {', '.join(lacking)}"
    if time is None:
        return replace(check, level=Level.FAIL, found=found, trouble=Trouble.NO_TIME)
    if lacking:
        return replace(check, level=Level.WARN, found=found, trouble=Trouble.FIELDS)
    return replace(check, found=found)


def second_page_check(answer: Answer, asked: AskedHost, first: Article | Listing) -> Check:
    """The check of the second page of a story, or of an index: that it goes on from the first."""
    if isinstance(first, Listing):
        check, listing = list_check(CheckName.SECOND_PAGE, answer, asked)
        if listing is None or not listing.repeats(first.fingerprint):
            return replace(check, found=f"of the index: {check.found}")
        found = "of the index: the same stories as its first page"
        return replace(check, level=Level.WARN, found=found, trouble=Trouble.EMPTY_LIST)
    check, article = story_check(answer, asked, CheckName.SECOND_PAGE)
    if article is None:
        return replace(check, found=f"of a story: {check.found}")
    words = sum(len(block.text.split()) for block in article.blocks)
    if article.text == first.text:
        found = "of a story: the same text as its first page"
        return replace(check, level=Level.WARN, found=found, trouble=Trouble.NO_STORY)
    found = f"of a story of {first.page_count}: {article.layout}, {words:,} words"
    return replace(check, level=Level.OK, found=found, trouble=None)


def with_lines(check: Check, lines: tuple[str, ...]) -> Check:
    """The check of a story with its suspect lines."""
    if not lines:
        return check
    level = Level.WARN if check.level is Level.OK else check.level
    found = f"{check.found}; {_number(len(lines), 'line')} that no rule cuts"
    trouble, shown = check.trouble or Trouble.LINES, (*check.lines, *lines)
    return replace(check, level=level, found=found, trouble=trouble, lines=shown)


def _check(name: CheckName, answer: Answer) -> Check:
    return Check(
        name=name,
        url=answer.url,
        level=Level.OK,
        found="",
        status=answer.status,
        network=answer.network,
        seconds=answer.seconds,
    )


def _not_read(check: Check, answer: Answer, asked: AskedHost) -> Check | None:
    """The check of an answer that holds no page to be read; None for one that does."""
    if not answer.status:
        return _unanswered(check, answer)
    led_to = host_of(answer.final_url or answer.url)
    if asked.outlet.address(answer.final_url or answer.url).host != asked.host:
        found = f"leads to {led_to}"
        return replace(check, level=Level.FAIL, found=found, trouble=Trouble.ELSEWHERE)
    if answer.status == 200:
        return None
    trouble = _STATUSES.get(answer.status, Trouble.SERVER if answer.status >= 500 else Trouble.MISSING)
    found = f"HTTP status {answer.status}" + (f": {answer.wall}" if answer.wall else "")
    if answer.wall and trouble is not Trouble.THROTTLED:
        trouble = Trouble.WALL
    return replace(check, level=Level.FAIL, found=found, trouble=trouble)


def _unanswered(check: Check, answer: Answer) -> Check:
    """The check of a request without a response."""
    trouble = _REASONS.get(answer.reason, Trouble.SILENT)
    found = _in_short(answer.detail) or answer.reason
    if trouble is Trouble.ROBOTS_FORBIDS:
        found = "robots.txt forbids it"
    elif trouble is Trouble.ROBOTS_UNREACHABLE:
        found = f"cannot be had: {found}"
    return replace(check, level=Level.FAIL, found=found, trouble=trouble)


def _unread(check: Check, read: Article | Listing | Rejection, trouble: Trouble) -> Check:
    """The check of a page that is not what was asked for."""
    if not isinstance(read, Rejection):
        found = f"{type(read).__name__.lower()} ({read.layout}) instead"
        return replace(check, level=Level.FAIL, found=found, trouble=trouble)
    if read.reason == AccessWall.__name__:
        trouble = Trouble.WALL
    elif read.reason == NoLayout.__name__ and trouble is Trouble.NO_STORY:
        check, trouble = replace(check, lines=_selectors(read.body)), Trouble.NO_LAYOUT
    return replace(check, level=Level.FAIL, found=f"{read.reason}: {_in_short(read.detail)}", trouble=trouble)


def _selectors(body: bytes) -> tuple[str, ...]:
    """CSS of headline, text and time of a page of unknown form, as far as they show."""
    try:
        form = call_with_time_limit(FORM_SECONDS, lambda: skeleton_of(body))
    except TooSlow:
        return ()
    found = {"headline": form.headline, "text": form.text, "time": form.time} if form else {}
    return tuple(f"{name:<8} {css}" for name, css in found.items() if css)


def _in_short(detail: str) -> str:
    """What was found, of a sentence that also says what was expected; without Twisted's wrapping."""
    _, _, found = detail.partition(", found ")
    return _WRAPPED.sub(r"\1", found or detail)


def _slow(check: Check) -> Check:
    if check.seconds is None or check.seconds < SLOW_SECONDS:
        return check
    level = Level.WARN if check.level is Level.OK else check.level
    found = f"{check.found}; slow: {check.seconds:.0f} s"
    return replace(check, level=level, found=found, trouble=check.trouble or Trouble.SLOW)


def _number(number: int, thing: str) -> str:
    many = f"{thing.removesuffix('y')}ies" if thing.endswith("y") else f"{thing}s"
    return f"{number:,} {thing if number == 1 else many}"
