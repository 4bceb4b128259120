"""Clusters of copies: sketches, comparison and joining, in the transaction that stores the stories."""

from __future__ import annotations

import asyncio
import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import pytest

from newsspider.items import Article, Block, BlockKind, Removed
from newsspider.store.crawl import clusters
from newsspider.store.crawl.clusters import joins
from newsspider.store.crawl.store import Store
from newsspider.store.crawl.summaries import sketch_for
from newsspider.store.reports.search import search
from tests.store.test_store import address, article, one, opened, rows, save

MORNING = datetime(2026, 7, 24, 1, tzinfo=UTC)
SYLLABLES = "ba ce di fo gu ha ji ko lu ma ne pi ro su ta we yo".split()


def text(seed: int, words: int = 160) -> str:
    """A text of invented words that no other seed gives."""
    chance = random.Random(seed)
    vocabulary = ["".join(chance.choices(SYLLABLES, k=3)) for _ in range(400)]
    return " ".join(chance.choices(vocabulary, k=words)).capitalize() + "."


def story(number: object, body: str, at: datetime = MORNING, **changes: Any) -> Article:
    blocks = (Block(kind=BlockKind.PARAGRAPH, text=body),)
    return article(number, blocks=blocks, published_at=at, **changes)


def hours(number: float) -> datetime:
    return MORNING + timedelta(hours=number)


def originals(store: Store) -> dict[str, str]:
    """The last word of each story's address, and that of its original."""
    found = rows(
        store,
        "select article.url, original.url as original from story_copy "
        "inner join article using (page_id) inner join article as original on original.page_id = original_id",
    )
    return {row["url"].rpartition("-")[2]: row["original"].rpartition("-")[2] for row in found}


def bands(store: Store) -> int:
    return int(one(store, "select count(*) as rows from story_band")["rows"])


async def test_first_published_story_is_the_original(database: str) -> None:
    async with opened(database) as store:
        await save(store, story("late", text(1), hours(5)), story("other", text(2)))
        await save(store, story("first", text(1), hours(0)))
        await save(store, story("between", text(1), hours(2)))
        assert originals(store) == {"late": "first", "other": "other", "first": "first", "between": "first"}


async def test_copies_of_one_batch_meet(database: str) -> None:
    async with opened(database) as store:
        await save(store, *(story(number, text(1), hours(number)) for number in range(4)))
        assert set(originals(store).values()) == {"0"}


async def test_copies_of_two_writers_meet(database: str) -> None:
    """They are stored at the same time, neither sees the other's rows."""
    async with opened(database) as store, opened(database) as other:
        await store.make_due([])
        for place in range(12):
            await asyncio.gather(
                save(store, story(f"{place}x", text(place))),
                save(other, story(f"{place}y", text(place), hours(1))),
            )
        assert originals(store) == {f"{place}{name}": f"{place}x" for place in range(12) for name in "xy"}


async def test_stories_a_month_apart_are_no_copies(database: str) -> None:
    async with opened(database) as store:
        await save(store, story("old", text(1)), story("new", text(1), MORNING + timedelta(days=31)))
        assert originals(store) == {"old": "old", "new": "new"}
        await save(store, story("near", text(1), MORNING + timedelta(days=30)))
        assert originals(store) == {"old": "old", "near": "old", "new": "old"}


async def test_changed_text_leaves_its_cluster(database: str) -> None:
    async with opened(database) as store:
        await save(store, story("a", text(1)), story("b", text(1), hours(1)))
        before = bands(store)
        await save(store, story("b", text(1) + " " + text(2, 400), hours(1)))
        assert originals(store) == {"a": "a", "b": "a"}, "it has more, and all of the original"
        await save(store, story("b", text(3, 600), hours(1)))
        assert originals(store) == {"a": "a", "b": "b"}
        assert bands(store) == before


async def test_changed_original_leaves_its_copies_together(database: str) -> None:
    async with opened(database) as store:
        await save(store, *(story(name, text(1), hours(place)) for place, name in enumerate("abc")))
        await save(store, story("a", text(9), hours(0)))
        assert originals(store) == {"a": "a", "b": "b", "c": "b"}


async def test_bands_go_and_move_with_the_story(database: str) -> None:
    async with opened(database) as store:
        await save(store, story("a", text(1)), story("b", text(1), hours(1)))
        with psycopg.connect(database) as connection:
            connection.execute("delete from page where url = %s", (address("a"),))
        assert originals(store) == {"b": "b"}
        assert bands(store) == len(set(one(store, "select bands from story_cluster")["bands"]))
        with psycopg.connect(database) as connection:
            connection.execute("update story_cluster set at = at + interval '3 days'")
        assert one(store, "select min(day)::text as day from story_band")["day"] == "2026-07-27"
        assert one(store, "select count(*) as rows from story_band")["rows"] == bands(store)


