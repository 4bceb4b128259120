"""Breakages of a night, each noticed in the same run with the right verdict, reason and exit code.

docs/breakages.md has the table of what was seen.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import psycopg
import pytest

from newsspider.replica.newsroom import Newsroom
from newsspider.replica.page import Site
from newsspider.replica.story import Story
from newsspider.replica.troubles import Kind, Troubles
from tests.breakages.conftest import tonight
from tests.breakages.spoilt import Spoilt, emptied, exchanged, redesigned, refused, swapped, with_banner
from tests.running.nights import crawled, last_run, this_hour

SLOW = """
create function slow() returns trigger language plpgsql as $$ begin perform pg_sleep(5); return null; end $$;
create trigger slow before insert on article for each statement execute function slow()
"""


STAFF = ("Rina Kartika", "Dodi Prasetyo", "Maya Lestari", "Surya Nugroho")
EDITED = f"update article set editors = array[(array{list(STAFF)})[1 + page_id % 4]]"
"""The nights before, a small staff of editors edited all."""


class Exchanged(Newsroom):
    """A newsroom whose template has author and editor in each other's place."""

    def story_at(self, serial: int) -> Story:
        return exchanged(super().story_at(serial), STAFF[serial % 4])


@dataclass(frozen=True, kw_only=True)
class Breakage:
    """What is broken, and the reason that the run must give; `verdict` and exit code go together. Before
    `from_hour` a night in good order is hardly different."""

    name: str
    site: Callable[[], Site] = tonight
    reason: str
    verdict: str = "degraded"
    arguments: tuple[str, ...] = ()
    sql: str = ""
    from_hour: int = 0


def spoilt(**how: Any) -> Callable[[], Site]:
    return lambda: Spoilt(tonight(), **how)


def troubled(kind: Kind, share: float) -> Callable[[], Site]:
    return lambda: Troubles(tonight(), share=share, kinds=(kind,), recover_after=99)


NO_DATE = (
    r'"(?:date|upload)\w*" ?: ?"[^"]*",?|<time.*?</time>|<span[^>]*class="[^"]*time[^>]*>.*?</span>'
    r"|'\w*date\w*' ?: ?'[^']*',?|\w+, \d{1,2} \w+ \d{4},? \d\d[:.]\d\d(?: WIB)?|<meta[^>]*(?:date|time)[^>]*>"
)
NO_ENTRY = r"<li class=\"(?:ptb15|p1520).*?</li>|<url>.*?</url>|<h3.*?</h3>"
BREAKAGES = (
    Breakage(
        name="a redesign of three sections",
        reason="stories were read generically",
        site=spoilt(story=redesigned("news", "sport", "internasional")),
    ),
    Breakage(
        name="the headline is the site's slogan",
        reason="distinct/headline: ",
        site=spoilt(story=swapped(r'(id="arttitle">)[^<]*', r"\1Berita Terkini dan Terpercaya Hari Ini")),
    ),
    Breakage(
        name="only the first paragraph is in the story's place",
        reason="words: ",
        site=spoilt(story=swapped(r"(txt-article[^>]*>.{0,4000}?</p>).*?(</div>)", r"\1\2")),
    ),
    Breakage(name="dates are gone", reason="fill/published_at: ", site=spoilt(story=swapped(NO_DATE, ""))),
    Breakage(
        name="author and editor in each other's place",
        reason="roles/editors_as_authors: ",
        sql=EDITED,
        site=lambda: tonight(Exchanged),
    ),
    Breakage(
        name="no more boxes 'Baca juga'",
        reason="cuts/baca_juga: ",
        site=spoilt(story=swapped(r"<p[^>]*>(?:<[^>]*>)*(?i:baca)[^<]*:.*?</p>", "")),
    ),
    Breakage(
        name="a new banner in every story",
        reason="a new line stands in ",
        site=spoilt(story=with_banner("Unduh aplikasi kami dan dapatkan kabar tercepat setiap pagi")),
    ),
    Breakage(
        name="the index is empty",
        reason="lists/empty/index: ",
        site=spoilt(listed=emptied()),
        from_hour=9,
    ),
    Breakage(name="30 % are refused", reason="status/403: ", site=spoilt(story=refused(0.3))),
    Breakage(name="half asks for patience", reason="status/429: ", site=troubled(Kind.THROTTLED, 0.5)),
    Breakage(name="a third fails", reason="status/5xx: ", site=troubled(Kind.BROKEN, 0.33)),
    Breakage(name="the database is slow", reason="store/seconds: ", sql=SLOW),
    Breakage(
        name="the browser is gone",
        reason="expected a browser",
        arguments=("-a", "render=auto", "-s", "PLAYWRIGHT_CDP_URL=http://127.0.0.1:1"),
    ),
    Breakage(
        name="every list is empty",
        reason="none names a story",
        verdict="failed",
        site=spoilt(listed=swapped(NO_ENTRY, "")),
    ),
    Breakage(
        name="every story is refused",
        reason="not one story could be read",
        verdict="failed",
        site=spoilt(story=refused(1.1)),
    ),
    Breakage(name="an empty night", reason="stories: ", site=lambda: tonight(nights=1)),
)


def crawl(site: Site, database: str, *arguments: str) -> tuple[dict[str, Any], int, str]:
    """A night's crawl: its row, its exit code and what it logged."""
    done = crawled(site, database, *arguments)
    return last_run(database), done.returncode, done.stderr


def test_a_night_in_good_order_is_ok(night: str) -> None:
    run, code, _ = crawl(tonight(), night)
    assert (run["verdict"], run["reasons"], code) == ("ok", [], 0)


@pytest.mark.parametrize("broken", BREAKAGES, ids=lambda broken: broken.name.replace(" ", "_"))
def test_what_breaks_is_noticed_in_the_same_run(night: str, broken: Breakage) -> None:
    if this_hour().hour < broken.from_hour:
        pytest.skip(f"the day's index pages are empty in good order before {broken.from_hour} o'clock")
    if broken.sql:
        with psycopg.connect(night) as connection:
            connection.execute(broken.sql.encode())
    run, code, log = crawl(broken.site(), night, *broken.arguments)
    print(f"{broken.name} | {run['verdict']} | {code} | {'; '.join(run['reasons'])[:300]}")
    assert (run["verdict"], code) == (broken.verdict, {"degraded": 3, "failed": 1}[broken.verdict]), log[
        -1500:
    ]
    assert [reason for reason in run["reasons"] if broken.reason in reason], run["reasons"]
