"""--help of every command: arguments, examples and exit codes; the examples are run where no live site is needed."""

from __future__ import annotations

import argparse
import asyncio
import gzip
import importlib
import pkgutil
import re
import shlex
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from scrapy.commands import ScrapyCommand
from scrapy.utils.project import get_project_settings

import newsspider.commands
from newsspider.console.manual import WIDTH, manual
from newsspider.items import Article, Block, BlockKind
from newsspider.spiders.arguments import NAMES
from newsspider.visits import Fetch
from tests.conftest import a_database
from tests.drift.writing import night
from tests.running.crawling import ROOT, scrapy

COMMANDS = sorted(
    name
    for _, name, _ in pkgutil.iter_modules(newsspider.commands.__path__)
    if hasattr(importlib.import_module(f"newsspider.commands.{name}"), "Command")
)
EXAMPLES = [(name, example) for name in COMMANDS if name in manual() for example in manual()[name].examples]
LIVE = "asks a live site: tests/crawls, tests/preflight and tests/commands have it with a replica"
SERVES = "goes on until it is stopped"
NOT_RUN = {
    "scrapy crawl": LIVE,
    "scrapy preflight": LIVE,
    "scrapy parse": LIVE,
    "scrapy runspider": "tests/test_habits.py",
    "scrapy demo": "tests/commands/test_demo.py",
    "scrapy dashboard": f"{SERVES}: tests/commands/test_demo.py",
    "scrapy schedule --run": "starts a crawl: tests/scheduling",
    "scrapy genspider kabar": "writes into the project: tests/commands/test_scrapys_commands.py",
    "scrapy import-warc": "tests/imports has WARC files",
    "scrapy record --archive": "tests/recordings has an archive",
    "scrapy reparse": "tests/reparsing has an archive",
    "scrapy export": "tests/exports",
    "scrapy explain https": "tests/commands/test_demo.py runs what the demo prints",
    "source <(": "tests/commands/test_completion.py",
}
"""Why an example, by its beginning, is not run here."""
RUN_ALONE = {"scrapy schedule": SERVES}
CODES = {"scrapy bench": 2}
"""Exit codes of examples, where they are not 0."""
PAGE = ROOT / "tests/pages/tribun/www_2026_kebun_terapung/page.html"
TEXT = "Kopi Baru di Lereng Gunung\nPenulis: Kirana Lestari\nTRIBUNNEWS.COM, MALANG - Petani memanen kopi.\n"


def command(name: str) -> ScrapyCommand:
    found: ScrapyCommand = importlib.import_module(f"newsspider.commands.{name}").Command()
    found.settings = get_project_settings()
    return found


def parser(name: str) -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(prog="scrapy", conflict_handler="resolve")
    command(name).add_options(made)
    return made


@pytest.fixture
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal of 80 columns, whatever the machine's."""
    monkeypatch.setenv("COLUMNS", str(WIDTH))


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.usefixtures("wide")
def test_help_has_arguments_examples_and_exit_codes(name: str) -> None:
    """Case O26."""
    assert name in manual(), f"describe scrapy {name} in newsspider/console/manual.toml"
    text, entry = parser(name).format_help(), manual()[name]
    for heading, rows in (("Examples", entry.examples), ("Exit Codes", entry.exit_codes)):
        assert f"\n{heading}\n{'=' * len(heading)}\n" in text
        assert rows
        assert all(re.search(rf"^  {re.escape(row)}(  |$)", text, re.M) for row in rows)
    assert not [line for line in text.splitlines() if len(line) > WIDTH]
    operands = re.findall(r"[<[][^>\]]+[>\]]", command(name).syntax().replace("[options]", ""))
    missing = {*operands} - {*entry.arguments}
    assert not missing, f"say in manual.toml what {missing} of scrapy {name} are"


def test_manual_has_no_command_that_is_gone() -> None:
    assert {*manual()} == {*COMMANDS}


def test_help_names_every_argument_of_a_crawl() -> None:
    stated = {found[1] for name in manual()["crawl"].arguments if (found := re.match(r"-a (\w+)=", name))}
    assert stated == {*NAMES}


@pytest.mark.parametrize("name", COMMANDS)
def test_help_examples_name_options_that_exist(name: str) -> None:
    for example in manual()[name].examples:
        words = shlex.split(example.removeprefix("source <(").rstrip(")"))
        assert words[:2] == ["scrapy", name]
        known, rest = parser(name).parse_known_args(words[2:])
        assert known
        unknown = [word for word in rest if word.startswith("-")]
        assert name == "psql" or not unknown, f"scrapy {name} has no {unknown}"


@pytest.mark.parametrize("name", COMMANDS)
def test_documented_exit_codes_are_those_of_the_help(name: str) -> None:
    """The module's first lines name no exit code that the help does not."""
    about = importlib.import_module(f"newsspider.commands.{name}").__doc__ or ""
    codes = {*re.findall(r"(?:^|[.,:] |Exit codes: )(\d)(?= |:)", about.split("\n\n", 1)[-1], re.M)}
    assert codes <= {*manual()[name].exit_codes}


@pytest.fixture(scope="module")
def database(server: str, migrated: str) -> Iterator[str]:
    """The conninfo of a database with a good run that stored a story about the price of rice."""
    story = Article(
        outlet="tribun",
        layout="Desktop2024",
        url="https://solo.tribunnews.com/news/2026/11/25/harga-beras",
        headline="Harga beras naik",
        blocks=(Block(kind=BlockKind.PARAGRAPH, text="Kata pedagang, harga beras naik lagi."),),
        published_at=datetime(2026, 11, 24, 18, tzinfo=UTC),
        fetch=Fetch(page="https://solo.tribunnews.com/news/2026/11/25/harga-beras", depth=0, status=200),
    )
    with a_database(server, like=migrated) as conninfo:
        asyncio.run(night(conninfo, [story]))
        yield conninfo


@pytest.fixture
def files(tmp_path: Path) -> dict[str, str]:
    """What the examples call a saved page and a folder of texts."""
    packed = PAGE.with_name("page.html.gz")
    body = PAGE.read_bytes() if PAGE.exists() else gzip.decompress(packed.read_bytes())
    (tmp_path / "renderings").mkdir()
    (tmp_path / "renderings" / "kopi.txt").write_text(TEXT, "utf-8")
    for name in ("page.html", "saved.html"):
        (tmp_path / name).write_bytes(body)
    return {name: str(tmp_path / name) for name in ("page.html", "saved.html", "renderings")}


def runnable() -> list[str]:
    return [
        example
        for _, example in EXAMPLES
        if example not in RUN_ALONE and not any(example.startswith(start) for start in NOT_RUN)
    ]


@pytest.mark.parametrize("example", runnable())
def test_example_of_help_runs(example: str, database: str, files: dict[str, str], tmp_path: Path) -> None:
    _, *words = [files.get(word, word) for word in shlex.split(example)]
    if words[0] == "record":
        words += ["--to", str(tmp_path / "recording")]
    done = scrapy(*words, database=database, project="production")
    expected = next((code for start, code in CODES.items() if example.startswith(start)), 0)
    assert done.returncode == expected, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout or done.stderr or words == ["psql"], "psql is silent: its input is empty"
