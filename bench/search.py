"""What does it cost to find a word among a million stories, and to make a story found?

`python -m bench.search 1000000` fills an empty database with so many stories of 68 hosts and 200 days, in words
that are invented, with true Indonesian affixes, as often as words are (Zipf); and prints medians.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from random import Random
from statistics import median

import psycopg

from newsspider.outlets.tribun import TRIBUN
from newsspider.store.database import open_database
from newsspider.store.looking import looking
from newsspider.store.migrate import migrate

HOSTS = sorted(TRIBUN.newsrooms)
DAYS, WORDS = 200, 250
SECTIONS = ("Regional", "Nasional", "Bisnis", "Sport", "Seleb", "Techno")
PREFIXES = ("", "", "", "", "me", "di", "ber", "pe", "ter", "ke", "se")
SUFFIXES = ("", "", "", "", "kan", "i", "an", "nya", "lah")
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
    page_count, premium, provenance, content_hash, stored_at, changed_at, published_at, section
) from stdin
"""
INDEX = "article_text_by_word"


class Vocabulary:
    """Invented words, the first the most frequent."""

    def __init__(self, stems: int = 6_000) -> None:
        rng = Random(1)
        self.words = list(dict.fromkeys(form for _ in range(stems) for form in _forms(rng)))
        rng.shuffle(self.words)
        self.weights = list(accumulate(1 / (rank + 2.7) for rank in range(len(self.words))))

    def text(self, rng: Random, words: int) -> list[str]:
        return rng.choices(self.words, cum_weights=self.weights, k=words)


def _forms(rng: Random) -> Iterator[str]:
    """A stem of two or three syllables, in three of its forms."""
    stem = "".join(rng.choice("bcdgjklmnprst") + rng.choice("aiueo") for _ in range(rng.randint(2, 3)))
    for _ in range(3):
        yield rng.choice(PREFIXES) + stem + rng.choice(SUFFIXES)


def fill(conninfo: str, vocabulary: Vocabulary, stories: int) -> None:
    """So many stories; the index of words is made when they are there, or it would take an hour."""
    with psycopg.connect(conninfo, autocommit=True) as connection:
        (made,) = connection.execute("select pg_get_indexdef(%s::regclass)", (INDEX,)).fetchone() or ("",)
        connection.execute(f"drop index {INDEX}".encode())
        values = {"first": 0, "last": stories - 1, "hosts": HOSTS, "width": len(HOSTS)}
        pages = connection.execute(PAGES.encode(), values).fetchall()
        with connection.cursor().copy(ARTICLES.encode()) as copy:
            for row in _rows(vocabulary, pages):
                copy.write_row(row)
        connection.execute("set maintenance_work_mem = '1GB'")
        connection.execute(made.encode())
        connection.execute("vacuum analyze article, article_text")


def _rows(vocabulary: Vocabulary, pages: list[tuple[object, ...]]) -> Iterator[tuple[object, ...]]:
    """Oldest first, as a crawl stores them."""
    now, rng = datetime.now(UTC), Random(2)
    for number, (page, url) in enumerate(pages):
        at = now - timedelta(days=DAYS * (1 - number / len(pages)))
        headline, body = vocabulary.text(rng, 9), vocabulary.text(rng, WORDS)
        yield (
            page, "tribun", url, "D", " ".join(headline), " ".join(body), "[]", [], [f"Penulis {number % 977}"],
            [], [], [headline[0]], "[]", 1, False, "{}", b"", at, at, at, rng.choice(SECTIONS),
        )  # fmt: skip


if __name__ == "__main__":
    fill(sys.argv[2], Vocabulary(), int(sys.argv[1]))
