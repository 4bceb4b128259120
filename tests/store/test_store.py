"""Store: everything is written exactly once, whatever happens to the database."""

import asyncio
import gzip
import os
import random
import signal
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict
from psycopg.rows import dict_row

from newsspider.downloader.failures import failure_of_status
from newsspider.frontier.policy import LinkPolicy
from newsspider.items import (
    Article,
    Block,
    BlockKind,
    Image,
    Link,
    LinkKind,
    Listing,
    Outcome,
    Rejection,
    Removed,
)
from newsspider.outlets import OUTLETS
from newsspider.reasons.reason import Reason, ReasonCode, reasons_of
from newsspider.store import retry
from newsspider.store.crawl.store import Store
from newsspider.store.embedded.place import settle
from newsspider.store.embedded.server import start
from newsspider.store.embedded.sharing import embedded_server
from newsspider.store.migrate import migrate
from newsspider.store.retry import StoreLost
from newsspider.visits import Failure, Fetch, FoundPage, RevisitPolicy, Source

TRIBUN = OUTLETS["tribun"]
LINK_POLICY = LinkPolicy()
HOST = "www.tribunnews.com"
SITE = f"https://{HOST}"


def address(number: object) -> str:
    return f"{SITE}/nasional/2026/07/24/kisah-{number}"


def article(number: object = 1, **changes: Any) -> Article:
    url = changes.pop("page", address(number))
    made = Article(
        outlet="tribun",
        layout="Desktop2024",
        url=address(number),
        headline=f"Kisah Nomor {number}",
        blocks=(Block(kind=BlockKind.PARAGRAPH, text=f"Isi kisah nomor {number} 🌋 “𝕜opi”."),),
        links=(
            Link(kind=LinkKind.BACA_JUGA, url=address(f"{number}-a"), anchor="Satu", position=0),
            Link(kind=LinkKind.RELATED, url="https://contoh.example/x", anchor="Luar", position=1),
            Link(kind=LinkKind.BACA_JUGA, url=None, anchor="Tanpa alamat", position=2),
        ),
        removed=(Removed(rule="credit_line", text="Editor: Bagas"), Removed(rule="caption", text="Kopi")),
        published_at=datetime(2026, 7, 24, 5, tzinfo=UTC),
        fetch=Fetch(page=url, depth=0, status=200, body=b"<html>"),
    )
    return replace(made, **changes)


def rejection(page: str, status: int = 200, **changes: Any) -> Rejection:
    body = changes.pop("body", b"<html>bukan kisah</html>" if status == 200 else b"")
    made = Rejection(
        outlet="tribun",
        url=page,
        reason=f"Http{status}" if status != 200 else "NoLayout",
        detail="sebab",
        body=body,
        failure=failure_of_status(status) if status else Failure.TIMEOUT,
        fetch=Fetch(page=page, depth=0, status=status, body=body),
    )
    return replace(made, **changes)


def seed(url: str) -> dict[str, Any]:
    return {
        "outlet": "tribun",
        "url": url,
        "host": "www.tribunnews.com",
        "found_how": "given",
        "kind": "story",
        "priority": 0,
    }


@asynccontextmanager
async def opened(conninfo: str, **options: Any) -> AsyncIterator[Store]:
    store = Store(conninfo, batch_seconds=0.05, **options)
    await store.open()
    try:
        await store.start_run("tribun", {}, "0")
        yield store
    finally:
        await store.close()


async def save(store: Store, *outcomes: Outcome, due: bool = True) -> None:
    """Save outcomes together, as the items of a crawl are; their pages are known to the frontier."""
    pages = [outcome.fetch.page for outcome in outcomes if outcome.fetch]
    if due:
        known = {row["url"] for row in rows(store, "select url from page")}
        await store.make_due([seed(url) for url in dict.fromkeys(pages) if url not in known])
    found = [tuple(LINK_POLICY.pages_of(TRIBUN, outcome)) for outcome in outcomes]
    saves = (store.save(*entry) for entry in zip(pages, outcomes, found, strict=True))
    async with asyncio.timeout(20):
        await asyncio.gather(*saves)


def rows(store: Store | str, sql: str, *values: Any) -> list[dict[str, Any]]:
    conninfo = store if isinstance(store, str) else store.pool.conninfo
    assert isinstance(conninfo, str)
    with psycopg.connect(conninfo, row_factory=dict_row) as connection:
        return connection.execute(sql.encode(), values).fetchall()


