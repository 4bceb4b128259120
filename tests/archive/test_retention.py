"""Retention of the archive: what is removed first, and that nothing is removed that is being written."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import psycopg
import pytest

from newsspider.archive.errors import FileMissing
from newsspider.archive.reader import read
from newsspider.archive.retention import ArchiveFile, Retention, archive_files, expired
from newsspider.archive.writer import ArchiveWriter, RetentionClass
from newsspider.runs.archiving import PageArchive
from newsspider.store.pool import connected
from newsspider.store.reports.captures import captures_of
from newsspider.store.reports.readonly import looking
from tests.archive.factories import exchange, files

TODAY = date(2026, 7, 24)
AGES = {"usual": (0, 3, 10, 11, 50), "long": (0, 10, 40, 41)}


def file(term: str, age: int, size: int = 100) -> ArchiveFile:
    day = TODAY - timedelta(days=age)
    return ArchiveFile(name=f"{day}/{term}-{age}", day=day, term=RetentionClass(term), size=size)


FILES = [file(term, age) for term, ages in AGES.items() for age in ages]


def ages(removed: list[ArchiveFile]) -> list[tuple[str, int]]:
    return [(one.term.value, (TODAY - one.day).days) for one in removed]


@pytest.mark.parametrize(
    ("days", "max_bytes", "removed"),
    [
        (365, 10_000, []),
        (10, 10_000, [("usual", 11), ("usual", 50), ("long", 41)]),
        (365, 900, []),
        (365, 899, [("usual", 50)]),
        (365, 450, [("usual", 50), ("usual", 11), ("usual", 10), ("usual", 3), ("usual", 0)]),
        (
            365,
            250,
            [
                ("usual", 50),
                ("usual", 11),
                ("usual", 10),
                ("usual", 3),
                ("usual", 0),
                ("long", 41),
                ("long", 40),
            ],
        ),
        (10, 550, [("usual", 11), ("usual", 50), ("long", 41), ("usual", 10)]),
    ],
)
def test_files_expire_by_age_and_by_size(days: int, max_bytes: int, removed: list[tuple[str, int]]) -> None:
    assert ages(expired(FILES, Retention(days=days, max_bytes=max_bytes), TODAY)) == removed


def test_only_files_of_the_archive_are_counted(tmp_path: Path) -> None:
    archive = ArchiveWriter(tmp_path)
    names = {archive.append(exchange(), term).file for term in RetentionClass}
    archive.close()
    for name in ("catatan.txt", "2026-07-24/berkas.warc.gz", "2026-99-99/usual-000000-00000000-0001.warc.gz"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"bukan milik kami")
    assert {one.name for one in archive_files(tmp_path)} == names
    assert archive_files(tmp_path / "tidak-ada") == []


def shelved(folder: Path, database: str, terms: tuple[RetentionClass, ...]) -> dict[RetentionClass, int]:
    """A page for each term, with a capture in a file of its own. Returns the pages' numbers."""
    archive, pages = ArchiveWriter(folder), dict[RetentionClass, int]()
    with psycopg.connect(database) as connection:
        for term in terms:
            position = archive.append(exchange(), term)
            row = connection.execute(
                "insert into page (outlet, url, host, kind, depth, found_how, due_at) "
                "values ('tribun', %s, 'www.tribunnews.com', 'story', 0, 'seed', now()) returning id",
                [f"https://www.tribunnews.com/{term}"],
            ).fetchone()
            assert row
            pages[term] = row[0]
            connection.execute(
                "insert into capture (page_id, kind, url, status, captured_at, file, record_offset, record_length, "
                "digest) values (%s, 'story', 'u', 200, now(), %s, %s, %s, %s)",
                [row[0], position.file, position.offset, position.length, position.digest],
            )
    archive.close()
    return pages


def end_of_run(folder: Path, database: str, max_bytes: int, days: int = 365) -> None:
    async def ended() -> None:
        archive = PageArchive(folder, Retention(days=days, max_bytes=max_bytes))
        async with connected(database) as pool:
            await archive.remove_expired(pool)

    asyncio.run(ended())


def test_captures_go_before_their_file(database: str, tmp_path: Path) -> None:
    pages = shelved(tmp_path, database, (RetentionClass.USUAL, RetentionClass.LONG))
    end_of_run(tmp_path, database, max_bytes=files(tmp_path)[0].stat().st_size + 10)
    assert [path.name.partition("-")[0] for path in files(tmp_path)] == ["long"]
    with looking(database) as connection:
        assert captures_of(connection, pages[RetentionClass.USUAL]) == []
        (kept,) = captures_of(connection, pages[RetentionClass.LONG])
    assert read(tmp_path, kept.position).status == 200
    end_of_run(tmp_path, database, max_bytes=1)
    assert list(tmp_path.iterdir()) == []


def test_file_that_is_written_stays(database: str, tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from newsspider.archive.writer import ArchiveWriter\n"
        "from tests.archive.factories import exchange\n"
        "archive = ArchiveWriter(Path(sys.argv[1])); archive.append(exchange())\n"
        "print('ditulis', flush=True); sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as worker:
        assert worker.stdout is not None
        assert worker.stdin is not None
        assert worker.stdout.readline() == "ditulis\n"
        end_of_run(tmp_path, database, max_bytes=1)
        assert len(files(tmp_path)) == 1
        worker.stdin.close()
        worker.wait()
    end_of_run(tmp_path, database, max_bytes=1)
    assert files(tmp_path) == []


def test_capture_of_a_removed_file_is_told(database: str, tmp_path: Path) -> None:
    """Somebody removes a file by hand: its row stays, and says so."""
    pages = shelved(tmp_path, database, (RetentionClass.USUAL,))
    files(tmp_path)[0].unlink()
    end_of_run(tmp_path, database, max_bytes=10_000)
    with looking(database) as connection:
        (kept,) = captures_of(connection, pages[RetentionClass.USUAL])
    with pytest.raises(FileMissing, match="it was removed, or lies on another machine"):
        read(tmp_path, kept.position)


def test_database_that_is_away_keeps_the_files(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    archive = ArchiveWriter(tmp_path)
    archive.append(exchange())
    archive.close()

    async def ended() -> None:
        shelf = PageArchive(tmp_path, Retention(days=365, max_bytes=1))
        async with connected("host=127.0.0.1 port=1 connect_timeout=1") as pool:
            pool.retry.fail()
            await shelf.remove_expired(pool)

    began = datetime.now(UTC)
    asyncio.run(ended())
    assert len(files(tmp_path)) == 1
    assert "archive files not removed: " in caplog.text
    assert datetime.now(UTC) - began < timedelta(minutes=2)
