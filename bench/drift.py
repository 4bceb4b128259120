"""Benchmark of the drift reports: suspect lines, dead rules and page forms.

`python -m bench.drift 50000 1000000` fills an empty database with so many stories of 68 hosts: 3,000 of one
run tonight, 50,000 of the last three days, the others older. It prints the time of each query.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import psycopg

from newsspider.outlets.tribun import TRIBUN
from newsspider.store.database import open_database
from newsspider.store.migrate import migrate
from newsspider.store.pool import connected
from newsspider.store.reports.drift import dead_rules, new_banners, skeletons, suspects
from newsspider.store.reports.readonly import looking

HOSTS = sorted(TRIBUN.newsrooms)
TONIGHT, RECENT, OLD_DAYS = 3_000, 50_000, 200
BANNER = "Ikuti saluran kabar hangat Nusantara lewat aplikasi warna ungu"
ROUNDS = 5
PAGES = """
insert into page (outlet, url, host, kind, depth, found_how, outcome)
select 'tribun', format('https://%%s/news/%%s/kisah', host, number), host, 'story', 0, 'index', 'article'
from generate_series(%(first)s::bigint, %(last)s::bigint) as number
cross join lateral (select (%(hosts)s::text[])[1 + number %% %(width)s] as host) as of_host
order by number
returning id, url
"""
ARTICLES = """
copy article (
    page_id, outlet, url, layout, headline, body, blocks, summary, authors, editors, breadcrumb, tags, images,
    page_count, premium, provenance, content_hash, stored_at, changed_at, published_at, stored_by, section
) from stdin
"""
CUTS = """
insert into removed (page_id, position, rule, text)
select page_id, position, format('rule_%s', position), 'baris'
from article cross join generate_series(1, 8) as position
where not exists (select from removed where removed.page_id = article.page_id)
"""
RUN = "insert into run (spider, version) values ('tribun', '0') returning id"


class Words:
    """Stories of invented words; all paragraphs have different beginnings and ends."""

    def __init__(self) -> None:
        rng = Random(1)
        letters = "aiueonrtksmpdgbl"
        self.words = ["".join(rng.choices(letters, k=rng.randint(3, 10))) for _ in range(8_000)]
        self.middles = [
            " ".join(rng.choices(self.words, k=rng.choice((18, 25, 35, 45)))) for _ in range(20_000)
        ]

    def story(self, number: int) -> tuple[str, str]:
        """Headline and body of a story; the newest hundred have the banner."""
        rng = Random(number)
        lines = [
            f"{_spelled(number * 31 + place)} {rng.choice(self.middles)} {_spelled(number * 37 + place)}."
            for place in range(rng.randint(12, 22))
        ]
        if number < 100:
            lines.insert(2, BANNER)
        return " ".join(rng.choices(self.words, k=8)), "\n".join(lines)


def _spelled(number: int) -> str:
    return "".join(chr(97 + int(digit)) for digit in str(number))[::-1]


def fill(conninfo: str, words: Words, first: int, last: int) -> int:
    """Add the stories from `first` to before `last`; number 0 is the newest. Returns tonight's run."""
    with psycopg.connect(conninfo) as connection:
        (run,) = connection.execute(RUN.encode()).fetchone() or (0,)
        # The full text is not needed here, and would take an hour.
        connection.execute("alter table article disable trigger article_keeps_text")
        values = {"first": first, "last": last - 1, "hosts": HOSTS, "width": len(HOSTS)}
        pages = connection.execute(PAGES.encode(), values).fetchall()
        with connection.cursor().copy(ARTICLES.encode()) as copy:
            for row in _rows(words, pages, first, run):
                copy.write_row(row)
        connection.execute(CUTS.encode())
    with psycopg.connect(conninfo, autocommit=True) as connection:
        connection.execute("vacuum analyze article, removed")
    return int(run)


def _rows(
    words: Words, pages: list[tuple[object, ...]], first: int, run: int
) -> Iterator[tuple[object, ...]]:
    now = datetime.now(UTC)
    for number, (page, url) in enumerate(pages, start=first):
        old = max(0, number - RECENT)
        at = now - timedelta(days=3 * min(number, RECENT) / RECENT + OLD_DAYS * old / 1_000_000)
        headline, body = words.story(number)
        authors = [_spelled(number % 977)]
        yield (
            *(page, "tribun", url, "D", headline, body, "[]", [], authors, authors, [], [], "[]", 1, False),
            *("{}", b"", at, at, at, run if number < TONIGHT else None, "News"),
        )


def timed(work: Callable[[], object]) -> str:
    """The least and most milliseconds of several calls."""
    taken = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        work()
        taken.append(1000 * (time.perf_counter() - started))
    return f"{min(taken):,.0f} to {max(taken):,.0f}"


async def time_of_run(conninfo: str, run: int) -> str:
    """The time of the verdict's query."""
    taken = []
    async with connected(conninfo) as pool:
        for _ in range(ROUNDS):
            started = time.perf_counter()
            found = await new_banners(pool, run)
            taken.append(1000 * (time.perf_counter() - started))
            assert found == []  # the banner is in less than a fifth of the stories
    return f"{min(taken):,.0f} to {max(taken):,.0f}"


def main() -> None:
    sizes = [int(text) for text in sys.argv[1:]] or [50_000]
    print("| stories | suspects, ms | dead rules, ms | forms, ms | a run of 3,000, ms |")
    print("|---|---|---|---|---|")
    words, filled, tonight = Words(), 0, 0
    with tempfile.TemporaryDirectory(prefix="newsspider-", dir="/tmp") as folder:
        Path(folder).chmod(0o711)
        with open_database("", Path(folder)) as conninfo:
            migrate(conninfo)
            for size in sorted(sizes):
                run = fill(conninfo, words, filled, size)
                tonight = tonight or run
                filled = size
                with looking(conninfo, 60) as connection:
                    found = suspects(connection, 3)
                    assert [one.text for one in found] == [BANNER], found
                    times = [
                        timed(lambda: suspects(connection, 3)),
                        timed(lambda: dead_rules(connection)),
                        timed(lambda: skeletons(connection, 3)),
                    ]
                print(
                    f"| {size:,} | {' | '.join([*times, asyncio.run(time_of_run(conninfo, tonight))])} |",
                    flush=True,
                )


if __name__ == "__main__":
    main()
