"""Exports by query, one after another, interrupted, killed and disturbed."""

from __future__ import annotations

import json
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import psycopg
import pytest

from newsspider.exports.errors import ExportError
from newsspider.exports.folder import beside, unfinished
from newsspider.exports.tables import TABLES
from newsspider.store.reports.exporting import ExportQuery
from newsspider.store.reports.search import NoWords
from tests.conftest import a_database
from tests.exports.conftest import export_of, files_of
from tests.exports.test_files import read_lines
from tests.running.crawling import ROOT, scrapy
from tests.store.test_store import article, opened, save

NOBODY = "postgresql://nobody@127.0.0.1:9/none"
QUERIES: dict[str, tuple[dict[str, Any], int]] = {
    "all": ({}, 11),
    "outlet": ({"outlet": "kompas"}, 1),
    "host": ({"host": "regional.kompas.com"}, 1),
    "section": ({"section": "bisnis"}, 1),
    "since, by Jakarta's clock": ({"since": date(2026, 9, 1), "until": date(2026, 9, 1)}, 1),
    "until": ({"until": date(2026, 7, 24)}, 9),
    "a word": ({"search": "nomor"}, 10),
    "a beginning and a filter": ({"search": "nom*", "section": "Bisnis"}, 1),
    "no copies": ({"originals": True}, 11),
    "nothing": ({"search": "kereta"}, 0),
}


@pytest.fixture
def changing(server: str, migrated: str) -> Iterator[str]:
    """A database for one test."""
    with a_database(server, like=migrated) as conninfo:
        yield conninfo


def stories_of(folder: Path) -> list[str]:
    return sorted(row["headline"] for row in read_lines(folder, "story"))


@pytest.mark.parametrize(("query", "count"), QUERIES.values(), ids=list(QUERIES))
def test_query_chooses_stories_and_their_rows(
    hostile: str, tmp_path: Path, query: dict[str, Any], count: int
) -> None:
    report = export_of(hostile, wanted=ExportQuery(**query), file_format="jsonl").to_folder(tmp_path / "x")
    assert report.rows["story"] == count
    stories = {row["story"] for row in read_lines(report.folder, "story")}
    assert {row["story"] for row in read_lines(report.folder, "link")} == stories
    assert all((report.folder / table).is_dir() for table in TABLES), "an empty table has a file too"


def test_search_without_words_is_refused(hostile: str, tmp_path: Path) -> None:
    with pytest.raises(NoWords, match=r"expected words to look for, found none in '!!'"):
        export_of(hostile, wanted=ExportQuery(search="!!")).to_folder(tmp_path / "x")
    assert list(tmp_path.iterdir()) == []


async def test_all_tables_are_of_one_moment(changing: str, tmp_path: Path) -> None:
    """What is committed while the export runs is in none of its tables."""
    async with opened(changing) as store:
        await save(store, *(article(number) for number in range(3)))
    with psycopg.connect(changing, autocommit=True) as connection:

        def disturb(_done: int, _of: int) -> None:
            connection.execute("update article set headline = 'Baru'")
            connection.execute("delete from removed")

        export = export_of(changing, tables=("story", "removed_line"), file_format="jsonl", say=disturb)
        connection.execute("update article set published_at = '2026-08-01' where headline like '%%1'")
        report = export.to_folder(tmp_path / "x")
    assert stories_of(report.folder) == [f"Kisah Nomor {number}" for number in range(3)]
    assert report.rows["removed_line"] == 6


