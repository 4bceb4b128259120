"""Documentation site: built strictly, complete, and without a request to elsewhere."""

from __future__ import annotations

import html
import importlib
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from deploy.site.build import CONFIG, ELSEWHERE, page_of, spaced, unnamed
from deploy.site.reference import REASONS, commands, help_page, reasons_page, schema, tables_page
from tests.running.crawling import ROOT


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, as `make docs` builds it."""
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "deploy.site.build", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    assert f"the site is in {folder}" in done.stdout
    return folder


def test_site_has_every_document(site: Path) -> None:
    names = {path.stem for path in (ROOT / "docs").glob("*.md")} | {
        Path(name).stem for name in ELSEWHERE.values()
    }
    assert not {name for name in names if not (site / f"{name}.html").exists()}


def test_site_loads_nothing_from_elsewhere(site: Path) -> None:
    loads = re.compile(r"<(?:script|img|link|iframe|source)[^>]+(?:src|href)=[\"']?(?:https?:)?//", re.I)
    for page in site.glob("*.html"):
        assert not loads.search(page.read_text("utf-8")), page.name


def test_site_shows_lists_tables_and_code_as_such(site: Path) -> None:
    page = (site / "frontier.html").read_text("utf-8")
    assert page.count("<li>") > 10
    assert page.count("<table>") >= 1
    assert "<p>- " not in page
    for path in site.glob("*.html"):
        text = path.read_text("utf-8")
        assert not re.search(r"<p>(?:- |\| |```)", text), path.name


def test_site_names_every_command_with_its_options(site: Path) -> None:
    page = html.unescape(re.sub(r"<[^>]+>", "", (site / "help.html").read_text("utf-8")))
    for name in commands():
        assert f"scrapy {name} " in page
    assert "--max-age 26h" in page


def test_site_names_every_setting(site: Path) -> None:
    page = (site / "settings.html").read_text("utf-8")
    ours = {name for name in vars(importlib.import_module("settings.base")) if name.startswith("HOST_")}
    assert ours
    assert all(f"<code>{name}</code>" in page for name in ours)


def test_reference_has_every_table_and_column() -> None:
    text = (ROOT / "newsspider/store/schema.sql").read_text("utf-8")
    tables = re.findall(r"^create table (\w+)", text, re.M)
    page = tables_page()
    assert [name for kind, name, *_ in schema() if kind == "table"] == tables
    assert re.findall(r"^## (\w+)$", page, re.M) == tables
    assert len(re.findall(r"^\| `\w+` \|", page, re.M)) > 250
    assert not re.search(r"\|\s*\|$", page, re.M), "a column without its comment"


def test_reference_has_every_reason_in_both_languages() -> None:
    page = reasons_page()
    entries = {code: one for code, one in tomllib.loads(REASONS.read_text("utf-8")).items() if "help" in one}
    assert re.findall(r"^## (\w+)$", page, re.M) == [*entries]
    for entry in entries.values():
        assert entry["help"]["en"] in page
        assert entry["help"]["id"] in page


def test_reference_of_commands_is_their_help(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    page = help_page()
    assert re.findall(r"^## scrapy (\S+)$", page, re.M) == [*commands()]
    assert page.count("\nExit Codes\n") == len(commands())


@pytest.mark.parametrize(
    ("document", "written", "on_site"),
    [
        ("README.md", "[a](docs/crawl.md)", "[a](crawl.md)"),
        ("README.md", "[a](docs/commands.md#output)", "[a](commands.md#output)"),
        (
            "README.md",
            "[![a](docs/pictures/b.png)](docs/dashboard.md)",
            "[![a](pictures/b.png)](dashboard.md)",
        ),
        ("docs/crawl.md", "[a](../README.md)", "[a](index.md)"),
        ("docs/crawl.md", "[a](../deploy/schedule.toml)", "a"),
        ("docs/crawl.md", "[`a`](../newsspider/items/article.py)", "`a`"),
        ("docs/crawl.md", "[a](https://example.org/)", "[a](https://example.org/)"),
        ("docs/crawl.md", "[a](#b)", "[a](#b)"),
    ],
)
def test_links_lead_to_pages_of_the_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, document: str, written: str, on_site: str
) -> None:
    monkeypatch.setattr("deploy.site.build.ROOT", tmp_path)
    path = tmp_path / document
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"{written}\n\n```\n{written}\n```\n", "utf-8")
    assert page_of(path) == f"{on_site}\n\n```\n{written}\n```\n"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Two:\n- a\n- b\n", "Two:\n\n- a\n- b\n"),
        ("Two:\n1. a\n2. b\n", "Two:\n\n1. a\n2. b\n"),
        ("- a\n  and more\n- b\n", "- a\n  and more\n- b\n"),
        ("a\nb\n", "a\nb\n"),
    ],
)
def test_lists_get_an_empty_line(text: str, found: str) -> None:
    assert spaced(text) == found


def test_document_that_the_navigation_lacks_is_added(tmp_path: Path) -> None:
    (tmp_path / "crawl.md").touch()
    (tmp_path / "new.md").touch()
    assert [*unnamed(CONFIG.read_text("utf-8"), tmp_path)] == ["  - More:", "      - new.md"]


def faulty(text: str) -> Callable[[Path], None]:
    def write(folder: Path) -> None:
        (folder / "docs").mkdir()
        (folder / "docs/index.md").write_text(text, "utf-8")
        config = CONFIG.read_text("utf-8").partition("nav:\n  -")[0]
        (folder / "mkdocs.yml").write_text(config, "utf-8")

    return write


@pytest.mark.parametrize("text", ["[a](none.md)", "# A\n\n[a](#none)"])
def test_strict_build_fails_for_a_dead_link(tmp_path: Path, text: str) -> None:
    """The options of build.py count warnings; MkDocs' --quiet would not."""
    faulty(text)(tmp_path)
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--config-file", str(tmp_path / "mkdocs.yml")],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 1
    assert "Aborted with 1 warnings in strict mode" in done.stderr + done.stdout