def one(store: Store, sql: str, *values: Any) -> dict[str, Any]:
    (row,) = rows(store, sql, *values)
    return row


def everything(store: Store) -> dict[str, list[dict[str, Any]]]:
    """All rows but the times of visit."""
    tables = {
        "article": "page_id",
        "link": "page_id, position",
        "removed": "page_id, position",
        "rejection": "page_id",
    }
    found = {table: rows(store, f"select * from {table} order by {order}") for table, order in tables.items()}
    found["page"] = rows(
        store,
        "select id, url, kind, depth, found_how, found_on, outcome, reason from page order by id",
    )
    return found


async def test_batch_is_one_transaction(database: str) -> None:
    async with opened(database) as store:
        await save(store, *(article(number) for number in range(30)))
        assert store.written.batches == 1
        assert (
            len(
                {
                    row["xmin"]
                    for row in rows(
                        store, "select xmin::text from article union all select xmin::text from link"
                    )
                }
            )
            == 1
        )
        assert (store.written.articles_new, store.written.links, store.written.removed) == (30, 90, 60)


async def test_full_batches_do_not_wait(database: str) -> None:
    async with opened(database, batch_size=10) as store:
        await save(store, *(article(number) for number in range(25)))
        assert store.written.batches == 3
        assert len(rows(store, "select from article")) == 25


async def test_every_field_comes_back(database: str) -> None:
    story = article(
        lead="Teras",
        dateline="TRIBUNNEWS.COM -",
        authors=("Kirana", "Bagas"),
        editors=("Endah",),
        source="Tribun Solo",
        signature="(Tribunnews.com/Kirana)",
        modified_at=datetime(2026, 7, 25, tzinfo=UTC),
        section="Nasional",
        breadcrumb=("Home", "Nasional"),
        tags=("kopi", '{a,"b"}\\'),
        topic="Panen",
        summary=("satu", "dua"),
        page_count=3,
        premium=True,
        site_id="12",
        images=(Image(url=None, caption="Kopi", credit="Dok", alt="Kebun", position=1),),
        provenance={"lead": "css:h2"},
    )
    async with opened(database) as store:
        await save(store, story)
        row = one(store, "select * from article")
    for name in (
        "lead",
        "dateline",
        "source",
        "signature",
        "modified_at",
        "published_at",
        "section",
        "topic",
        "page_count",
        "premium",
        "site_id",
        "provenance",
        "headline",
        "url",
        "layout",
        "outlet",
    ):
        assert row[name] == getattr(story, name), name
    for name in ("authors", "editors", "breadcrumb", "tags", "summary"):
        assert tuple(row[name]) == getattr(story, name), name
    assert row["body"] == story.text
    assert row["blocks"] == [{"kind": "p", "text": story.text}]
    assert row["images"] == [asdict(image) for image in story.images]


async def test_saving_twice_changes_nothing(database: str) -> None:
    outcomes: list[Outcome] = [*(article(number) for number in range(5)), rejection(address("kosong"))]
    async with opened(database) as store:
        await save(store, *outcomes)
        before = everything(store)
        await save(store, *outcomes)
        after = everything(store)
        assert store.written.articles_unchanged == 5
        assert (store.written.articles_new, store.written.articles_changed) == (5, 0)
    for table in ("article", "link", "removed", "page"):
        assert before[table] == after[table]
    assert [row["reason"] for row in after["rejection"]] == ["NoLayout"]


async def test_changed_story_is_updated(database: str) -> None:
    async with opened(database) as store:
        await save(store, article())
        before = one(store, "select * from article")
        await save(store, article(headline="Kisah Baru"))
        after = one(store, "select * from article")
        assert store.written.articles_changed == 1
    assert after["headline"] == "Kisah Baru"
    assert after["changed_at"] > before["changed_at"]
    assert (after["stored_at"], after["page_id"]) == (before["stored_at"], before["page_id"])


async def test_provenance_alone_changes_no_story(database: str) -> None:
    async with opened(database) as store:
        await save(store, article())
        await save(store, article(provenance={"lead": "meta:description"}, links=()))
        assert store.written.articles_unchanged == 1


