"""Database as after years of crawling, with millions of invented stories, for benchmarks.

`fill(conninfo, Size())` fills a migrated, empty database with a million stories of 2.5 KB and twenty million
links, by month. Words consist of syllables and follow Zipf's law, so text indexes have a realistic cost. To
save space `blocks` is empty, the full text has the first 800 characters of each story, and the 20,000 texts
repeat.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from random import Random

import psycopg

from newsspider.outlets.tribun import TRIBUN
from newsspider.store.queries import query

HOSTS = sorted(TRIBUN.newsrooms)
SQL = Path(__file__).with_name("filling.sql")
STEP = 50_000
"""Stories per transaction."""
WORDS, SENTENCES, SAMPLES = 6_000, 20_000, 20_000
SYLLABLES = (
    "ba be bi bu ca da de di du ga gu ha ja ju ka ke ki ku la le li lu ma me mi mu na ne ni nu nga nya pa pe "
    "pi pu ra re ri ru sa se si su ta te ti tu wa ya"
).split()
ENDINGS = ("", "", "", "n", "ng", "k", "s", "t", "r", "m", "kan", "nya", "an")


@dataclass(frozen=True, kw_only=True, slots=True)
class Size:
    """Numbers of rows; `waiting` pages are due or will be, `rejected` pages were no story."""

    stories: int = 1_000_000
    links: int = 20_000_000
    runs: int = 400
    waiting: int = 100_000
    rejected: int = 50_000

    @property
    def values(self) -> dict[str, object]:
        """The parameters of all statements."""
        return {
            "stories": self.stories,
            "links": max(1, self.links // self.stories),
            "runs": self.runs,
            "waiting": self.waiting,
            "rejected": self.rejected,
            "hosts": HOSTS,
            "width": len(HOSTS),
            "sentences": SENTENCES,
            "samples": SAMPLES,
        }


def words(rng: Random) -> list[str]:
    """Invented words, the most frequent first; frequent words are short."""
    made: dict[str, None] = {}
    while len(made) < WORDS:
        syllables = rng.choices((1, 2, 3, 4), weights=(1, 10, 8, 3))[0]
        made["".join(rng.choices(SYLLABLES, k=syllables)) + rng.choice(ENDINGS)] = None
    return sorted(made, key=lambda word: len(word) + rng.random() * 8)


def sentences(rng: Random) -> Iterator[str]:
    """Sentences of such words, of about 135 letters."""
    vocabulary = words(rng)
    weights = list(accumulate(1 / (rank + 2) for rank in range(WORDS)))
    for _ in range(SENTENCES):
        sentence = " ".join(rng.choices(vocabulary, cum_weights=weights, k=rng.randint(15, 27)))
        yield sentence[0].upper() + sentence[1:] + "."


def fill(conninfo: str, size: Size | None = None) -> None:
    """Fill an empty database as a superuser; triggers and foreign keys are disabled meanwhile."""
    size = size or Size()
    statements = _statements()
    with _connection(conninfo) as connection:
        for (statement,) in connection.execute(statements["months"].encode(), size.values).fetchall():
            connection.execute(statement.encode())
        connection.execute(b"create unlogged table sentence (id integer primary key, text text not null)")
        with connection.cursor().copy(b"copy sentence from stdin") as copy:
            for number, sentence in enumerate(sentences(Random(1))):
                copy.write_row((number, sentence))
        connection.execute(b"analyze sentence")
        for name in ("runs", "pages", "bare", "texts"):
            _execute(connection, name, statements[name], size.values)
    for name in ("articles", "documents", "links", "removed"):
        _in_steps(conninfo, name, statements[name], size)
    with _connection(conninfo) as connection:
        for name in ("indexes", "rest"):
            _execute(connection, name, statements[name], size.values)
        for name in ("page", "article", "link", "removed", "article_text", "story_cluster", ""):
            _execute(connection, f"vacuum {name}", f"vacuum (analyze) {name}", {})
        days = connection.execute(b"select distinct day from tally where what = 'story'").fetchall()
        _execute(connection, "accounts", query("save_completeness"), {"days": [day for (day,) in days]})
        connection.execute(b"drop table sentence, sample")
        _execute(connection, "checkpoint", "checkpoint", {})


def _statements() -> dict[str, str]:
    """The statements of filling.sql by the name of their section."""
    sections = SQL.read_text("utf-8").split("-- Section: ")[1:]
    return {name.strip("."): text for name, _, text in (section.partition("\n") for section in sections)}


def _in_steps(conninfo: str, name: str, statement: str, size: Size) -> None:
    """Execute a statement in steps, on two connections for two cores."""

    def step(first: int) -> None:
        with _connection(conninfo) as connection:
            last = min(size.stories, first + STEP - 1)
            connection.execute(statement.encode(), {**size.values, "first": first, "last": last})

    started = time.monotonic()
    with ThreadPoolExecutor(2) as threads:
        list(threads.map(step, range(1, size.stories + 1, STEP)))
    _log_time(name, started)


def _execute(connection: psycopg.Connection, name: str, statements: str, values: dict[str, object]) -> None:
    started = time.monotonic()
    for statement in filter(str.strip, statements.split(";\n")):
        connection.execute(statement.encode(), values)
    _log_time(name, started)


def _log_time(name: str, started: float) -> None:
    print(f"{name}: {time.monotonic() - started:.0f} s", file=sys.stderr, flush=True)


@contextmanager
def _connection(conninfo: str) -> Iterator[psycopg.Connection]:
    with psycopg.connect(conninfo, autocommit=True) as connection:
        connection.execute(b"set session_replication_role = replica")
        connection.execute(b"set synchronous_commit = off")
        connection.execute(b"set maintenance_work_mem = '1GB'")
        connection.execute(b"set work_mem = '128MB'")
        yield connection
