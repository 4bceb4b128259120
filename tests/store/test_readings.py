"""Stamps of readings in the database, and the order in which exact and generic readings replace each other."""

from dataclasses import replace
from typing import Any

from newsspider.items import Article
from newsspider.store.crawl.store import Store
from newsspider.visits import ReadingKind
from tests.store.test_revisits import EDITS, KOPI, STORED, TEH, TIMES, hours_pass, reading
from tests.store.test_store import one, opened, rows, save

STAMP: dict[str, Any] = {"rules_digest": "0011223344556677", "program_version": "1.0"}
LATER: dict[str, Any] = {"rules_digest": "8899aabbccddeeff", "program_version": "1.1"}
EXACT = replace(STORED, **STAMP)
GENERIC = replace(STORED, layout="Generic", reading=ReadingKind.GENERIC, **LATER)
STAMPS = "reading, layout, rules_digest, program_version"


def stamp(article: Article) -> dict[str, Any]:
    return {name: getattr(article, name) for name in STAMPS.split(", ")}


def stored_stamp(store: Store) -> dict[str, Any]:
    return dict(one(store, f"select {STAMPS} from article"))


async def test_reading_is_stamped(database: str) -> None:
    async with opened(database, revisit_policy=TIMES) as store:
        await save(store, EXACT)
        assert stored_stamp(store) == stamp(EXACT)


async def test_revision_keeps_stamp_of_its_version(database: str) -> None:
    async with opened(database, revisit_policy=TIMES) as store:
        await save(store, EXACT)
        edited = replace(EDITS["longer"], **LATER)
        await save(store, edited)
        assert dict(one(store, f"select {STAMPS} from revision")) == stamp(EXACT)
        assert stored_stamp(store) == stamp(edited)


async def test_exact_reading_replaces_generic(database: str) -> None:
    """Also where the generic reader took other text of the page, and at the first visit."""
    for body in (KOPI, TEH):
        async with opened(database, revisit_policy=TIMES) as store:
            await save(store, replace(GENERIC, blocks=reading(body).blocks))
            await save(store, EXACT)
            assert one(store, "select body from article")["body"] == EXACT.text
            assert stored_stamp(store) == stamp(EXACT)


async def test_same_text_becomes_exact_without_revision(database: str) -> None:
    async with opened(database, revisit_policy=TIMES) as store:
        await save(store, GENERIC)
        before = one(store, "select changed_at from article")
        await save(store, EXACT)
        assert stored_stamp(store) == stamp(EXACT)
        assert one(store, "select changed_at from article") == before
        assert rows(store, "select from revision") == []


async def test_generic_reading_never_replaces_exact(database: str) -> None:
    """However often it is repeated, and however long after."""
    edited = replace(GENERIC, blocks=reading((*KOPI, *TEH)).blocks)
    async with opened(database, revisit_policy=TIMES) as store:
        await save(store, EXACT)
        for _ in range(3):
            await save(store, edited)
            hours_pass(store, 30)
        assert stored_stamp(store) == stamp(EXACT)
        found = one(store, "select reason, detail from rejection")
        assert found["reason"] == "Doubtful"
        assert "expected the exact reading (Desktop2024) to stay" in found["detail"]


async def test_generic_claim_never_replaces_exact(database: str) -> None:
    """A page that says it shows another story is believed the next day, unless it is read generically."""
    claiming = replace(GENERIC, blocks=reading(TEH).blocks, claims="the story with the number 9")
    async with opened(database, revisit_policy=TIMES) as store:
        await save(store, EXACT)
        for _ in range(3):
            await save(store, claiming)
            hours_pass(store, 30)
        assert one(store, "select body from article")["body"] == EXACT.text


async def test_same_text_read_generically_stays_exact(database: str) -> None:
    async with opened(database, revisit_policy=TIMES) as store:
        await save(store, EXACT)
        await save(store, GENERIC)
        assert stored_stamp(store) == stamp(EXACT)
        assert rows(store, "select from rejection") == []


async def test_generic_reading_is_edited_by_generic(database: str) -> None:
    async with opened(database, revisit_policy=TIMES) as store:
        await save(store, GENERIC)
        await save(store, replace(GENERIC, blocks=reading((*KOPI, *TEH)).blocks))
        assert len(one(store, "select body from article")["body"]) > len(GENERIC.text)
        assert one(store, "select reading from revision")["reading"] == "generic"
