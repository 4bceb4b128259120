"""Runbook and READMEs: every block works as it stands."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from newsspider.store.embedded.sharing import embedded_server
from newsspider.store.migrate import migrate
from tests.ops.conftest import give_roles
from tests.running.crawling import ROOT, scrapy
from tests.running.nights import rows
from tests.running.oddsite import WWW, OddSite, sitemap, story

RUN_ELSEWHERE = {"questions.md"}
"""Documents of questions and their results: tests/ops/test_questions.py asks them all."""
DOCUMENTS = (
    "README.md",
    "README.id.md",
    "deploy/grafana/README.md",
    *(
        str(path.relative_to(ROOT))
        for path in sorted((ROOT / "docs").rglob("*.md"))
        if path.name not in RUN_ELSEWHERE
    ),
)
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SHELLS = ("", "bash", "sh")
"""Languages of blocks of commands; one of another language says which (```sql)."""
INSTALLS = "changes the system's packages, users and units: test_units.py tests the files it installs"
SERVES = "goes on until it is stopped: tests/dashboard and tests/scheduling start it"
CONTAINERS = "needs containers: test_image.py reads the files"
LIVE = "crawls the live site: tests/crawls/test_crawl.py has the same arguments"
SHOWN = "is output; the command has tests of its own in tests/commands"
PICTURE = "is a picture"
NOT_RUN = {
    "$ make demo": "tests/commands/test_demo.py",
    "$ .venv/bin/scrapy": SHOWN,
    "apt-get install -y git make python3-venv     # as root": "tests/deploy/test_setup.py, CI and the demo's test",
    "unset NEWSSPIDER_DATA": "tests/commands/test_demo.py",
    "make quick": "is how this test is run",
    "deploy/schedule.toml -->": PICTURE,
    "join or begin a run": PICTURE,
    "[[schedule]]": "is a part of deploy/schedule.toml: tests/scheduling",
    ".venv/bin/scrapy genspider": "writes into the project: tests/commands/test_scrapys_commands.py",
    ".venv/bin/scrapy record": "tests/commands/test_record.py",
    ".venv/bin/scrapy crawl": LIVE,
    ".venv/bin/scrapy export": "tests/exports",
    "data/stories/manifest.json": PICTURE,
    ".venv/bin/warcio check": "tests/archive checks files as warcio does",
    "export NEWSSPIDER_CONTACT": LIVE,
    "export NEWSSPIDER_DATA=data/demo": "tests/commands/test_demo.py runs it over a demo",
    ".venv/bin/scrapy dashboard": SERVES,
    ".venv/bin/scrapy reparse": "tests/reparsing/test_reparse.py",
    ".venv/bin/python -m bench.quality --raise-floors": "writes the floors that tests/test_quality.py holds",
    "apt-get install -y": INSTALLS,
    "systemctl enable --now": INSTALLS,
    "cd deploy && umask": CONTAINERS,
    "ns() { systemd-run": "needs systemd: test_units.py tests the unit it copies",
    "ns() { docker": CONTAINERS,
    "ns psql -c": "tests/store/test_clients.py has psql",
    "systemctl stop": INSTALLS,
    "docker compose -f": CONTAINERS,
    "docker compose": CONTAINERS,
    "runuser -u postgres -- psql newsspider -v": "asks for a password; its first line is in the restore",
    "NEWSSPIDER_DATA=": SERVES,
}
"""Why a block, by its beginning, is not run here."""
AS_IT_STANDS = ".venv/bin/scrapy read tests/pages"
RUN = ("runuser -u postgres -- pg_dump", "cd / && as()", "as() { runuser", AS_IT_STANDS)
THERE = {
    "apt-get",
    "bash",
    "cd",
    "chmod",
    "chown",
    "cp",
    "export",
    "git",
    "install",
    "journalctl",
    "kill",
    "make",
    "mkdir",
    "mv",
    "ns",
    "as",
    "openssl",
    "printf",
    "psql",
    "pg_dump",
    "pg_restore",
    "createdb",
    "dropdb",
    "createuser",
    "runuser",
    "scrapy",
    "ssh",
    "systemctl",
    "systemd-run",
    "systemd-sysusers",
    "systemd-tmpfiles",
    "umask",
    "unset",
    "docker",
    "python",
    "warcio",
}
"""The programs that a Debian machine has after the first block, and those of Docker's hosts."""


@dataclass(frozen=True)
class Block:
    document: str
    text: str

    @property
    def beginning(self) -> str:
        return self.text.strip().split("\n")[0]


def blocks() -> list[Block]:
    return [
        Block(name, text)
        for name in DOCUMENTS
        for language, text in BLOCK.findall((ROOT / name).read_text("utf-8"))
        if language in SHELLS
    ]


def named(block: Block) -> str:
    return f"{block.document}: {block.beginning[:40]}"


@pytest.mark.parametrize("block", blocks(), ids=named)
def test_runbook_block_is_run_or_explained(block: Block) -> None:
    """Cases O16 to O18: a new block needs a line above."""
    run = [start for start in RUN if block.beginning.startswith(start)]
    reasons = [why for start, why in NOT_RUN.items() if block.beginning.lstrip().startswith(start)]
    assert run or reasons, f"run this block in a test, or say why not: {block.beginning}"


def test_every_reason_is_of_a_block() -> None:
    beginnings = [block.beginning.lstrip() for block in blocks()]
    assert not [start for start in NOT_RUN if not any(one.startswith(start) for one in beginnings)]


NO_SHELL = ("$ ", "[[", "deploy/schedule.toml -->", "join or begin", "data/stories/")
"""Beginnings of output, TOML and pictures."""
SHELL = [block for block in blocks() if not block.beginning.lstrip().startswith(NO_SHELL)]


@pytest.mark.parametrize("block", SHELL, ids=named)
def test_runbook_block_uses_known_programs(block: Block) -> None:
    """Cases O16, O17: no `sudo`, which is not installed, and no name defined twice in one block."""
    parsed = subprocess.run(["bash", "-n"], input=block.text, capture_output=True, text=True, check=False)
    assert parsed.returncode == 0, parsed.stderr
    plain = re.sub(r"#.*|\\\n", "", block.text)
    words = re.findall(r"(?:^|&&|\||;|\{|\$\()\s*(?:[A-Z_]+=\S*\s+)*([\w./-]+)(?=\s|$)", plain, re.MULTILINE)
    programs = {Path(word).name for word in words if "=" not in word}
    assert programs <= THERE, programs - THERE
    functions = re.findall(r"^\s*(\w+)\(\)", block.text, re.MULTILINE)
    assert len(functions) == len(set(functions))


@pytest.fixture
def crawled(data_dir: Path) -> Iterator[str]:
    """A database with a story in it, and with the roles."""
    with embedded_server(data_dir) as conninfo:
        migrate(conninfo)
        crawl(conninfo)
        give_roles(conninfo)
        yield conninfo


def crawl(conninfo: str) -> None:
    url = f"https://{WWW}/news/7858656/kopi-baru"
    with OddSite(
        {f"{WWW}/sitemap-news.xml": sitemap(url), url.removeprefix("https://"): story(url)}
    ).running() as site:
        done = scrapy("crawl", "tribun", "-a", "hosts=www", address=site.address, database=conninfo)
    assert done.returncode in (0, 3), done.stderr[-2000:]


def run(start: str, conninfo: str, folder: Path) -> str:
    """Run the runbook's block that begins so, as its server's administrator; what it prints."""
    (block,) = [one for one in blocks() if one.beginning.startswith(start)]
    options = conninfo_to_dict(conninfo)
    there = {f"PG{name.upper()}": str(options[name]) for name in ("host", "port", "user")}
    text = block.text.replace("/var/backups", str(folder))
    if os.geteuid() != 0:
        text = text.replace("runuser -u postgres -- ", "")
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", text],
        cwd=ROOT,
        env={**os.environ, **there},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return str(done.stdout)


@pytest.mark.parametrize(
    "block", [block for block in blocks() if block.beginning.startswith(AS_IT_STANDS)], ids=named
)
def test_block_runs_as_it_stands(block: Block) -> None:
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", block.text],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "layout Desktop2024 of tribun" in done.stdout


def test_backup_and_restore(crawled: str, data_dir: Path) -> None:
    """Case D9: backed up as the runbook says, restored into a server that has nothing, and crawled on."""
    folder = data_dir / "backups"
    folder.mkdir(mode=0o777)
    folder.chmod(0o777)
    (folder / "newsspider").mkdir()
    (folder / "newsspider").chmod(0o777)
    run("runuser -u postgres -- pg_dump", crawled, folder)
    assert "1 row" in run("cd / && as()", crawled, folder)
    elsewhere = data_dir / "second"
    elsewhere.mkdir(mode=0o711)
    with embedded_server(elsewhere) as fresh:
        with psycopg.connect(make_conninfo(fresh, dbname="postgres"), autocommit=True) as connection:
            connection.execute("drop database newsspider")
        run("as() { runuser", fresh, folder)
        before = rows(fresh, "select count(*) as stories, (select count(*) from page) as pages from article")
        assert before == rows(
            crawled, "select count(*) as stories, (select count(*) from page) as pages from article"
        )
        assert before[0]["stories"] == 1
        crawl(fresh)
        assert rows(fresh, "select count(*) as stories from article") == [{"stories": 1}]
        assert rows(fresh, "select count(*) as runs from run") == [{"runs": 2}]