async def test_series_has_each_change_once(changing: str, tmp_path: Path) -> None:
    """Also one that a transaction wrote which was open during the last export, by a subtransaction."""
    series = tmp_path / "series"
    export = export_of(changing, file_format="jsonl")
    async with opened(changing) as store:
        await save(store, article(1), article(2), article(3))
        with psycopg.connect(changing) as late:
            late.execute("select pg_current_xact_id()")
            with late.transaction():
                late.execute("update article set headline = 'Terlambat' where headline = 'Kisah Nomor 3'")
            await save(store, article(4))
            first = export.to_series(series)
            assert first is not None
            assert stories_of(first.folder) == [f"Kisah Nomor {number}" for number in (1, 2, 3, 4)]
        second = export.to_series(series)
        assert second is not None
        assert stories_of(second.folder) == ["Terlambat"]
        assert export.to_series(series) is None
        await save(store, article(5), article(1, headline="Diubah"))
        third = export.to_series(series)
    assert third is not None
    assert stories_of(third.folder) == ["Diubah", "Kisah Nomor 5"]
    assert (third.rows["revision"], third.rows["link"]) == (1, 6)
    assert {path.name for path in series.iterdir()} == {each.folder.name for each in (first, second, third)}


async def test_series_of_another_request_is_refused(changing: str, tmp_path: Path) -> None:
    async with opened(changing) as store:
        await save(store, article(1))
    export_of(changing).to_series(tmp_path)
    with pytest.raises(ExportError, match="expected the request of the earlier exports"):
        export_of(changing, file_format="csv").to_series(tmp_path)
    with pytest.raises(ExportError, match="found something in it"):
        export_of(changing).to_folder(tmp_path)


async def test_series_of_another_database_begins_anew(
    changing: str, migrated: str, server: str, tmp_path: Path
) -> None:
    async with opened(changing) as store:
        await save(store, article(1))
    export_of(changing).to_series(tmp_path)
    with a_database(server, like=migrated) as other:
        async with opened(other) as store:
            await save(store, article(2))
        report = export_of(other).to_series(tmp_path)
    assert report is not None
    assert (report.restarted, report.rows["story"]) == (True, 1)


def test_damaged_manifest_is_named(hostile: str, tmp_path: Path) -> None:
    folder = tmp_path / "export=20260101T000000.000000Z"
    folder.mkdir()
    for content in ("", "{", '{"since_here": 1}'):
        (folder / "manifest.json").write_text(content)
        with pytest.raises(ExportError, match="to be the manifest of an export"):
            export_of(hostile).to_series(tmp_path)


KILLED = """
    import os, signal
    from pathlib import Path
    from tests.exports.conftest import export_of
    def die(done, of):
        os.kill(os.getpid(), signal.SIGKILL)
    export_of({conninfo!r}, say=die).{call}(Path({place!r}))
"""


@pytest.mark.parametrize("call", ["to_folder", "to_series"])
def test_killed_export_leaves_nothing_to_the_next(hostile: str, tmp_path: Path, call: str) -> None:
    place = tmp_path / "x"
    script = textwrap.dedent(KILLED).format(conninfo=hostile, call=call, place=str(place))
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=False, capture_output=True)
    assert done.returncode == -9, done.stderr
    left = place / "export.unfinished" if call == "to_series" else beside(place)
    assert any("story/" in path for path in files_of(left)), "expected files of the killed export"
    assert not list(tmp_path.rglob("manifest.json"))
    report = getattr(export_of(hostile), call)(place)
    assert report.rows["story"] == 11
    named = {file["path"] for file in json.loads((report.folder / "manifest.json").read_text())["files"]}
    assert named | {"manifest.json"} == files_of(report.folder)
    assert not left.exists()


def test_interrupted_export_ends_and_leaves_nothing(hostile: str, tmp_path: Path) -> None:
    """An error in the middle of reading rows: the connection waits for nobody."""

    def stop(_done: int, _of: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        export_of(hostile, say=stop).to_folder(tmp_path / "x")
    assert list(tmp_path.iterdir()) == []


def test_full_disk_in_the_middle_of_a_file(
    hostile: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("newsspider.exports.files.JsonLinesFile._write", full)
    with pytest.raises(OSError, match="No space left"):
        export_of(hostile, file_format="jsonl").to_folder(tmp_path / "x")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("surat.txt", "surat.txt"),
        ("story/surat.csv", "story"),
        ("story/arsip/story.csv", "story"),
        ("foto/kopi.jpg", "foto"),
    ],
)
def test_folder_of_somebody_else_is_kept(hostile: str, tmp_path: Path, path: str, found: str) -> None:
    """`x.unfinished` may be anybody's: nothing in it is removed, and nothing beside it."""
    own = beside(tmp_path / "x") / path
    own.parent.mkdir(parents=True)
    own.write_text("milik saya")
    left = beside(tmp_path / "x") / "link" / "outlet=tribun" / "month=2026-07" / "link.csv"
    left.parent.mkdir(parents=True)
    left.write_text("")
    with pytest.raises(ExportError, match=f"found '{found}': move that folder away"):
        export_of(hostile).to_folder(tmp_path / "x")
    assert own.read_text() == "milik saya"
    assert left.exists()
    assert not (tmp_path / "x").exists()


