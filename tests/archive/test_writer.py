"""Writer of the archive: what other programs read, one file a process, and what a failure leaves."""

from __future__ import annotations

import errno
import gzip
import os
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator, WarcRecordType

from newsspider.archive import writer as writing
from newsspider.archive.errors import NotWritten
from newsspider.archive.reader import read
from newsspider.archive.writer import ArchiveWriter, RetentionClass
from tests.archive.factories import PAGE, URL, check, exchange, files, listed

INFO, RESPONSE, REQUEST = WarcRecordType.warcinfo, WarcRecordType.response, WarcRecordType.request


def test_other_programs_read_the_files(tmp_path: Path) -> None:
    archive = ArchiveWriter(tmp_path)
    for number in range(3):
        archive.append(exchange(url=f"{URL}&nomor={number}"))
    archive.close()
    (path,) = files(tmp_path)
    checked = check(path)
    assert (checked.returncode, checked.stdout, checked.stderr) == (0, "", "")
    assert listed(path)[:3] == [(INFO, None), (RESPONSE, f"{URL}&nomor=0"), (REQUEST, f"{URL}&nomor=0")]
    assert len(listed(path)) == 7


def test_warcio_check_sees_damage(tmp_path: Path) -> None:
    """The witness of the test before can fail."""
    archive = ArchiveWriter(tmp_path)
    archive.append(exchange(body=PAGE, headers=()))
    archive.close()
    (path,) = files(tmp_path)
    members = gzip.decompress(path.read_bytes())
    path.write_bytes(gzip.compress(members.replace(b"sungai", b"sungei")))
    assert check(path).returncode != 0


def test_every_record_is_a_gzip_member(tmp_path: Path) -> None:
    archive = ArchiveWriter(tmp_path)
    positions = [archive.append(exchange()) for _ in range(4)]
    archive.close()
    data = files(tmp_path)[0].read_bytes()
    for position in positions:
        record = gzip.decompress(data[position.offset : position.offset + position.length])
        assert record.startswith(b"WARC/1.1\r\n")
        assert record.endswith(exchange().body + b"\r\n\r\n")


def test_headers_are_kept_byte_for_byte(tmp_path: Path) -> None:
    odd = ((b"X-Kota", "Yogyakarta é".encode("latin-1")), (b"Set-Cookie", b"a=1"), (b"Set-Cookie", b"b=2"))
    archive = ArchiveWriter(tmp_path)
    archive.append(exchange(headers=odd, body=PAGE))
    archive.close()
    record = gzip.decompress(files(tmp_path)[0].read_bytes())
    assert b"X-Kota: Yogyakarta \xe9\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\n\r\n" in record


def test_passwords_of_the_request_are_left_out(tmp_path: Path) -> None:
    secret = ((b"Proxy-Authorization", b"Basic c2VjcmV0"), (b"Cookie", b"sesi=rahasia"), (b"Accept", b"*/*"))
    archive = ArchiveWriter(tmp_path)
    archive.append(exchange(request_headers=secret))
    archive.close()
    text = gzip.decompress(files(tmp_path)[0].read_bytes())
    assert b"c2VjcmV0" not in text
    assert b"rahasia" not in text
    assert b"\r\nAccept: */*\r\n" in text
    assert b"\r\nHost: www.tribunnews.com\r\n" in text


@pytest.mark.parametrize(
    "url",
    [
        "https://www.tribunnews.com/../../../etc/passwd",
        "https://www.tribunnews.com/a\r\nWARC-Type: warcinfo\r\n\r\nx",
        "https://../..//%2e%2e/\x00\x1b[31m",
        "https://www.tribunnews.com/" + "a" * 9000,
    ],
    ids=["climbing", "header", "control", "long"],
)
def test_hostile_address_stays_in_its_header(tmp_path: Path, url: str) -> None:
    archive = ArchiveWriter(tmp_path / "archive")
    position = archive.append(exchange(url=url))
    archive.close()
    assert [path.parent.parent for path in files(tmp_path)] == [tmp_path / "archive"]
    assert check(*files(tmp_path)).returncode == 0
    assert len(listed(files(tmp_path)[0])) == 3
    assert read(tmp_path / "archive", position).body == PAGE


