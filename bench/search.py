"""Benchmark of the full-text search, and of indexing stories for it.

`python -m bench.search 1000000` fills an empty database with so many stories of 68 hosts and 200 days. Their
invented words have true Indonesian affixes and follow Zipf's law. It prints medians.
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
from typing import Any

import psycopg
from psycopg import Connection
from psycopg.rows import TupleRow

from bench.drift import HOSTS, PAGES
from newsspider.store.database import open_database
from newsspider.store.migrate import migrate
from newsspider.store.reports.search import search

DAYS, WORDS = 200, 250
SECTIONS = ("Regional", "Nasional", "Bisnis", "Sport", "Seleb", "Techno")
PREFIXES = ("", "", "", "", "me", "di", "ber", "pe", "ter", "ke", "se")
SUFFIXES = ("", "", "", "", "kan", "i", "an", "nya", "lah")
ARTICLES = """
copy article (
    page_id, outlet, url, layout, headline, body, blocks, summary, authors, editors, breadcrumb, tags, images,
    page_count, premium, provenance, content_hash, stored_at, changed_at, published_at, section
) from stdin
"""
INDEX = "article_text_by_word"
SIZES = """
select
    pg_size_pretty(pg_table_size('article')), pg_size_pretty(pg_table_size('article_text')),
    pg_size_pretty(pg_table_size('article_text_by_word'))
"""
RARE = "kuntilapati"
ROUNDS, STORED = 15, 2_000


class Vocabulary:
    """Invented words, the most frequent first."""

    def __init__(self, stems: int = 6_000) -> None:
        rng = Random(1)
        self.words = list(dict.fromkeys(form for _ in range(stems) for form in _forms(rng)))
        rng.shuffle(self.words)
        self.weights = list(accumulate(1 / (rank + 2.7) for rank in range(len(self.words))))

    def text(self, rng: Random, words: int) -> list[str]:
        return rng.choices(self.words, cum_weights=self.weights, k=words)


def _forms(rng: Random) -> Iterator[str]:
    """Three forms of a stem of two or three syllables."""
    stem = "".join(rng.choice("bcdgjklmnprst") + rng.choice("aiueo") for _ in range(rng.randint(2, 3)))
    for _ in range(3):
        yield rng.choice(PREFIXES) + stem + rng.choice(SUFFIXES)


def fill(connection: Connection[TupleRow], vocabulary: Vocabulary, stories: int) -> None:
    """Add so many stories, then create the text index: with the index first it would take an hour."""
    (definition,) = connection.execute("select pg_get_indexdef(%s::regclass)", (INDEX,)).fetchone() or ("",)
    connection.execute(f"drop index {INDEX}".encode())
    add(connection, vocabulary, 0, stories)
    connection.execute("set maintenance_work_mem = '1GB'")
    connection.execute(definition.encode())
    connection.execute("vacuum analyze article, article_text")


def add(connection: Connection[TupleRow], vocabulary: Vocabulary, first: int, stories: int) -> float:
    """Add stories, the oldest first. Returns the milliseconds per story."""
    values = {"first": first, "last": first + stories - 1, "hosts": HOSTS, "width": len(HOSTS)}
    pages = connection.execute(PAGES.encode(), values).fetchall()
    rows = list(_rows(vocabulary, pages)) if stories <= STORED else _rows(vocabulary, pages)
    started = time.perf_counter()
    with connection.cursor().copy(ARTICLES.encode()) as copy:
        for row in rows:
            copy.write_row(row)
    return 1000 * (time.perf_counter() - started) / stories


def _rows(vocabulary: Vocabulary, pages: list[TupleRow]) -> Iterator[tuple[object, ...]]:
    now, rng = datetime.now(UTC), Random(2)
    for number, (page, url) in enumerate(pages):
        at = now - timedelta(days=DAYS * (1 - number / len(pages)))
        headline, body = vocabulary.text(rng, 9), " ".join(vocabulary.text(rng, WORDS))
        body += f" {RARE}" if number % 50_000 == 7 else ""
        yield (
            *(page, "tribun", url, "D", " ".join(headline), body, "[]", [], [f"Penulis {number % 977}"]),
            *([], [], [headline[0]], "[]", 1, False, "{}", b"", at, at, at, rng.choice(SECTIONS)),
        )


def queries(words: list[str]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Search queries, by name; `words` has the most frequent first."""
    two_months_ago = (datetime.now(UTC) - timedelta(days=60)).date()
    yield "a word of every story", words[0], {}
    yield "of every third", words[70], {}
    yield "of one in a hundred", words[2_860], {}
    yield "of one in 500", words[-1], {}
    yield "of one in 50,000", RARE, {}
    yield "of none", "xyzzyx", {}
    yield "two words of every third", f"{words[70]} {words[71]}", {}
    yield "two that seldom meet", f"{words[-1]} {words[-2]}", {}
    yield "either of two", f"{words[70]} or {RARE}", {}
    yield "one of every third without another", f"{words[70]} -{words[71]}", {}
    yield "a phrase of words of every story", f'"{words[0]} {words[1]}"', {}
    yield "a phrase of words of every third", f'"{words[70]} {words[71]}"', {}
    yield "a phrase of such words that no story has", f'"{words[70]} {words[71]} {words[72]}"', {}
    yield "of every third, one host", words[70], {"host": HOSTS[3]}
    yield "of every third, one author", words[70], {"author": "penulis 7"}
    yield "of every third, one section and tag", words[70], {"section": "Sport", "tag": words[40]}
    yield "of every third, until two months ago", words[70], {"until": two_months_ago}
    yield "of every third, one day", words[70], {"since": two_months_ago, "until": two_months_ago}
    yield "of every third, the 49th page", words[70], {"offset": 960}


def measure(connection: Connection[TupleRow], words: list[str]) -> None:
    """Print a line for each query."""
    for name, query, filters in queries(words):
        answer, taken = search(connection, query, **filters), []
        for _ in range(ROUNDS):
            started = time.perf_counter()
            search(connection, query, **filters)
            taken.append(1000 * (time.perf_counter() - started))
        matches = f"more than {answer.matches:,}" if answer.more else f"{answer.matches:,}"
        print(f"| {name} | {matches} | {median(taken):.0f} | {max(taken):.0f} |", flush=True)


def main() -> None:
    stories = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    vocabulary = Vocabulary()
    with tempfile.TemporaryDirectory(prefix="newsspider-", dir="/tmp") as folder:
        Path(folder).chmod(0o711)
        with open_database("", Path(folder)) as conninfo:
            migrate(conninfo)
            with psycopg.connect(conninfo, autocommit=True) as connection:
                fill(connection, vocabulary, stories)
                sizes = connection.execute(SIZES.encode()).fetchone() or ()
                print(
                    f"{stories:,} stories: article {sizes[0]}, article_text {sizes[1]}, its index {sizes[2]}"
                )
                print("\n| query | matches | median ms | most ms |\n|---|---|---|---|")
                measure(connection, vocabulary.words)
                indexed = add(connection, vocabulary, stories, STORED)
                connection.execute("alter table article disable trigger article_keeps_text")
                plain = add(connection, vocabulary, stories + STORED, STORED)
                print(f"\nto store a story: {plain:.2f} ms, to index it: {indexed - plain:.2f} ms more")


if __name__ == "__main__":
    main()
