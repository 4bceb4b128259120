"""Reader of WARC files: wanted pages, encodings, and files that are cut, damaged or none."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsspider.imports.warcs import BadWarc, WarcFile, WarcPage
from tests.imports.warcfiles import HTML, Recorded, encoded, other, story, write


def pages_of(file: WarcFile) -> list[WarcPage]:
    return [page for page in file.pages(lambda url: "tribunnews" in url) if page is not None]


@pytest.mark.parametrize("packed", [True, False])
def test_wanted_pages_come_with_their_time(tmp_path: Path, packed: bool) -> None:
    path = write(tmp_path / "a.warc", [other(1), story("panen-kopi-di-lereng"), other(2)], packed)
    file = WarcFile(path)
    (page,) = pages_of(file)
    assert page.url == story("panen-kopi-di-lereng").url
    assert page.body == story("panen-kopi-di-lereng").body
    assert page.content_type == HTML
    assert page.at.isoformat() == "2021-06-22T05:00:00+00:00"
    assert file.records == 4
    assert file.offset == path.stat().st_size


def test_reading_goes_on_at_an_offset(tmp_path: Path) -> None:
    path = write(tmp_path / "a.warc.gz", [story("panen-kopi-satu"), story("panen-kopi-dua")])
    second = pages_of(WarcFile(path))[1]
    (page,) = pages_of(WarcFile(path, offset=second.offset))
    assert page.url == second.url
    assert len(pages_of(WarcFile(path, offset=second.offset + 3))) == 2


@pytest.mark.parametrize("number", range(6))
def test_body_is_decoded_or_taken_as_it_is(tmp_path: Path, number: int) -> None:
    body, headers = encoded("panen-kopi")[number]
    page = Recorded(url=story("panen-kopi").url, body=body, headers=headers)
    (found,) = pages_of(WarcFile(write(tmp_path / "a.warc.gz", [page])))
    assert found.body == story("panen-kopi").body


def test_other_statuses_are_no_pages(tmp_path: Path) -> None:
    page = Recorded(url=story("a-b-c").url, body=b"", status="404 Not Found")
    assert pages_of(WarcFile(write(tmp_path / "a.warc.gz", [page]))) == []


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize("share", [0.4, 0.9, 0.999])
def test_cut_file_is_said_after_its_pages(tmp_path: Path, packed: bool, share: float) -> None:
    path = write(tmp_path / "a.warc", [story(f"panen-kopi-{n}") for n in range(20)], packed)
    data = path.read_bytes()
    path.write_bytes(data[: int(share * len(data))])
    with pytest.raises(BadWarc, match=r"expected whole records in .*a\.warc") as caught:
        pages_of(WarcFile(path))
    assert "\n" not in str(caught.value)


def test_damaged_file_is_said_after_its_pages(tmp_path: Path) -> None:
    path = write(tmp_path / "a.warc.gz", [story(f"panen-kopi-{n}") for n in range(20)])
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 200] = b"\x00" * 200
    path.write_bytes(data)
    found: list[WarcPage | None] = []
    with pytest.raises(BadWarc, match="expected whole records") as caught:
        found.extend(WarcFile(path).pages(lambda _url: True))
    assert 5 <= len(found) <= 15
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "content", [b"", b"<html>halaman</html>" * 50, b"\x00" * 5000, b"\x1f\x8b" + b"x" * 500]
)
def test_other_files_are_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.warc").write_bytes(content)
    with pytest.raises(BadWarc, match=r"expected (a WARC file|WARC records)"):
        pages_of(WarcFile(tmp_path / "a.warc"))


def test_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadWarc, match="No such file"):
        pages_of(WarcFile(tmp_path / "tiada.warc"))
