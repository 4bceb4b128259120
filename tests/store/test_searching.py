"""Full-text search: stories are found by their words and filters."""

from __future__ import annotations

import asyncio
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import psycopg
import pytest
from psycopg import Connection
from psycopg.rows import TupleRow

from newsspider.items import Article, Block, BlockKind
from newsspider.store.crawl.store import Store
from newsspider.store.reports.search import (
    RANKED,
    NoWords,
    SearchResult,
    SearchTimeout,
    pieces,
    recent_sections,
    search,
    stands,
)
from newsspider.urls import host_of
from newsspider.visits import Fetch
from tests.conftest import a_database

NIGHT = datetime(2026, 11, 24, 17, 30, tzinfo=UTC)
"""Half past midnight of the 25th in Jakarta."""


def story(slug: str, headline: str, *lines: str, host: str = "www", **fields: Any) -> Article:
    url = f"https://{host}.tribunnews.com/news/2026/11/25/{slug}"
    return Article(
        outlet="tribun",
        layout="Desktop2024",
        url=url,
        headline=headline,
        blocks=tuple(Block(kind=BlockKind.PARAGRAPH, text=text) for text in lines or ("Isi berita.",)),
        fetch=Fetch(page=url, depth=0, status=200),
        **{"published_at": NIGHT, **fields},
    )


STORIES = (
    story(
        "beras",
        "Harga Beras Naik",
        "Para pedagang pasar menaikkan harga beras.",
        "Warga mengeluh.",
        section="Bisnis",
        authors=("Ika Wahyuni", "O'Neil \\ Banu"),
        tags=("Harga Beras", "it's \\ odd & 'x'"),
    ),
    story(
        "beras-lagi",
        "Pasar Sepi",
        "Naiknya biaya membuat beras mahal, harga cabai turun.",
        host="solo",
        section="Regional",
        published_at=NIGHT - timedelta(hours=1),
    ),
    story(
        "bola",
        "Mbappé Cetak Gol",
        "Penyerang Mbappé dan Dembele\u0301 berlari.",
        section="Sport",
        published_at=NIGHT - timedelta(days=40),
        lead="Laga malam berakhir meriah.",
    ),
    story("nama", "Berian Menang", "Petinju itu menang angka.", published_at=None),
    story(
        "jahat",
        "Judul <script>alert(1)</script> Merah",
        "Kata \x02merah\x03 <b onclick=x>tebal</b> & \x1b[31m.",
    ),
)


async def stored(conninfo: str, *stories: Article) -> None:
    store = Store(conninfo, batch_seconds=0.02)
    await store.open()
    try:
        await store.start_run("tribun", {}, "0")
        await store.make_due(
            {
                "outlet": "tribun",
                "url": one.url,
                "host": host_of(one.url),
                "found_how": "given",
                "kind": "story",
                "priority": 0,
            }
            for one in stories
        )
        await asyncio.gather(*(store.save(one.url, one, ()) for one in stories))
    finally:
        await store.close()


@pytest.fixture(scope="module")
def shared(server: str, migrated: str) -> Iterator[Connection[TupleRow]]:
    """A database with the stories above."""
    with a_database(server, like=migrated) as conninfo:
        asyncio.run(stored(conninfo, *STORIES))
        with psycopg.connect(conninfo, autocommit=True) as connection:
            yield connection


def slugs(answer: SearchResult) -> list[str]:
    return [found.url.rsplit("/", 1)[1] for found in answer.found]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("beras", ["beras", "beras-lagi"]),  # the headline weighs more
        ("pedagang menaikkan", ["beras"]),
        ("pedagangnya", ["beras"]),  # another form of the word
        ('"harga beras"', ["beras"]),  # in the other story they stand apart
        ("beras -pedagang", ["beras-lagi"]),
        ("cabai or mengeluh", ["beras", "beras-lagi"]),
        ("-beras -merah -angka", ["bola"]),
        ("mbappe", ["bola"]),
        ("MBAPPÉ", ["bola"]),
        ("dembele", ["bola"]),
        ("mbap*", ["bola"]),
        ("Dag*", ["beras"]),  # by its stem: pedagang is stored as dagang
        ("pedag*", []),
        ("beras -dag*", ["beras-lagi"]),
        ("cab* or mbap*", ["beras-lagi", "bola"]),
        ('"har* beras"', ["beras"]),
        ("har* har*", ["beras", "beras-lagi"]),
        ("b*", []),  # one letter is no beginning
        ("be*ras", []),
        ("x'y* ')::tsquery*", []),
        ("meriah", ["bola"]),  # in the lead
        ("Berian", ["nama"]),
        ("tak-ada-kata-ini", []),
        ("'; drop table article; --", []),
        ("host www.tribunnews.com", []),  # a filter's key is no word
        ("beras \x00 \ud800", ["beras", "beras-lagi"]),
    ],
)
def test_search_finds_words(shared: Connection[TupleRow], query: str, expected: list[str]) -> None:
    """Case O30: a star is a beginning of a word."""
    assert sorted(slugs(search(shared, query))) == sorted(expected)