@pytest.mark.parametrize("together", [True, False])
async def test_two_pages_of_one_story_give_one_article(database: str, together: bool) -> None:
    other = address("1-cermin")
    async with opened(database) as store:
        if together:
            await save(store, article(), article(page=other))
        else:
            await save(store, article())
            await save(store, article(page=other))
        assert one(store, "select url from article")["url"] == address(1)
        pages = {row["url"]: row for row in rows(store, "select * from page")}
    story, mirror = pages[address(1)], pages[other]
    assert (story["outcome"], story["alias_of"]) == ("article", None)
    assert (mirror["outcome"], mirror["alias_of"]) == ("alias", story["id"])
    assert mirror["reason"] == "another address of a story"
    assert mirror["due_at"] is None


async def test_moved_story_keeps_one_row(database: str) -> None:
    async with opened(database) as store:
        await save(store, article())
        await save(store, article(1, headline="Lain"))
        await save(store, article(2, page=address(1)))
        row = one(store, "select article.url, page.url as page from article join page on page.id = page_id")
        assert row == {"url": address(2), "page": address(2)}
        assert one(
            store,
            "select alias_of = (select page_id from article) as leads from page where url = %s",
            address(1),
        )["leads"]
        assert len(rows(store, "select from revision join article using (page_id)")) == 2


async def test_story_may_move_to_known_address(database: str) -> None:
    async with opened(database) as store:
        await save(store, article(1), article(2))
        await save(store, article(2, page=address(1), headline="Sama"))
        assert one(store, "select headline from article where url = %s", address(2))["headline"] == "Sama"


async def test_links_and_removed_lines_are_replaced(database: str) -> None:
    async with opened(database) as store:
        await save(store, article())
        link = Link(kind=LinkKind.RECOMMENDATION, url=address("baru"), anchor="Baru", title="Baru sekali")
        await save(store, article(links=(link,), removed=(Removed(rule="caption", text="Lain"),)))
        assert [(row["kind"], row["anchor"]) for row in rows(store, "select * from link")] == [
            ("recommendation", "Baru")
        ]
        assert [row["text"] for row in rows(store, "select * from removed")] == ["Lain"]


@pytest.mark.parametrize("status", [503, 404, 0])
async def test_failed_visit_leaves_stored_story(database: str, status: int) -> None:
    async with opened(database) as store:
        await save(store, article())
        before = everything(store)
        await save(store, rejection(address(1), status))
        after = everything(store)
    for table in ("article", "link", "removed"):
        assert [row | {"gone_at": None} for row in after[table]] == [
            row | {"gone_at": None} for row in before[table]
        ]


async def test_links_know_their_target_pages(database: str) -> None:
    long = f"{SITE}/nasional/2026/07/24/" + "kopi-" * 400
    accents = f"{SITE}/nasional/2026/07/24/" + "é" * 600
    links = tuple(
        Link(kind=LinkKind.BACA_JUGA, url=url, anchor="x", position=place)
        for place, url in enumerate(
            (address(2) + "?page=2", "https://contoh.example/a", long, accents, f"{SITE}/tag/kopi", None)
        )
    )
    async with opened(database) as store:
        await save(store, article(links=links))
        found = rows(
            store,
            "select link.url, page.url as target from link left join page on page.id = target_id order by position",
        )
        assert store.written.items_refused == 0
    assert [row["url"] for row in found] == [link.url for link in links]
    assert [row["target"] for row in found] == [address(2), None, None, None, None, None]


async def test_unstorable_text_is_made_storable(database: str) -> None:
    bad = "a\x00b\ud83dc 𝕜🌋"
    async with opened(database) as store:
        await save(
            store,
            article(
                headline=bad,
                blocks=(Block(kind=BlockKind.PARAGRAPH, text=bad),),
                tags=(bad,),
                provenance={bad: bad},
                images=(Image(url=bad, caption=bad),),
                removed=(Removed(rule="x", text=bad),),
                links=(
                    Link(kind=LinkKind.RELATED, url="https://contoh.example/\ud83d", anchor=bad, title=bad),
                ),
            ),
            article(2),
            rejection(address(3), detail=bad, reason="Aneh\x00"),
        )
        assert store.written.items_refused == 0
        assert (
            one(store, "select body from article where headline like 'a%%'")["body"] == "a\ufffdb\ufffdc 𝕜🌋"
        )
        assert (
            one(store, "select anchor from link where kind = 'related' and position = 0")["anchor"]
            == "a\ufffdb\ufffdc 𝕜🌋"
        )
        assert one(store, "select detail from rejection")["detail"] == "a\ufffdb\ufffdc 𝕜🌋"


