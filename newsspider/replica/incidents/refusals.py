"""Hosts that refuse, fall silent, or send everybody elsewhere; and robots.txt of one night."""

from __future__ import annotations

import re

from newsspider.replica.faults import Fault
from newsspider.replica.incidents.incident import (
    FRONTS,
    HOST,
    PAGES,
    ROBOTS,
    STORIES,
    Answer,
    Notice,
    Visit,
    answer_page,
    changed,
    fixed,
    group,
)
from newsspider.replica.incidents.notices import MAINTENANCE, bare
from newsspider.replica.page import TEXT, Page

_WEEK = 604_800
_STALL = 20.0
"""Seconds of silence; longer than the crawl of a test waits for an answer."""
_PORTAL = "https://masuk.hotspot.example/portal"


def _status(status: int, retry_after: int | None = None) -> Answer:
    body = f"<html><head><title>{status}</title></head><body><h1>{status}</h1></body></html>"
    page = answer_page(body, status=status, retry_after=retry_after)
    return lambda _: page


def _silence(seconds: float) -> Answer:
    page = answer_page(b"", fault=Fault.HUNG_UP, fault_after=seconds)
    return lambda _: page


def _first_only(visit: Visit) -> Page:
    """The first story that is asked for answers 503 and names a week, the others are well."""
    return _status(503, _WEEK)(visit) if visit.number == 0 else visit.page()


def _redirect(location: str, status: int = 302) -> Answer:
    """To one place, whatever was asked for; `{}` is the path that was asked for."""

    def answer(visit: Visit) -> Page:
        where = location.format(path=visit.target, domain=visit.domain)
        return answer_page(b"", status=status, location=where)

    return answer


def _turning(visit: Visit) -> Page:
    path, _, query = visit.target.partition("?")
    turn = re.search(r"(?:^|&)n=(\d{1,9})", query)
    where = f"https://{visit.domain}{path}?n={int(turn[1]) + 1 if turn else 1}"
    return answer_page(b"", status=302, location=where)


def _huge(visit: Visit) -> Page:
    """12 MB of comments below the true rules."""
    return answer_page(visit.page().body + b"# arsip arsip arsip arsip\n" * 480_000, content_type=TEXT)


def _other_sitemap(visit: Visit) -> Page:
    """The true robots.txt also names a sitemap at an address of no known form."""
    path = f"/peta/berita-{visit.host.name}.php"
    if visit.target == "/robots.txt":
        line = f"Sitemap: https://{visit.host.domain}{path}\n"
        return answer_page(visit.page().body + line.encode(), content_type=TEXT)
    if visit.target == path:
        section = visit.host.sections[0][0]
        name = "sitemap_web.xml" if visit.host.regional else "sitemap-web.xml"
        return changed(visit.newsroom.page(visit.host.domain, f"/{section}/{name}"))
    return visit.page()


_DIGITS = "".join(f"Disallow: /*/{n}\nDisallow: /{n}\n" for n in range(1, 10))
_ROBOTS_NIGHTS = (
    *group(
        ROBOTS,
        {
            "robots_500": _status(500),
            "robots_503": _status(503, _WEEK),
            "robots_silent": _silence(_STALL),
            "robots_closed": _silence(0.0),
            "robots_closes_all": fixed("User-agent: *\nDisallow: /\n", TEXT),
            "robots_closes_us": fixed("User-agent: newsspider/0.1.0\nDisallow: /\n\nUser-agent: *\n", TEXT),
            "robots_closes_stories": fixed(f"User-agent: *\n{_DIGITS}", TEXT),
        },
    ),
    *group(
        ROBOTS,
        {
            "robots_huge": _huge,
            "robots_notice": bare(MAINTENANCE),
            "robots_redirect_foreign": _redirect(_PORTAL),
            "robots_loop": _turning,
            "robots_403": _status(403),
            "robots_noise": fixed(bytes(range(256)) * 12, TEXT),
        },
        Notice.EITHER,
    ),
    *group(
        ROBOTS,
        {
            "robots_404": _status(404),
            "robots_newlines": fixed("\n" * 60_000, TEXT),
        },
        Notice.NONE,
    ),
    *group(ROBOTS | FRONTS, {"robots_other_sitemap": _other_sitemap}, Notice.NONE),
)

INCIDENTS = (
    *_ROBOTS_NIGHTS,
    *group(
        HOST,
        {
            "host_closed": _silence(0.0),
            "host_silent": _silence(_STALL),
            **{f"host_{status}": _status(status) for status in (403, 404, 500, 502)},
            "host_429": _status(429, 3600),
            "host_503_for_a_week": _status(503, _WEEK),
            "captive_portal": _redirect(_PORTAL),
            "all_to_www": _redirect("https://www.tribunnews.com/", 301),
        },
    ),
    *group(
        PAGES,
        {
            "pages_silent": _silence(_STALL),
            **{f"pages_{status}": _status(status) for status in (401, 403, 410, 451, 500, 503)},
            "pages_to_a_stranger": _redirect("https://tribun-maluku.com{path}", 301),
            "pages_to_plain_http": _redirect("http://{domain}{path}", 301),
            "pages_to_themselves": _redirect("https://{domain}{path}"),
        },
    ),
    *group(
        STORIES,
        {
            "story_503_for_a_week": _first_only,
            "stories_to_the_front": _redirect("https://{domain}/", 301),
            "stories_loop": _turning,
            "stories_to_metadata": _redirect("http://169.254.169.254/latest/meta-data/"),
        },
    ),
    *group(STORIES, {f"stories_{status}": _status(status) for status in (403, 404, 410, 500)}, share=0.9),
)
