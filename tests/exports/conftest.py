"""A database whose stories have everything that can go wrong in a file."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from newsspider.exports.export import Export, ExportReport
from newsspider.exports.tables import FORMAT_NAMES, TABLES
from newsspider.items import Article, Block, BlockKind, Image, Link, LinkKind, Removed
from newsspider.store.reports.exporting import ExportQuery
from tests.conftest import a_database
from tests.store.test_store import article, opened, save

FORMULAS = ("=1+1", "+62 812", "-5 persen", "@budi", "\tlari", "\uff1d1")
HOSTILE = "Sela\x1b[31mmat \ud800 pa\u202egi \x00 </script> \U0001f30b"
LONG = "panjang " * 131_072
"""One megabyte."""
JULY, AUGUST = datetime(2026, 7, 24, 5, tzinfo=UTC), datetime(2026, 8, 31, 17, 30, tzinfo=UTC)
KOMPAS = "https://regional.kompas.com/read/2026/08/31/010203/kisah"


def block(text: str) -> tuple[Block, ...]:
    return (Block(kind=BlockKind.PARAGRAPH, text=text),)


def stories() -> list[Article]:
    """Eleven stories of two outlets and two months, by UTC; one of them of September, by Jakarta's clock."""
    made = [article(number, headline=text, authors=(text,)) for number, text in enumerate(FORMULAS)]
    image = Image(url=None, caption="=HYPERLINK(1)", alt="=1+1", position=1)
    return [
        *made,
        article(10, headline=HOSTILE, blocks=block(HOSTILE), tags=(HOSTILE, 'a"b,c'), images=(image,)),
        article(11, blocks=block(LONG), authors=("Tribunnews.com/Muhammad Arif", "Tim Redaksi")),
        article(12, published_at=AUGUST, section="Bisnis", editors=("Bagas",)),
        article(13, published_at=None, lead="Teras berita", modified_at=AUGUST),
        article(
            14,
            outlet="kompas",
            url=KOMPAS,
            page=KOMPAS,
            links=(Link(kind=LinkKind.BACA_JUGA, url="javascript:alert(1)", anchor="\r\n=2", position=0),),
            removed=(Removed(rule="caption", text="baris\nbaru"),),
        ),
    ]


async def _filled(conninfo: str) -> None:
    async with opened(conninfo) as store:
        await save(store, *stories())
        await save(store, replace(stories()[8], headline="Judul kedua"))
        await save(store, replace(stories()[8], headline="Judul ketiga", modified_at=AUGUST))


@pytest.fixture(scope="session")
def hostile(server: str, migrated: str) -> Iterator[str]:
    """The conninfo of the database, which tests only read."""
    with a_database(server, like=migrated) as conninfo:
        asyncio.run(_filled(conninfo))
        yield conninfo


def export_of(conninfo: str, **changes: Any) -> Export:
    values = {"wanted": ExportQuery(), "file_format": "parquet", "tables": TABLES}
    return Export(**{"conninfo": conninfo, "say": lambda _done, _of: None, **values, **changes})


@pytest.fixture(scope="session")
def exports(hostile: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, ExportReport]:
    """Whole exports of it, by format."""
    folder = tmp_path_factory.mktemp("exports")
    return {name: export_of(hostile, file_format=name).to_folder(folder / name) for name in FORMAT_NAMES}


def files_of(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