async def test_huge_text_is_stored_whole(database: str) -> None:
    text = "".join(f"kata{number} " for number in range(400_000))
    async with opened(database) as store:
        await save(store, article(blocks=(Block(kind=BlockKind.PARAGRAPH, text=text),)), article(2))
        assert one(store, "select length(body) as size from article where url = %s", address(1))[
            "size"
        ] == len(text)


EAST = timezone(timedelta(hours=23))
POISON: dict[str, dict[str, Any]] = {
    "an offset PostgreSQL does not know": {"published_at": datetime(2026, 7, 24, tzinfo=EAST)},
    "a number too large for its column": {"page_count": 3_000_000_000},
    "a number too large for JSON": {"page_count": 10**30},
    "an address too long for its index": {"url": f"{SITE}/{random.Random(7).randbytes(4000).hex()}"},
}


@pytest.mark.parametrize("poison", POISON, ids=str)
async def test_bad_item_does_not_hurt_its_batch(
    database: str, poison: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retry, "WAITS", (0.05,))
    bad = replace(article("racun"), **POISON[poison])
    async with opened(database) as store:
        await save(
            store,
            *(article(number) for number in range(50)),
            bad,
            *(article(number) for number in range(51, 100)),
        )
        assert len(rows(store, "select from article")) == 99
        assert store.written.items_refused == 1
        kept = one(store, "select * from rejection")
        page = one(store, "select * from page where url = %s", address("racun"))
    assert (kept["reason"], gzip.decompress(kept["body"]), kept["page_id"]) == (
        "Unstorable",
        b"<html>",
        page["id"],
    )
    assert "expected an item the database can hold" in kept["detail"]
    assert (page["outcome"], page["reason"], page["due_at"]) == ("rejected", "Unstorable", None)


async def test_unwritable_item_does_not_stop_the_writer(database: str) -> None:
    """Whatever a save raises, it is answered, and the next save works."""
    bad = article("aneh", provenance={"lead": object()})
    async with opened(database) as store:
        saving = asyncio.ensure_future(save(store, bad))
        answered, _ = await asyncio.wait([saving], timeout=5)
        assert answered, "the save was never answered"
        await asyncio.gather(saving, return_exceptions=True)
        await save(store, article(2))
        assert one(store, "select url from article")["url"] == address(2)


async def test_found_pages_of_unknown_page_are_added(database: str) -> None:
    """`scrapy parse --pipelines` saves pages nobody made due."""
    async with opened(database) as store:
        await save(store, article(), due=False)
        assert len(rows(store, "select from article")) == 1


async def test_address_may_be_given_twice(database: str) -> None:
    async with opened(database) as store:
        await store.make_due([seed(address(1)), seed(address(1))])
        assert len(await store.due({HOST: "tribun"}, {HOST: 10}, [], only_this_run=True)) == 1


async def test_deep_pages_rest_until_found_nearer(database: str) -> None:
    far = replace(article(1), fetch=Fetch(page=address(1), depth=2, status=200))
    near = article(2, links=(Link(kind=LinkKind.BACA_JUGA, url=address("1-a"), anchor="x"),))
    async with opened(database) as store:
        await save(store, far)
        resting = one(store, "select * from page where url = %s", address("1-a"))
        assert (resting["outcome"], resting["due_at"], resting["depth"]) == ("too_far", None, 3)
        assert resting["reason"] == "3 links from a seed, the run followed 2"
        await save(store, far)
        assert one(store, "select * from page where url = %s", address("1-a"))["due_at"] is None
        await save(store, near)
        due = one(store, "select * from page where url = %s", address("1-a"))
    assert (due["outcome"], due["reason"], due["depth"]) == (None, None, 1)
    assert due["due_at"] is not None


async def test_due_page_learns_the_shorter_way(database: str) -> None:
    second = article(2, links=(Link(kind=LinkKind.BACA_JUGA, url=address("1-a"), anchor="x"),))
    async with opened(database) as store:
        await save(store, replace(article(1), fetch=Fetch(page=address(1), depth=1, status=200)))
        assert one(store, "select depth from page where url = %s", address("1-a"))["depth"] == 2
        await save(store, second)
        assert one(store, "select depth from page where url = %s", address("1-a"))["depth"] == 1