async def test_unchanged_story_is_not_compared_again(database: str) -> None:
    async with opened(database) as store:
        await save(store, story("a", text(1)))
        before = one(store, "select xmin::text, cluster from story_cluster")
        await save(store, story("a", text(1)))
        assert one(store, "select xmin::text, cluster from story_cluster") == before


async def test_short_story_has_no_copies(database: str) -> None:
    async with opened(database) as store:
        await save(store, story("a", text(1, 49)), story("b", text(1, 49)))
        assert originals(store) == {"a": "a", "b": "b"}
        assert bands(store) == 0


async def test_story_without_a_sketch_is_an_original(database: str) -> None:
    """As after the migration of a database that has stories."""
    async with opened(database) as store:
        await save(store, story("a", text(1)))
        with psycopg.connect(database) as connection:
            connection.execute("delete from story_cluster")
        assert originals(store) == {"a": "a"}
        assert bands(store) == 0


async def test_older_stories_get_their_sketches(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each as it had when it was stored, in steps; the stories of another step are compared too."""
    note = Removed(rule="republication", text="Artikel ini telah tayang di Kompas.com dengan judul Kopi")
    kept = "select page_id, at, bands, similarity, credits from story_cluster order by page_id"
    async with opened(database) as store:
        copy = replace(story("b", text(1), hours(1)), removed=(note,), source="Xinhua", signature="(AFP)")
        await save(store, story("a", text(1)), copy, story("c", text(2)), story("d", text(3, 20)))
        before = rows(store, kept)
        with psycopg.connect(database) as connection:
            connection.execute("delete from story_cluster")
        monkeypatch.setattr(clusters, "SKETCHED_AT_ONCE", 3)
        assert [await clusters.sketch_older(store.pool) for _ in range(3)] == [3, 1, 0]
        assert rows(store, kept) == before
        assert originals(store) == {"a": "a", "b": "a", "c": "c", "d": "d"}


async def test_a_story_that_is_being_written_is_sketched_later(database: str) -> None:
    async with opened(database) as store:
        await save(store, story("a", text(1)), story("b", text(1), hours(1)))
        with psycopg.connect(database) as connection:
            connection.execute("delete from story_cluster")
            connection.commit()
            connection.execute("select from article where url = %s for update", (address("a"),))
            assert await clusters.sketch_older(store.pool) == 1
            connection.rollback()
        await sketch_for(store.pool, 0.0)
        assert originals(store) == {"a": "a", "b": "a"}


async def test_syndication_counts_copies_and_credits(database: str) -> None:
    note = Removed(rule="republication", text="Artikel ini telah tayang di Kompas.com dengan judul Kopi")
    async with opened(database) as store:
        await save(store, *(story(f"{n}-a", text(n)) for n in range(3)))
        copies = [story(f"{n}-b", text(n), hours(n + 1), outlet="kompas") for n in range(3)]
        await save(store, replace(copies[0], removed=(note,)), *copies[1:])
        with psycopg.connect(database) as connection:
            connection.execute("update page set outlet = 'kompas' where url like '%-b'")
        row = one(store, "select * from ops.syndication")
        kept = one(store, "select credits from ops.copies where credits <> '[]'")["credits"]
    counts = [row[name] for name in ("outlet", "from_outlet", "copies", "credited", "median_minutes")]
    assert counts == ["kompas", "tribun", 3, 1, 120.0]
    assert str(row["month"]) == "2026-07-01"
    assert row["similarity"] == pytest.approx(1.0)
    assert kept == [["republished", "Kompas.com", note.text]]


async def test_search_can_leave_out_copies(database: str) -> None:
    async with opened(database) as store:
        await save(store, *(story(name, f"kopi {text(1)}", hours(place)) for place, name in enumerate("abc")))
        await save(store, story("d", f"kopi {text(2)}"))
    with psycopg.connect(database) as connection:
        found = [search(connection, "kopi", originals=originals).found for originals in (False, True)]
    names = [sorted(each.url.rpartition("-")[2] for each in answer) for answer in found]
    assert names == [["a", "b", "c", "d"], ["a", "d"]]


def test_joined_clusters_go_into_the_first() -> None:
    assert joins([(5, 4), (9, 8), (4, 9), (7, 6)]) == {5: 4, 9: 4, 8: 4, 7: 6}
    assert joins([(3, 3)]) == {}
