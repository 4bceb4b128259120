"""Reader of the archive: what was written comes back, and what is wrong with a file is one line."""

from __future__ import annotations

import gzip
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import brotli  # type: ignore[import-untyped]
import pytest

from newsspider.archive.errors import BodyUnreadable, FileMissing, NotReadable, RecordCut, RecordDamaged
from newsspider.archive.reader import MAX_BYTES, read
from newsspider.archive.writer import ArchiveWriter
from newsspider.http.exchanges import Exchange, Position
from tests.archive.factories import PAGE, URL, exchange, files

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd


def archived(folder: Path, *exchanges: Exchange) -> list[Position]:
    archive = ArchiveWriter(folder)
    positions = [archive.append(one) for one in exchanges]
    archive.close()
    return positions


def test_response_comes_back(tmp_path: Path) -> None:
    (position,) = archived(tmp_path, exchange(status=404))
    found = read(tmp_path, position)
    assert (found.url, found.status, found.body) == (URL, 404, PAGE)
    assert found.headers == exchange().headers
    assert found.at == exchange().at
    assert found.content_type == "text/html; charset=utf-8"


@pytest.mark.parametrize(
    ("encoding", "pack"),
    [
        ("", bytes),
        ("gzip", gzip.compress),
        ("br", brotli.compress),
        ("zstd", zstd.compress),
        ("gzip, br", lambda body: brotli.compress(gzip.compress(body))),
        ("utf-8", bytes),
    ],
)
def test_body_is_decompressed(tmp_path: Path, encoding: str, pack: Callable[[bytes], bytes]) -> None:
    headers = ((b"Content-Encoding", encoding.encode()),) if encoding else ()
    (position,) = archived(tmp_path, exchange(body=pack(PAGE), headers=headers))
    assert read(tmp_path, position).body == PAGE


@pytest.mark.parametrize("body", [b"", b"\r\n\r\n", b"WARC/1.1\r\n\r\n", bytes(range(256)) * 9])
def test_any_body_comes_back(tmp_path: Path, body: bytes) -> None:
    positions = archived(tmp_path, exchange(), exchange(body=body, headers=()), exchange())
    assert [read(tmp_path, position).body for position in positions] == [PAGE, body, PAGE]


def test_header_that_is_no_latin_comes_back(tmp_path: Path) -> None:
    (position,) = archived(tmp_path, exchange(body=PAGE, headers=((b"X-Odd", b"caf\xe9 \xff\x80"),)))
    assert read(tmp_path, position).headers == ((b"X-Odd", b"caf\xe9 \xff\x80"),)


def test_body_that_lies_about_its_encoding_is_said(tmp_path: Path) -> None:
    (position,) = archived(tmp_path, exchange(body=b"not packed at all"))
    with pytest.raises(BodyUnreadable, match=r"^byte [\d,]+ of .+: expected a gzipped body, found: .+$"):
        read(tmp_path, position)


def test_bomb_is_refused(tmp_path: Path) -> None:
    bomb = gzip.compress(bytes(MAX_BYTES + 1), compresslevel=1)
    (position,) = archived(tmp_path, exchange(body=bomb))
    with pytest.raises(BodyUnreadable, match="expected at most 67108864 bytes unpacked, found more"):
        read(tmp_path, position)


def _remove(path: Path, _: Position) -> None:
    path.unlink()


def _cut(path: Path, position: Position) -> None:
    os.truncate(path, position.offset + position.length - 1)


def _empty(path: Path, _: Position) -> None:
    os.truncate(path, 0)


def _overwrite(path: Path, position: Position) -> None:
    with path.open("r+b") as file:
        file.seek(position.offset + position.length // 2)
        file.write(bytes(40))


def _replace(path: Path, _: Position) -> None:
    path.write_bytes(b"<html>" * 5000)


def _close(path: Path, _: Position) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize(
    ("harm", "error", "message"),
    [
        (_remove, FileMissing, "found no such file: it was removed, or lies on another machine"),
        (_cut, RecordCut, "the file was cut"),
        (_empty, RecordCut, "found 0: the file was cut"),
        (_overwrite, RecordDamaged, "found damaged bytes"),
        (_replace, RecordDamaged, "found damaged bytes"),
        (_close, FileMissing, "Is a directory"),
    ],
)
def test_harmed_file_is_said_in_one_line(
    tmp_path: Path, harm: Callable[[Path, Position], None], error: type[NotReadable], message: str
) -> None:
    first, last = archived(tmp_path, exchange(), exchange(body=os.urandom(3000), headers=()))
    harm(files(tmp_path)[0], last)
    with pytest.raises(error, match=message) as raised:
        read(tmp_path, last)
    assert str(raised.value).isprintable()
    assert last.file in str(raised.value)
    if harm in (_cut, _overwrite):
        assert read(tmp_path, first).body == PAGE


def test_body_of_another_page_is_damage(tmp_path: Path) -> None:
    first, second = archived(tmp_path, exchange(), exchange(body=PAGE, headers=()))
    with pytest.raises(RecordDamaged, match="expected the body with the noted digest"):
        read(tmp_path, replace(first, offset=second.offset, length=second.length))


def test_request_is_no_response(tmp_path: Path) -> None:
    first, second = archived(tmp_path, exchange(), exchange())
    offset = first.offset + first.length
    with pytest.raises(RecordDamaged, match="found another kind of record"):
        read(tmp_path, replace(first, offset=offset, length=second.offset - offset))


@pytest.mark.parametrize(
    "name", ["../rahasia.warc.gz", "/etc/passwd", "", "2026-07-24/usual.warc.gz", "a\x00b"]
)
def test_name_that_is_no_file_of_ours_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(FileMissing, match=r"^expected the name of an archive file, found '"):
        read(tmp_path, Position(file=name, offset=0, length=10, digest=bytes(20)))