def test_link_out_of_the_folder_is_not_followed(hostile: str, tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "story.csv").write_text("milik saya")
    beside(tmp_path / "x").mkdir()
    (beside(tmp_path / "x") / "story").symlink_to(tmp_path / "own")
    with pytest.raises(ExportError, match="found 'story'"):
        export_of(hostile).to_folder(tmp_path / "x")
    assert (tmp_path / "own" / "story.csv").read_text() == "milik saya"


def test_second_export_to_a_place_is_refused(hostile: str, tmp_path: Path) -> None:
    place = tmp_path / "x"
    with unfinished(beside(place)), pytest.raises(ExportError, match="found another export at it"):
        export_of(hostile).to_folder(place)
    assert list(tmp_path.iterdir()) == []


async def test_outlet_that_is_no_name_makes_no_path(changing: str, tmp_path: Path) -> None:
    async with opened(changing) as store:
        await save(store, article(1))
    with psycopg.connect(changing) as connection:
        connection.execute("update article set outlet = '../../x'")
    with pytest.raises(ExportError, match=r"expected the name of an outlet, found '../../x'"):
        export_of(changing).to_folder(tmp_path / "x")
    assert list(tmp_path.iterdir()) == []


async def test_host_of_no_outlet_is_exported_by_its_name(changing: str, tmp_path: Path) -> None:
    async with opened(changing) as store:
        await save(store, article(1, outlet="berita.example.org"))
    report = export_of(changing).to_folder(tmp_path / "x")
    assert any(path.startswith("story/outlet=berita.example.org/month=") for path in files_of(report.folder))


def test_mount_is_refused_at_once(monkeypatch: pytest.MonkeyPatch, hostile: str, tmp_path: Path) -> None:
    monkeypatch.setattr(Path, "is_mount", lambda self: self == tmp_path)
    with pytest.raises(ExportError, match="found a mount: name a folder in it"):
        export_of(hostile).to_folder(tmp_path)


def test_command_exports_and_refuses(hostile: str, tmp_path: Path) -> None:
    """Case D14."""
    place = tmp_path / "x"
    words = (
        "export",
        str(place),
        "--format",
        "csv",
        "--tables",
        "link,story",
        "--host",
        "regional.kompas.com",
    )
    done = scrapy(*words, database=hostile)
    assert (done.returncode, done.stderr) == (0, "")
    assert "  story                   1  rows" in done.stdout
    assert {path.name for path in place.iterdir()} == {"manifest.json", "story", "link"}
    again = scrapy(*words, database=hostile)
    assert again.returncode == 1
    assert again.stderr.startswith("newsspider: expected")
    assert "found something in it" in again.stderr
    below = scrapy("export", str(place / "manifest.json" / "x"), database=hostile)
    assert below.returncode == 1
    assert "found: File exists" in below.stderr


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ([], "expected one folder"),
        (
            ["x", "--format", "xlsx"],
            "expected --format to be one of parquet, jsonl, csv, csv-semicolon, found 'xlsx'",
        ),
        (["x", "--tables", "story,page"], "expected --tables to be one of story, link,"),
        (["x", "--outlet", "mars"], "expected --outlet to be one of tribun,"),
        (["x", "--since", "kemarin"], "expected --since to be a day"),
    ],
)
def test_bad_usage(words: list[str], message: str) -> None:
    done = scrapy("export", *words, database=NOBODY)
    assert done.returncode == 2
    assert message in done.stderr + done.stdout