def test_header_with_a_line_end_begins_no_body(tmp_path: Path) -> None:
    archive = ArchiveWriter(tmp_path)
    position = archive.append(exchange(headers=((b"X", b"a\r\n\r\n<script>"),), body=PAGE))
    archive.close()
    assert read(tmp_path, position).body == PAGE


def test_file_is_rotated_by_size(tmp_path: Path) -> None:
    archive = ArchiveWriter(tmp_path, file_bytes=2000)
    positions = [archive.append(exchange(body=os.urandom(900), headers=())) for _ in range(9)]
    archive.close()
    assert len({position.file for position in positions}) == len(files(tmp_path)) > 2
    assert all(path.stat().st_size < 2000 + 2500 for path in files(tmp_path))
    assert all(listed(path)[0][0] == INFO for path in files(tmp_path))


def test_file_is_rotated_by_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Clock(datetime):
        today_is = 24

        @classmethod
        def now(cls, _: object = None) -> Clock:
            return cls(2026, 7, cls.today_is, 23, 59, 59, tzinfo=UTC)

    monkeypatch.setattr(writing, "datetime", Clock)
    archive = ArchiveWriter(tmp_path)
    first = archive.append(exchange())
    Clock.today_is = 25
    second = archive.append(exchange())
    archive.close()
    days = [date.fromisoformat(position.file.partition("/")[0]) for position in (first, second)]
    assert days == [date(2026, 7, 24), date(2026, 7, 25)]


def test_terms_have_files_of_their_own(tmp_path: Path) -> None:
    archive = ArchiveWriter(tmp_path)
    names = {
        archive.append(exchange(), term).file.partition("/")[2].partition("-")[0] for term in RetentionClass
    }
    archive.close()
    assert names == {"usual", "long"}


def test_processes_share_a_folder(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from newsspider.archive.writer import ArchiveWriter\n"
        "from tests.archive.factories import exchange\n"
        "archive = ArchiveWriter(Path(sys.argv[1]))\n"
        "for _ in range(50): archive.append(exchange())\n"
    )
    command = [sys.executable, "-c", script, str(tmp_path)]
    workers = [subprocess.Popen(command) for _ in range(3)]
    assert [worker.wait() for worker in workers] == [0, 0, 0]
    assert len(files(tmp_path)) == 3
    assert check(*files(tmp_path)).returncode == 0
    assert sum(len(listed(path)) for path in files(tmp_path)) == 3 * (1 + 2 * 50)


def test_file_of_a_killed_process_is_read_and_left_alone(tmp_path: Path) -> None:
    """A record that was cut in the middle ends the file; what was before it is read."""
    archive = ArchiveWriter(tmp_path)
    whole, cut = archive.append(exchange()), archive.append(exchange())
    archive.close()
    (left,) = files(tmp_path)
    os.truncate(left, cut.offset + cut.length // 2)
    size = left.stat().st_size
    after = ArchiveWriter(tmp_path)
    position = after.append(exchange())
    after.close()
    assert left.stat().st_size == size
    assert position.file != whole.file
    assert read(tmp_path, whole).body == PAGE
    with left.open("rb") as stream:
        kinds = [record.record_type for record in ArchiveIterator(stream)]
    assert kinds[:3] == [INFO, RESPONSE, REQUEST]


def test_full_disk_leaves_whole_records(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = ArchiveWriter(tmp_path)
    good = archive.append(exchange())
    real = os.write

    def full(descriptor: int, data: bytes) -> int:
        if len(data) <= 100:
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(descriptor, bytes(data)[:100])

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(
        NotWritten, match=r"^expected to write to the archive in .*: No space left on device$"
    ):
        archive.append(exchange())
    monkeypatch.undo()
    again = archive.append(exchange())
    archive.close()
    assert again.file != good.file
    assert check(*files(tmp_path)).returncode == 0
    assert read(tmp_path, good).body == read(tmp_path, again).body == PAGE


def test_folder_that_cannot_be_made_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "berkas").write_text("bukan folder")
    with pytest.raises(NotWritten, match=r"^expected to write to the archive in .*berkas, found: .+$"):
        ArchiveWriter(tmp_path / "berkas").append(exchange())
