"""Incidents with hosts that refuse, stay silent or redirect elsewhere, and with a changed robots.txt."""

from __future__ import annotations

import re

from newsspider.replica.faults import Fault
from newsspider.replica.incidents.incident import (
    FRONTS,
    HOST,
    PAGES,
    ROBOTS,
    STORIES,
    ExpectedVerdict,
    IncidentRequest,
    Responder,
    answer_page,
    changed,
    fixed,
    group,
)
from newsspider.replica.incidents.notices import MAINTENANCE, bare
from newsspider.replica.page import TEXT, Page

_WEEK = 604_800
_STALL = 20.0
"""Seconds of silence; longer than the timeout of a test's crawl."""
_PORTAL = "https://masuk.hotspot.example/portal"


def _status(status: int, retry_after: int | None = None) -> Responder:
    body = f"<html><head><title>{status}</title></head><body><h1>{status}</h1></body></html>"
    page = answer_page(body, status=status, retry_after=retry_after)
    return lambda _: page


def _silence(seconds: float) -> Responder:
    page = answer_page(b"", fault=Fault.HUNG_UP, fault_after=seconds)
    return lambda _: page


def _first_only(request: IncidentRequest) -> Page:
    """The first requested story answers 503 with a Retry-After of a week, the others are fine."""
    return _status(503, _WEEK)(request) if request.number == 0 else request.page()


def _redirect(location: str, status: int = 302) -> Responder:
    """A redirect of every request; the location may contain {path} and {domain}."""

    def answer(request: IncidentRequest) -> Page:
        where = location.format(path=request.target, domain=request.domain)
        return answer_page(b"", status=status, location=where)

    return answer


def _redirect_loop(request: IncidentRequest) -> Page:
    path, _, query = request.target.partition("?")
    turn = re.search(r"(?:^|&)n=(\d{1,9})", query)
    where = f"https://{request.domain}{path}?n={int(turn[1]) + 1 if turn else 1}"
    return answer_page(b"", status=302, location=where)


def _huge(request: IncidentRequest) -> Page:
    """12 MB of comments below the true rules."""
    return answer_page(request.page().body + b"# arsip arsip arsip arsip\n" * 480_000, content_type=TEXT)


def _other_sitemap(request: IncidentRequest) -> Page:
    """The true robots.txt also names a sitemap at an address of unknown form."""
    path = f"/peta/berita-{request.host.name}.php"
    if request.target == "/robots.txt":
        line = f"Sitemap: https://{request.host.domain}{path}\n"
        return answer_page(request.page().body + line.encode(), content_type=TEXT)
    if request.target == path:
        section = request.host.sections[0][0]
        name = "sitemap_web.xml" if request.host.regional else "sitemap-web.xml"
        return changed(request.newsroom.page(request.host.domain, f"/{section}/{name}"))
    return request.page()


_DIGITS = "".join(f"Disallow: /*/{n}\nDisallow: /{n}\n" for n in range(1, 10))
_ROBOTS_INCIDENTS = (
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
            "robots_loop": _redirect_loop,
            "robots_403": _status(403),
            "robots_noise": fixed(bytes(range(256)) * 12, TEXT),
        },
        ExpectedVerdict.EITHER,
    ),
    *group(
        ROBOTS,
        {
            "robots_404": _status(404),
            "robots_newlines": fixed("\n" * 60_000, TEXT),
        },
        ExpectedVerdict.OK,
    ),
    *group(ROBOTS | FRONTS, {"robots_other_sitemap": _other_sitemap}, ExpectedVerdict.OK),
)

INCIDENTS = (
    *_ROBOTS_INCIDENTS,
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
            "stories_loop": _redirect_loop,
            "stories_to_metadata": _redirect("http://169.254.169.254/latest/meta-data/"),
        },
    ),
    *group(STORIES, {f"stories_{status}": _status(status) for status in (403, 404, 410, 500)}, share=0.9),
)
