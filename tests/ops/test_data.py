"""Columns that analysts expect of a story, beside what the page says."""

from __future__ import annotations

import asyncio

import psycopg
import pytest

from newsspider.items import Block, BlockKind
from tests.ops.conftest import as_role, give_roles
from tests.running.nights import rows
from tests.store.test_store import article, opened, save


@pytest.mark.parametrize(
    ("dateline", "outlet", "place"),
    [
        ("TRIBUNNEWS.COM, SURYALAYA -", "tribun", "SURYALAYA"),
        ("TRIBUNSOLO.COM, SOLO –", "tribun", "SOLO"),
        ("JAKARTA, KOMPAS.com —", "kompas", "JAKARTA"),
        ("Jakarta, CNN Indonesia --", "cnnindonesia", "Jakarta"),
        ("Liputan6.com, Kota Bandung -", "liputan6", "Kota Bandung"),
        ("Bandung, Jawa Barat (ANTARA) -", "antara", "Bandung, Jawa Barat"),
        ("REPUBLIKA.CO.ID, YOGYAKARTA --", "republika", "YOGYAKARTA"),
        ("Merdeka.com -", "merdeka", None),
        ("VIVA –", "viva", None),
        ("Jakarta -", "detik", "Jakarta"),
        ("", "tribun", None),
        (None, "tribun", None),
        ("), (, ;--", "tribun", "), (, ;"),
    ],
)
def test_place_is_the_dateline_without_brand_and_dash(
    database: str, dateline: str | None, outlet: str, place: str | None
) -> None:
    """Case D12."""
    (row,) = rows(database, "select dateline_place(%s, %s) as place", dateline, outlet)
    assert row["place"] == place


def test_story_has_the_columns_that_analysts_expect(database: str) -> None:
    """Case D12: to the analyst's role, without work by hand."""

    async def _store() -> None:
        async with opened(database) as store:
            text = "Harga beras di pasar ini naik dari bulan lalu dan tidak akan turun untuk warga dalam minggu ini."
            blocks = (Block(kind=BlockKind.PARAGRAPH, text=text),)
            await save(store, article(1, blocks=blocks, dateline="TRIBUNSOLO.COM, SOLO -"))

    asyncio.run(_store())
    give_roles(database)
    with psycopg.connect(as_role(database, "newsspider_analyst")) as connection:
        found = connection.execute(
            "select host, word_count, language, place, dateline from data.story"
        ).fetchone()
    assert found == ("www.tribunnews.com", 18, "id", "SOLO", "TRIBUNSOLO.COM, SOLO -")