def test_best_match_is_first(shared: Connection[TupleRow]) -> None:
    answer = search(shared, "harga beras")
    assert slugs(answer) == ["beras", "beras-lagi"]
    assert answer.found[0].rank > answer.found[1].rank
    assert (answer.matches, answer.more) == (2, False)
    second = search(shared, "harga beras", limit=1, offset=1)
    assert (slugs(second), second.matches) == (["beras-lagi"], 2)
    beyond = search(shared, "harga beras", offset=5)
    assert (beyond.found, beyond.matches) == ([], 2)


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"host": "solo.tribunnews.com"}, ["beras-lagi"]),
        ({"section": "bisnis"}, ["beras"]),
        ({"author": "wahyuni"}, ["beras"]),
        ({"author": "WAHYUNI  ika"}, ["beras"]),
        ({"author": "o'neil \\"}, ["beras"]),
        ({"author": "wahyu"}, []),
        ({"tag": "harga beras"}, ["beras"]),
        ({"tag": "it's \\ odd & 'x'"}, ["beras"]),
        ({"tag": "harga"}, []),
        ({"tag": ""}, []),
        ({"tag": "x" * 5000}, []),
        ({"outlet": "tribun"}, ["beras", "beras-lagi"]),
        ({"outlet": "kompas"}, []),
        ({"section": "bis\x00nis"}, []),
        ({"since": date(2026, 11, 25)}, ["beras"]),  # by Jakarta's clock: half past midnight
        ({"until": date(2026, 11, 24)}, ["beras-lagi"]),
        ({"since": date(2026, 11, 24), "until": date(2026, 11, 25)}, ["beras", "beras-lagi"]),
        ({"since": date(1, 1, 1), "until": date(9999, 12, 30)}, ["beras", "beras-lagi"]),
        ({"since": date(2026, 11, 26)}, []),
    ],
)
def test_search_filters(shared: Connection[TupleRow], filters: dict[str, Any], expected: list[str]) -> None:
    assert sorted(slugs(search(shared, "beras", **filters))) == expected


def test_hits_are_marked_without_markup(shared: Connection[TupleRow]) -> None:
    (found,) = search(shared, "merah").found
    assert [piece.text for piece in found.excerpt if piece.hit] == ["merah"]
    assert found.headline == "Judul <script>alert(1)</script> Merah"
    assert not {"\x02", "\x03"} & {*"".join(piece.text for piece in found.excerpt)}
    (bola,) = search(shared, "Mbappé").found
    assert "Mbappé" in [piece.text for piece in bola.excerpt if piece.hit]


def test_excerpt_is_cut_into_pieces() -> None:
    assert [(one.text, one.hit) for one in pieces("a \x02b\x03\x02c\x03 d")] == [
        ("a ", False),
        ("b", True),
        ("c", True),
        (" d", False),
    ]


@pytest.mark.parametrize("query", ["", " ", "!!! ...", '""', "-", "\x00", "🙂"])
def test_query_without_words_is_refused(shared: Connection[TupleRow], query: str) -> None:
    with pytest.raises(NoWords, match="expected words to look for, found none in"):
        search(shared, query)


def test_slow_search_is_given_up(shared: Connection[TupleRow]) -> None:
    with psycopg.connect(shared.info.dsn) as other:
        other.execute("lock table article_text in access exclusive mode")
        shared.execute("set statement_timeout = 50")
        try:
            with pytest.raises(SearchTimeout, match="in time"):
                search(shared, "beras")
        finally:
            shared.execute("set statement_timeout = 0")


