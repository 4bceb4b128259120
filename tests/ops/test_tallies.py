"""Tallies equal a new count, whatever became of the stories, and block nobody."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime

import psycopg
import pytest

from newsspider.items import Block, BlockKind, Removed
from newsspider.store.crawl.fetches import Fetches, bucket_of
from newsspider.store.crawl.store import Store
from newsspider.store.crawl.summaries import summarise
from tests.databases.tallying import counted_anew, tallies
from tests.running.nights import hours_pass, rows
from tests.store.test_store import address, article, opened, rejection, save


async def test_tallies_are_exact_over_edits_moves_gone_stories_and_rejections(database: str) -> None:
    async with opened(database) as store:
        first = [article(number, section="Nasional", authors=("Sari",)) for number in range(12)]
        await save(store, *first, rejection(address("x")), rejection(address("y"), status=500))
        edited = [
            replace(first[0], section="Daerah", authors=()),
            replace(first[1], published_at=None),
            replace(first[2], published_at=datetime(2026, 7, 25, 20, tzinfo=UTC), layout="Amp", lead="Awal"),
        ]
        await save(store, *edited, first[3])
        moved = replace(first[4], url=address("baru"))
        gone = rejection(first[5].url or "", status=410)
        await save(store, moved, gone, article("x", section=None), rejection(address("y"), status=404))
        hours_pass(database, 24)
        await save(store, gone)
        before = tallies(database)
        assert store.run is not None
        await summarise(store.pool, store.run)
        assert tallies(database) == before, "folding changes no sum"
        assert not rows(database, "select from tally where writer <> 0 limit 1")
        days = rows(database, "select * from ops.days")
    assert counted_anew(database) == before
    total = {
        key: sum(row[key] for row in days) for key in ("stored", "published", "edited", "gone", "rejected")
    }
    # A story that has only moved, or whose page has lost its time, is no edit.
    assert total == {"stored": 13, "published": 13, "edited": 2, "gone": 1, "rejected": 2}


async def test_two_processes_count_the_same_things_and_wait_for_nobody(database: str) -> None:
    """A batch that is not committed yet holds up neither another one nor who folds."""
    async with opened(database) as store:
        await save(store, article(1), article(2))
        slow = await psycopg.AsyncConnection.connect(database)
        await slow.execute(
            "update article set headline = 'x', content_hash = 'x', section = 'S' where url = %s",
            [address(1)],
        )
        async with asyncio.timeout(5):
            await save(store, article(3), article(4))
            assert store.run is not None
            await summarise(store.pool, store.run)
        assert rows(database, "select sum(stored)::integer as stored from ops.section_days") == [
            {"stored": 4}
        ]
        await slow.commit()
        await slow.close()
        assert tallies(database) == counted_anew(database)


async def test_what_a_killed_connection_had_counted_is_gone_with_its_stories(database: str) -> None:
    async with opened(database) as store:
        await save(store, article(1))
    before = tallies(database)
    killed = psycopg.connect(database)
    killed.execute("update article set gone_at = now(), section = 'S'")
    with psycopg.connect(database, autocommit=True) as other:
        other.execute("select pg_terminate_backend(%s)", [killed.info.backend_pid])
    with pytest.raises(psycopg.OperationalError):
        killed.commit()
    assert tallies(database) == before == counted_anew(database)


async def test_a_page_may_name_its_section_as_it_likes(database: str) -> None:
    """A key of an index has a limit, and a story must not be refused for it."""
    async with opened(database) as store:
        await save(
            store,
            article(1, section="ê" * 5000, blocks=(Block(kind=BlockKind.PARAGRAPH, text="x"),)),
            article(2, section="'; drop table page; --", removed=(Removed(rule="r", text="t"),)),
        )
        assert store.written.items_refused == 0
    assert {row["section"] for row in rows(database, "select section from ops.section_days")} == {
        "ê" * 100,
        "'; drop table page; --",
    }


async def test_requests_are_written_once_however_often_they_are_saved(database: str) -> None:
    async with opened(database) as store:
        counted = Fetches(store.worker)
        counted.hosts = {"www.tribunnews.com": "tribun"}
        for seconds in (0.1, 0.1, 0.2, None):
            counted.add("www.tribunnews.com", 200, seconds, 1000)
        await counted.save()
        counted.add("www.tribunnews.com", 0, None, 0)
        await counted.save()
        await counted.save()
    found = rows(database, "select status, fetches, bytes from ops.fetches order by status")
    assert found == [{"status": 0, "fetches": 1, "bytes": 0}, {"status": 200, "fetches": 4, "bytes": 4000}]
    latency = rows(database, "select * from ops.latencies")[0]
    assert latency["fetches"] == 3
    assert latency["p50_ms"] == pytest.approx(100, rel=0.1)
    assert latency["p99_ms"] == pytest.approx(200, rel=0.1)


@pytest.mark.parametrize("number", [0, 0.4, 1, 7.3, 250, 99_999])
def test_python_and_sql_put_a_number_into_the_same_bucket(night: str, number: float) -> None:
    found = rows(
        night,
        "select bucket_of(%s::float8) as bucket, middle_of(bucket_of(%s::float8)) as middle",
        number,
        number,
    )[0]
    assert found["bucket"] == bucket_of(number)
    assert found["middle"] + 1 == pytest.approx(number + 1, rel=0.1)


async def test_a_backfill_counts_the_days_it_walked(database: str) -> None:
    store = Store(database, batch_seconds=0.05)
    await store.open()
    run = await store.start_run("tribun", {"since": "2026-07-24", "until": "2026-07-25"}, "0")
    await save(store, article(1))
    await store.close()
    with psycopg.connect(database) as connection:
        connection.execute("update page set listed_on = '2026-07-24' where outcome = 'article'")
    async with opened(database) as other:
        await summarise(other.pool, run)
    found = rows(database, "select advertised, stored from ops.completeness where day = '2026-07-24'")
    assert found == [{"advertised": 1, "stored": 1}]