async def test_linked_page_is_not_fetched_again(database: str) -> None:
    async with opened(database) as store:
        await save(store, article("1-a"), article("gagal"), rejection(address("hilang"), 404))
        links = tuple(
            Link(kind=LinkKind.BACA_JUGA, url=address(name), anchor="x")
            for name in ("1-a", "gagal", "hilang")
        )
        await save(store, article(5, links=links))
        due = {page.url for page in await store.due({HOST: "tribun"}, {HOST: 100}, [], only_this_run=False)}
    assert due.isdisjoint(link.url for link in links)


@pytest.mark.parametrize("status", [0, 403, 408, 429, 500, 502, 503, 504, 522])
async def test_failures_are_retried_with_backoff(database: str, status: int) -> None:
    waits = []
    waiting = dict.fromkeys(Failure, (900, 3600, 14_400)) | {Failure.FINAL: ()}
    async with opened(database, revisit_policy=RevisitPolicy(retry_waits=waiting)) as store:
        for _ in range(4):
            await save(store, rejection(address(1), status))
            page = one(store, "select *, due_at - now() as wait from page")
            waits.append(page["wait"])
            assert (page["outcome"], page["reason"], page["status"]) == ("failed", f"Http{status}", status)
            assert await store.due({HOST: "tribun"}, {HOST: 10}, [], only_this_run=False) == []
    assert waits[-1] is None
    minutes = [wait.total_seconds() / 60 for wait in waits[:-1]]
    assert minutes == pytest.approx([15, 60, 240], abs=0.5)


async def test_success_resets_tries(database: str) -> None:
    async with opened(database) as store:
        await save(store, rejection(address(1), 503))
        await save(store, article(1))
        page = one(store, "select * from page where url = %s", address(1))
    assert (page["tries"], page["outcome"], page["due_at"]) == (0, "article", None)


@pytest.mark.parametrize(
    ("status", "failure", "outcome"),
    [
        (410, Failure.GONE, "failed"),
        (404, Failure.MISSING, "failed"),
        (0, Failure.FINAL, "failed"),
        (200, Failure.FINAL, "rejected"),
    ],
)
async def test_failure_without_waits_rests(
    database: str, status: int, failure: Failure, outcome: str
) -> None:
    async with opened(database) as store:
        await save(store, rejection(address(1), status, failure=failure))
        page = one(store, "select * from page")
    assert (page["outcome"], page["due_at"]) == (outcome, None)


async def test_rejection_is_kept_until_a_story_comes(database: str) -> None:
    async with opened(database) as store:
        await save(store, rejection(address(1), body=b"\x00\xff" * 5000))
        kept = one(store, "select * from rejection")
        assert kept["body"].startswith(b"\x1f\x8b")
        assert gzip.decompress(kept["body"]) == b"\x00\xff" * 5000
        await save(store, rejection(address(1), body=b"lain"))
        assert gzip.decompress(one(store, "select * from rejection")["body"]) == b"lain"
        await save(store, rejection(address(1), 503))
        assert gzip.decompress(one(store, "select * from rejection")["body"]) == b"lain"
        await save(store, article(1))
        assert rows(store, "select from rejection") == []


async def test_empty_page_is_a_kept_rejection(database: str) -> None:
    """DESIGN: every page ends as an article, a listing, or a kept rejection with its reason."""
    async with opened(database) as store:
        await save(store, rejection(address(1), body=b"", reason="EmptyPage"))
        assert one(store, "select reason from rejection")["reason"] == "EmptyPage"


async def test_listing_makes_its_stories_due(database: str) -> None:
    index = f"{SITE}/index-news?date=2026-7-24"
    links = tuple(
        Link(kind=LinkKind.STORY, url=address(n), anchor=f"Kisah {n}", position=n) for n in range(3)
    )
    pager = Link(kind=LinkKind.PAGINATION, url=f"{index}&page=2", anchor="")
    listing = Listing(
        outlet="tribun",
        url=index,
        layout="Index",
        source=Source.INDEX,
        links=(*links, pager),
        fetch=Fetch(page=index, depth=0, status=200),
    )
    async with opened(database) as store:
        await store.make_due([seed(index) | {"kind": "listing"}])
        await save(store, listing)
        due = await store.due({HOST: "tribun"}, {HOST: 10}, [], only_this_run=True)
        assert [page.url for page in due] == [
            TRIBUN.address(pager.url or "").identity,
            *(address(n) for n in range(3)),
        ]
        assert [page.kind for page in due] == ["listing", "story", "story", "story"]
        assert len(await store.due({HOST: "tribun"}, {HOST: 10}, [due[0].id], only_this_run=False)) == 3
        assert await store.due({HOST: "kompas"}, {HOST: 10}, [], only_this_run=False) == []
        assert one(store, "select count(*) as n from link where target_id is not null")["n"] == 4


