"""Tests of `scrapy read`: its output for people and machines, and its errors."""

import gzip
import json
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from newsspider.commands.read import read_by_any
from newsspider.items import Article, Rejection
from newsspider.outlets import OUTLETS
from newsspider.outlets.tribun import TRIBUN
from tests.running.crawling import ROOT, command

PAGES = ROOT / "tests" / "pages" / "tribun"
KEYS = (
    "headline lead authors editors published_at section tags source dateline signature paragraphs blocks images links"
    " removed layout outlet"
).split()
TEXT = """Panen Kopi Lebih Awal di Lereng Gunung
Petani di lereng gunung memanen kopi sebelum musimnya.
Penulis: Kirana Lestari
Editor: Bagas Aryanto
TRIBUNNEWS.COM, MALANG - Petani di lereng gunung memanen kopi sebelum musimnya karena hujan datang lebih cepat dari biasanya.
Baca juga: Harga Kopi Naik di Pasar Kota
Kepala desa mengatakan harga kopi naik dua kali lipat dalam sebulan terakhir dan petani senang.
(Tribunnews.com/Kirana Lestari)
"""
GENERIC_PAGE = b"""<html><head><title>Warga Menanam Kopi - Contoh</title><link rel="canonical" href="ADDRESS">
<meta property="og:type" content="article"></head><body><h1>Warga Menanam Kopi</h1><div><p>Warga desa di lereng gunung
menanam ribuan bibit kopi bersama para pelajar pada Sabtu pagi.</p><p>Kepala desa berharap panen pertama datang tiga
tahun lagi, sebelum musim hujan yang panjang itu berakhir.</p></div></body></html>"""


def read(*arguments: object) -> subprocess.CompletedProcess[str]:
    return command("read", *arguments, DATABASE_URL="postgresql://127.0.0.1:1/tiada")


def refused(done: subprocess.CompletedProcess[str], code: int) -> str:
    assert done.returncode == code, done.stderr
    (line,) = done.stderr.strip().splitlines()
    assert line.startswith("newsspider: ")
    return line