def test_search_key_exists(shared: Connection[TupleRow]) -> None:
    assert stands(shared, "section", "SPORT")
    assert not stands(shared, "section", "Kuliner")
    assert recent_sections(shared) == ["Bisnis", "Regional", "Sport"]


async def test_search_follows_edits_renames_and_deletions(database: str) -> None:
    first = story("lama", "Jembatan Dibuka", "Warga menyeberang.")
    await stored(database, first)
    await stored(database, replace(first, headline="Jembatan Ditutup"))
    with psycopg.connect(database, autocommit=True) as connection:
        assert not search(connection, "dibuka").found
        assert slugs(search(connection, "ditutup")) == ["lama"]
        connection.execute("update article set gone_at = now()")
        assert search(connection, "ditutup").found[0].gone
        # As a story that has got a new address.
        connection.execute(
            "insert into page (outlet, url, host, kind, depth, found_how, outcome) values "
            "('tribun', 'https://solo.tribunnews.com/baru', 'solo.tribunnews.com', 'story', 0, 'given', 'article')"
        )
        connection.execute(
            "update article set url = page.url, page_id = page.id from page where page.url like '%baru'"
        )
        assert slugs(search(connection, "ditutup", host="solo.tribunnews.com")) == ["baru"]
        assert not search(connection, "ditutup", host="www.tribunnews.com").found
        connection.execute("delete from page where url like '%baru'")
        assert connection.execute("select count(*) from article_text").fetchone() == (0,)


def long_texts() -> Iterator[str]:
    """Bodies beyond what a tsvector can hold, if all of them went into it."""
    yield "kata " * 1_000_000
    yield "".join(f"k{number:x} " for number in range(400_000))
    yield "a" * 2_000_000
    letters = "".join(
        chr(code) for code in range(0x20000, 0x20000 + 40_000) if unicodedata.category(chr(code)) == "Lo"
    )
    yield " ".join(letters[at : at + 3] + "-" + letters[at + 1 : at + 4] for at in range(39_000)) * 3
    yield " ".join(f"http://a{number}.example/b{number}/c" for number in range(60_000))
    yield "".join(f"{chr(0x1E00 + number % 256)}{number:x}-" for number in range(200_000))


async def test_longest_bodies_are_stored(database: str) -> None:
    stories = [
        story(f"panjang-{at}", f"Ukuran {at}", text, tags=("t" * 3000,) * 3, authors=("a " * 3000,))
        for at, text in enumerate(long_texts())
    ]
    await stored(database, *stories)
    with psycopg.connect(database, autocommit=True) as connection:
        answer = search(connection, "ukuran")
        assert len(answer.found) == len(stories)
        assert search(connection, "kata").found[0].excerpt


async def test_common_word_ranks_the_newest(database: str) -> None:
    await stored(database, story("asal", "Kata Banjir"))
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute(
            """
            with made as (
                insert into page (outlet, url, host, kind, depth, found_how, outcome)
                select outlet, format('https://www.tribunnews.com/%s', number), host, kind, 0, 'given', outcome
                from page cross join generate_series(1, 1500) as number
                returning id, url
            )
            insert into article (
                page_id, outlet, url, layout, headline, body, blocks, summary, authors, editors, breadcrumb, tags,
                images, page_count, premium, provenance, content_hash, published_at
            )
            select
                made.id, outlet, made.url, layout, headline, body, blocks, summary, authors, editors, breadcrumb,
                tags, images, page_count, premium, provenance, content_hash,
                now() - row_number() over (order by made.id) * interval '2 hours'
            from article cross join made
            """
        )
        answer = search(connection, "banjir", limit=RANKED)
        assert (answer.matches, answer.more, len(answer.found)) == (RANKED, True, RANKED)
        times = [found.published_at for found in answer.found if found.published_at]
        assert times == sorted(times, reverse=True)  # all are as good as each other: the newer is first
        oldest = min(times).date()
        older = search(connection, "banjir", until=oldest - timedelta(days=1), limit=RANKED)
        assert not older.more
        assert 485 < older.matches <= 501