async def test_due_pages_of_only_this_run(database: str) -> None:
    async with opened(database) as store:
        await store.make_due([seed(address(1))])
    async with opened(database) as store:
        await store.make_due([seed(address(2))])
        assert [
            page.url for page in await store.due({HOST: "tribun"}, {HOST: 10}, [], only_this_run=True)
        ] == [address(2)]
        assert len(await store.due({HOST: "tribun"}, {HOST: 10}, [], only_this_run=False)) == 2


async def test_run_has_row_first_and_verdict_last(database: str) -> None:
    async with opened(database) as store:
        begun = one(store, "select * from run")
        assert (begun["finished_at"], begun["verdict"]) == (None, None)
        reasons = [Reason.of(ReasonCode.LOGGED_ERRORS, errors=1)]
        await store.finish_run("finished", "degraded", reasons, {"angka": 1, "teks": "a\x00"})
        ended = one(store, "select * from run")
    assert (ended["verdict"], ended["finish_reason"]) == ("degraded", "finished")
    assert ended["counters"]["angka"] == 1
    assert reasons_of(ended["reasons"]) == reasons


CHECKS = [
    "insert into run (spider, version, verdict, finished_at) values ('x', '0', 'bagus', now())",
    "insert into run (spider, version, verdict) values ('x', '0', 'ok')",
    "insert into run (spider, version, finished_at) values ('x', '0', now())",
    "update page set outcome = 'entah'",
    "update page set due_at = null, outcome = null",
    "update page set outcome = 'failed', reason = null",
    "update page set kind = 'video'",
    "update page set url = repeat('x', 2001)",
    "insert into page (outlet, url, host, kind, depth, found_how, due_at) select outlet, url, host, kind, 0, 'given', now() from page",
    "update article set blocks = '{}'",
    "update article set images = '\"x\"'",
]


@pytest.mark.parametrize("statement", CHECKS)
async def test_constraints_refuse_impossible_rows(database: str, statement: str) -> None:
    async with opened(database) as store:
        await save(store, article(links=()))
        with pytest.raises(psycopg.IntegrityError):
            rows(store, statement + " returning 1 as x")


@contextmanager
def closed_to_all(database: str, server: str) -> Iterator[None]:
    """The database refuses everybody and has shown all out, as one that is being moved does."""
    name = conninfo_to_dict(database)["dbname"]
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"alter database {name} allow_connections false".encode())
        connection.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity where datname = %s", [name]
        )
        try:
            yield
        finally:
            connection.execute(f"alter database {name} allow_connections true".encode())


def cut_connections(database: str, server: str) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity where datname = %s and pid <> pg_backend_pid()",
            [conninfo_to_dict(database)["dbname"]],
        )


async def test_cut_connections_lose_no_save(
    database: str, server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retry, "WAITS", (0.05,) * 40)
    async with opened(database, batch_size=5) as store:
        await store.make_due([seed(address(number)) for number in range(200)])
        saving = asyncio.gather(*(save(store, article(number), due=False) for number in range(200)))
        for _ in range(5):
            await asyncio.sleep(0.1)
            await asyncio.to_thread(cut_connections, database, server)
        await saving
        assert len(rows(store, "select from article")) == 200
        assert len(rows(store, "select from link")) == 600
        assert rows(store, "select from page where outcome = 'article' and due_at is not null") == []


async def test_due_pages_survive_cut_connections(
    database: str, server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retry, "WAITS", (0.05,) * 40)
    async with opened(database) as store:
        await store.make_due([seed(address(1))])
        cut_connections(database, server)
        assert len(await store.due({HOST: "tribun"}, {HOST: 10}, [], only_this_run=False)) == 1
        cut_connections(database, server)
        await store.finish_run("finished", "ok", [], {})


async def test_server_restart_loses_no_save(
    data_dir: Path, programs: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retry, "WAITS", (0.2,) * 50)
    with embedded_server(data_dir, programs) as conninfo:
        migrate(conninfo)
        async with opened(conninfo, batch_size=10) as store:
            await store.make_due([seed(address(number)) for number in range(300)])
            saving = asyncio.gather(*(save(store, article(number), due=False) for number in range(300)))
            await asyncio.sleep(0.05)
            await asyncio.to_thread(crash_and_start, data_dir, programs)
            await saving
            assert len(rows(store, "select from article")) == 300
            assert len(rows(store, "select from link")) == 900
            assert store.written.articles_new + store.written.articles_unchanged >= 300