@pytest.fixture(scope="module")
def page() -> dict[str, Any]:
    folder = PAGES / "www_2026_kebun_terapung"
    if not folder.exists():
        pytest.skip("expected the recorded page www_2026_kebun_terapung, found none")
    url = json.loads((folder / "expected.json").read_text())["url"]
    done = read(folder / "page.html", "--url", url, "--json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert isinstance(found, dict)
    return found


def test_json_has_documented_keys(page: dict[str, Any]) -> None:
    assert set(KEYS) <= set(page)
    assert page["published_at"] == "2026-07-24T12:40+07:00"
    assert page["paragraphs"] == [block["text"] for block in page["blocks"]]
    assert all(isinstance(text, str) for text in page["paragraphs"])
    assert page["outlet"] == "tribun"


def test_json_links_and_removed_have_documented_parts(page: dict[str, Any]) -> None:
    assert page["links"]
    assert all({"kind", "url", "anchor"} <= set(link) for link in page["links"])
    assert page["removed"]
    assert all(set(cut) == {"rule", "text"} for cut in page["removed"])


def test_read_accepts_text_and_gzip(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(TEXT)
    (tmp_path / "page.gz").write_bytes(gzip.compress(TEXT.encode()))
    plain, packed = (json.loads(read(tmp_path / name, "--json").stdout) for name in ("page.txt", "page.gz"))
    assert plain == packed
    assert plain["dateline"] == "TRIBUNNEWS.COM, MALANG -"
    assert plain["authors"] == ["Kirana Lestari"]
    assert plain["signature"] == "(Tribunnews.com/Kirana Lestari)"
    assert [link["anchor"] for link in plain["links"]] == ["Harga Kopi Naik di Pasar Kota"]
    assert len(plain["paragraphs"]) == 2


def test_output_shows_fields_sources_links_and_cuts(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(TEXT)
    done = read(tmp_path / "page.txt", "--outlet", "tribun")
    output = done.stdout
    assert done.returncode == 0
    for words in (
        "Panen Kopi Lebih Awal",
        "TribunText",
        "Kirana Lestari",
        "baca_juga",
        "credit_line",
        "[text:",
    ):
        assert words in output
    assert "\x1b[" not in output


def test_output_has_no_control_characters(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        "<html><body><h1 id=arttitle>Panen\x1b]0;x\x07 \u202eKopi</h1><div class=txt-article><p>Petani \x1b[31mmemanen kopi sebelum"
        " musimnya karena hujan &#x9b;31m datang lebih cepat.</p></div></body></html>"
    )
    output = read(page).stdout
    assert not set(output) & set("\x1b\x07\x9b\u202e")


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("gambar.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "binary data"),
        ("putus.gz", gzip.compress(TEXT.encode())[:-20], "gzip"),
        ("rusak.gz", b"\x1f\x8b" + b"rusak" * 20, "gzip"),
        ("gambar.gz", gzip.compress(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20), "binary data"),
    ],
)
def test_read_refuses_binary_and_damaged_files(tmp_path: Path, name: str, content: bytes, words: str) -> None:
    (tmp_path / name).write_bytes(content)
    line = refused(read(tmp_path / name), 2)
    assert words in line
    assert name in line


def test_read_refuses_large_files(tmp_path: Path) -> None:
    packed = tmp_path / "bom.gz"
    packed.write_bytes(gzip.compress(b"a" * 30_000_000))
    assert "at most" in refused(read(packed), 2)


def test_read_refuses_unreadable_paths(tmp_path: Path) -> None:
    assert "directory" in refused(read(tmp_path), 2)
    assert "No such file" in refused(read(tmp_path / "tiada.html"), 2)
    assert "expected a readable page" in refused(read(tmp_path / ("x" * 300)), 2)


@pytest.mark.parametrize("options", [[], ["--json"]])
def test_unknown_layout_exits_with_three(tmp_path: Path, options: list[str]) -> None:
    (tmp_path / "toko.html").write_text(
        "<html><head><title>Toko Kopi</title></head><body><h1>Toko</h1></body></html>"
    )
    done = read(tmp_path / "toko.html", *options)
    line = refused(done, 3)
    assert "NoLayout" in line
    assert "Toko Kopi" in line
    if options:
        assert json.loads(done.stdout)["rejection"] == "NoLayout"


def test_empty_page_exits_with_three(tmp_path: Path) -> None:
    (tmp_path / "kosong.html").write_bytes(b"")
    assert "EmptyPage" in refused(read(tmp_path / "kosong.html"), 3)


@pytest.mark.parametrize(
    "url",
    [
        "kopi",
        "https://[::1",
        b"https://www.tribunnews.com/nasional/2026/07/24/\xff".decode("utf-8", "surrogateescape"),
    ],
)
def test_wrong_url_option_exits_without_traceback(tmp_path: Path, url: str) -> None:
    (tmp_path / "page.txt").write_text(TEXT)
    done = read(tmp_path / "page.txt", "--url", url)
    assert "Traceback" not in done.stderr
    assert done.returncode in (0, 2)


@pytest.mark.parametrize("arguments", [[], ["a", "b"], ["a", "--outlet", "koran"]])
def test_bad_usage_exits_with_two(arguments: list[str]) -> None:
    done = read(*arguments)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_page_of_no_outlet_is_read_generically(tmp_path: Path) -> None:
    url = "https://contoh.example/nasional/2026/07/24/warga-menanam-kopi"
    (tmp_path / "page.html").write_bytes(GENERIC_PAGE.replace(b"ADDRESS", url.encode()))
    for arguments in (["--url", url], []):
        done = read(tmp_path / "page.html", "--json", *arguments)
        assert done.returncode == 0
        assert "no layout of unknown recognises this page: read generically" in done.stderr
        found = json.loads(done.stdout)
        assert (found["reading"], found["layout"], found["url"]) == ("generic", "Generic", url)
        assert len(found["paragraphs"]) == 2


def test_text_of_no_outlet_is_no_story(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(TEXT)
    url = "https://contoh.example/nasional/2026/07/24/kopi"
    assert "NoMarkup" in refused(read(tmp_path / "page.txt", "--url", url), 3)
    assert read(tmp_path / "page.txt", "--url", url, "--outlet", "tribun").returncode == 0


def test_read_asks_every_outlet() -> None:
    other = replace(TRIBUN, name="lain", text_layout=None)
    found = read_by_any([other, TRIBUN], TEXT.encode(), None)
    assert isinstance(found, Article)
    assert found.outlet == "tribun"
    rejection = read_by_any([other, TRIBUN], b"<h1>Toko</h1>", None)
    assert isinstance(rejection, Rejection)
    assert (rejection.outlet, rejection.reason) == ("lain", "NoLayout")
    assert rejection.detail.startswith("lain, tribun: NoLayout: ")
    text = read_by_any([TRIBUN, other], b"Ini bukan berita.", None)
    assert isinstance(text, Rejection)
    assert text.detail.startswith("tribun: NoMarks: ")
    assert "; lain: NoMarkup: " in text.detail
    alone = read_by_any([other], TEXT.encode(), None)
    assert isinstance(alone, Rejection)
    assert alone.reason == "NoMarkup"


def test_outlets_that_say_the_same_share_a_line() -> None:
    rejection = read_by_any(OUTLETS.values(), b"", None)
    assert isinstance(rejection, Rejection)
    shared = f"and {len(OUTLETS) - 2} more: EmptyPage: expected a page of an outlet, found nothing"
    assert rejection.detail.endswith(shared)


def test_read_refuses_address_of_no_outlet() -> None:
    line = refused(read("https://contoh.example/nasional/2026/07/24/kopi"), 1)
    assert "expected an address on a host of tribun" in line


def test_folder_of_texts_is_read_in_bulk(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a/satu.txt").write_text(TEXT)
    (tmp_path / "dua.txt.gz").write_bytes(gzip.compress(TEXT.encode()))
    (tmp_path / "tiga.txt").write_text("Ini bukan berita.")
    (tmp_path / "halaman.html").write_text("<html></html>")
    done = read("--text", tmp_path)
    assert done.returncode == 0, done.stderr
    assert "3 files: 2 stories" in done.stdout
    lines = read("--text", tmp_path, "--json").stdout.splitlines()
    objects = [json.loads(line) for line in lines]
    assert [Path(each["file"]).name for each in objects] == ["satu.txt", "dua.txt.gz", "tiga.txt"]
    assert objects[0]["headline"] == objects[1]["headline"] == "Panen Kopi Lebih Awal di Lereng Gunung"
    assert "rejection" in objects[2]


def test_damaged_text_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    (tmp_path / "satu.txt").write_text(TEXT)
    (tmp_path / "dua.txt.gz").write_bytes(gzip.compress(TEXT.encode())[:-9])
    done = read("--text", tmp_path)
    assert "dua.txt.gz" in refused(done, 1)
    assert "2 files: 1 stories" in done.stdout


def test_folder_without_texts_is_refused(tmp_path: Path) -> None:
    assert "expected a folder with texts" in refused(read("--text", tmp_path), 2)
    assert "expected a folder with texts" in refused(read("--text", tmp_path / "tiada"), 2)
