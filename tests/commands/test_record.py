"""Tests of `scrapy record`: what it writes, and its errors."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.running.crawling import ROOT, command

PAGE = ROOT / "tests/pages/tribun/www_2021_perahu/page.html"


def record(*arguments: object) -> subprocess.CompletedProcess[str]:
    return command("record", *arguments, DATABASE_URL="postgresql://127.0.0.1:1/tiada")


def test_record_writes_page_and_unconfirmed_expectation(tmp_path: Path) -> None:
    done = record(PAGE, "--to", tmp_path / "perahu")
    assert done.returncode == 0, done.stderr
    assert "reads as its source does" in done.stdout
    expected = json.loads((tmp_path / "perahu/expected.json").read_text("utf-8"))
    page = (tmp_path / "perahu/page.html").read_text("utf-8")
    assert expected["confirmed"] is False
    assert expected["address"].startswith("https://www.tribunnews.com/techno/2021/06/22/")
    assert expected["headline"] in page
    assert "enceng gondok" not in page.casefold()


def test_record_refuses_a_folder_that_is_there(tmp_path: Path) -> None:
    done = record(PAGE, "--to", tmp_path)
    assert done.returncode == 2
    assert "expected a new folder" in done.stderr


@pytest.mark.parametrize("arguments", [[], ["a", "b"], ["tiada.html"]])
def test_bad_usage_exits_with_two(arguments: list[str]) -> None:
    done = record(*arguments)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_list_is_refused(tmp_path: Path) -> None:
    page = tmp_path / "daftar.xml"
    page.write_text("<urlset><url><loc>https://www.tribunnews.com/</loc></url></urlset>")
    done = record(page, "--url", "https://www.tribunnews.com/sitemap.xml", "--to", tmp_path / "daftar")
    assert done.returncode == 2
    assert "found a list" in done.stderr
    assert not (tmp_path / "daftar").exists()