def crash_and_start(data_dir: Path, programs: list[Path]) -> None:
    """What `pg_ctl restart -m immediate` does: no checkpoint, no farewell, and recovery at the start."""
    place = settle(data_dir)
    os.kill(int(place.pid_file.read_text().split()[0]), signal.SIGQUIT)
    start(place, programs)


async def test_lost_database_leaves_pages_due(
    database: str, server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retry, "AWAY_SECONDS", 1.0)
    async with opened(database) as store:
        await store.make_due([seed(address(1)), seed(address(2))])
        with closed_to_all(database, server), pytest.raises(StoreLost, match="expected the database to"):
            await save(store, article(1), article(2), due=False)
    async with opened(database) as store:
        assert rows(store, "select from article") == []
        assert {
            page.url for page in await store.due({HOST: "tribun"}, {HOST: 10}, [], only_this_run=False)
        } == {
            address(1),
            address(2),
        }


async def test_close_writes_waiting_items(database: str) -> None:
    async with opened(database) as store:
        store.batch_seconds = 60
        await store.make_due([seed(address(1))])
        waiting = asyncio.create_task(store.save(address(1), article(1), ()))
        await asyncio.sleep(0.05)
    await waiting
    assert len(rows(database, "select from article")) == 1


async def test_followed_and_shorter_way_counts(database: str) -> None:
    def way(depth: int, outcome: str | None) -> FoundPage:
        return FoundPage(
            outlet="tribun",
            url=address("x"),
            host="www.tribunnews.com",
            kind="story",
            depth=depth,
            how="related",
            priority=100 * depth,
            link=address("x"),
            outcome=outcome,
            reason=outcome and "sebab",
        )

    async with opened(database) as store:
        await store.make_due([seed(address(1))])
        await store.save(
            address(1), article(1), (way(3, "too_far"), way(2, None), way(1, "unfollowed"), way(4, None))
        )
        page = one(store, "select * from page where url = %s", address("x"))
    assert (page["depth"], page["outcome"]) == (2, None)
    assert page["due_at"] is not None


async def test_lesser_visit_keeps_links_and_removed_lines(database: str) -> None:
    links = tuple(
        Link(kind=LinkKind.BACA_JUGA, url=address(9 + n), anchor=str(n), position=n) for n in range(2)
    )
    cuts = (Removed(rule="a", text="x"), Removed(rule="a", text="y"))
    whole = article(links=links, removed=cuts, page_count=3)
    less = article(links=links[:1], removed=cuts[:1], page_count=3, missing_pages=(2, 3))
    async with opened(database) as store:
        await save(store, whole)
        await save(store, less)
        assert len(rows(store, "select * from link")) == 2
        assert len(rows(store, "select * from removed")) == 2


async def test_cut_page_is_due_again(database: str) -> None:
    block = Block(kind=BlockKind.PARAGRAPH, text="Kopi susu gula aren.")
    whole = article("x", blocks=(block, block))
    cut = replace(whole, blocks=whole.blocks[:1], cut_short=True)
    said = "select outcome, reason, failure, due_at from page where url = %s"
    soon = RevisitPolicy(retry_waits={Failure.INCOMPLETE: (60,)})
    async with opened(database, revisit_policy=soon) as store:
        await save(store, cut)
        row = one(store, said, address("x"))
        assert (row["outcome"], row["failure"]) == ("article", "incomplete")
        assert "no end tag" in row["reason"]
        assert row["due_at"] is not None
        await save(store, whole)
        await save(store, cut)
        assert one(store, "select body from article")["body"] == whole.text
        assert len(rows(store, "select * from revision")) == 1  # the half one, which the whole one replaced
        row = one(store, said, address("x"))
        assert (row["reason"], row["failure"]) == (None, None)


async def test_fuller_reading_in_a_batch_counts(database: str) -> None:
    whole = article(page_count=3)
    fetch = Fetch(page=address("mirror"), depth=0, status=200)
    less = replace(whole, blocks=whole.blocks[:1], missing_pages=(2, 3), fetch=fetch)
    async with opened(database) as store:
        await save(store, whole, less)
        assert one(store, "select missing_pages from article")["missing_pages"] == []
