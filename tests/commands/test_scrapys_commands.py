"""Cases Q5, Q11, O25 and O29: Scrapy's own commands, and pages that a command fetches."""

from __future__ import annotations

import ast
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from newsspider.outlets import OUTLETS
from tests.running.crawling import ROOT
from tests.running.nights import rows
from tests.running.oddsite import HTML, OddSite, sitemap
from tests.running.stranger import HEADLINES, KOPI, NOWHERE, PLAIN, TEH, at_home, complaints, healthy

SPIDERS = sorted(["news", *OUTLETS])

HOST = "www.kabar.example"
STORY = f"https://{HOST}/ekonomi/2026/07/24/harga-kopi-naik"
HEAD = (
    '<meta property="og:type" content="article"><script type="application/ld+json">{"@type": "NewsArticle", '
    '"datePublished": "2026-07-24T10:00:00+07:00", "author": {"@type": "Person", "name": "Sari Lestari"}}</script>'
)
PAGE = (
    f'<!DOCTYPE html><html><head><title>Harga Kopi Naik - Kabar</title><link rel="canonical" href="{STORY}">{HEAD}</head>'
    "<body><nav>Menu</nav><article><h1>Harga Kopi Naik</h1><p>Harga kopi di pasar desa naik dua kali lipat sejak musim "
    "hujan datang lebih awal.</p><p>Baca juga: Harga Teh Turun</p></article><footer>Hak cipta</footer></body></html>"
)
KABAR = {
    f"{HOST}/robots.txt": (200, PLAIN, "User-agent: *\nDisallow:\n"),
    f"{HOST}/sitemap.xml": sitemap(STORY),
    f"{HOST}/": (200, HTML, f'<html><body><a href="{STORY}">Harga Kopi</a></body></html>'),
    STORY.removeprefix("https://"): (200, HTML, PAGE),
}


def shown(output: str) -> list[dict[str, object]]:
    """The items that `scrapy parse` prints."""
    items = output.partition("# Scraped Items")[2].partition("\n")[2].partition("# Requests")[0]
    found: list[dict[str, object]] = ast.literal_eval(items)
    return found


def test_parse_shows_the_cleaned_item_without_a_database(tmp_path: Path) -> None:
    """Case Q5: and as it is read without --pipelines, and in a feed."""
    feed = tmp_path / "parsed.jsonl"
    with at_home(tmp_path, NOWHERE) as stranger:
        cleaned = stranger.scrapy(
            "parse",
            "--pipelines",
            "--spider",
            "tribun",
            "--nocolour",
            KOPI,
            "-o",
            str(feed),
            "-s",
            "RENDER=never",
        )
        read = stranger.scrapy(
            "parse", "--spider", "tribun", "-c", "parse", KOPI, "--nolog", "-s", "RENDER=never"
        )
    (item,) = shown(cleaned.stdout)
    assert cleaned.returncode == 0
    assert item["dateline"] == "TRIBUNNEWS.COM, SURYALAYA -"
    assert str(item["text"]).startswith("Warga sebuah desa")
    assert shown(read.stdout)[0]["dateline"] is None
    assert json.loads(feed.read_text("utf-8"))["text"] == item["text"]
    assert not [line for line in complaints(cleaned) if "database" in line]


@pytest.mark.parametrize(
    "command",
    [
        ("fetch", "--nolog", KOPI),
        ("shell", "--nolog", KOPI, "-c", "response.css('h1::text').get()"),
        ("read", KOPI),
        ("explain", KOPI, "--fetch"),
    ],
    ids=lambda command: command[0],
)
def test_a_page_is_fetched_without_a_database(tmp_path: Path, command: tuple[str, ...]) -> None:
    """Cases Q5 and O25."""
    with at_home(tmp_path, "") as stranger:
        done = stranger.scrapy(*command)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    assert "Kopi" in done.stdout
    assert not (tmp_path / "data").exists()


def test_what_cannot_be_fetched_says_why(tmp_path: Path) -> None:
    """Case O25: an error at the start is one line too."""
    with at_home(tmp_path, "") as stranger:
        missing = stranger.scrapy("read", KOPI + "-tiada")
        broken = stranger.scrapy("read", KOPI, "-s", "THROTTLE_PAUSE_MAX=lama")
        assert len(stranger.site.asked) == 2
    assert (missing.returncode, broken.returncode) == (1, 1)
    said = f"newsspider: expected HTTP status 200 from {KOPI}-tiada, found 404"
    assert missing.stderr == f"{said}: see that the address is whole; a story may be deleted\n"
    assert broken.stderr.startswith(f"newsspider: expected to fetch {KOPI}, found ValueError")
    assert len(broken.stderr.splitlines()) == 1


def test_refused_page_says_what_to_do(tmp_path: Path) -> None:
    routes = {TEH.removeprefix("https://"): (403, HTML, "<h1>Tidak boleh</h1>")}
    with at_home(tmp_path, "", routes) as stranger:
        done = stranger.scrapy("read", TEH)
    assert done.returncode == 1
    assert done.stderr == (
        f"newsspider: expected HTTP status 200 from {TEH}, found 403: the host refuses this machine; save the "
        "page in a browser, and read that: scrapy read page.html --url ADDRESS\n"
    )


def test_read_obeys_robots_txt(tmp_path: Path) -> None:
    """Case O25: as politely as in a crawl."""
    forbidden = {"www.tribunnews.com/robots.txt": (200, PLAIN, "User-agent: *\nDisallow: /news/\n")}
    with at_home(tmp_path, "", forbidden) as stranger:
        done = stranger.scrapy("read", KOPI)
        assert stranger.site.asked == ["www.tribunnews.com/robots.txt"]
    assert done.returncode == 1
    assert "robots.txt does not allow" in done.stderr


@pytest.mark.parametrize("database", ["", NOWHERE])
def test_a_spider_that_is_not_there_is_bad_usage(tmp_path: Path, database: str) -> None:
    """Case O29."""
    with at_home(tmp_path, database) as stranger:
        done = stranger.scrapy("healthcheck", "--spider", "tribune")
        known = stranger.scrapy("healthcheck", "--spider", "tribun")
    assert done.returncode == 2
    assert done.stderr.strip().endswith(
        f"expected --spider to be one of {', '.join(['news', *sorted(OUTLETS)])}, found 'tribune'"
    )
    assert known.returncode == 1


def test_check_says_where_the_tests_are(tmp_path: Path) -> None:
    """Case Q11."""
    with at_home(tmp_path) as stranger:
        done = stranger.scrapy("check")
    assert done.returncode == 0
    assert "make test (tests/pages)" in done.stderr.splitlines()[-1]


def test_bench_says_what_measures_this_project(tmp_path: Path) -> None:
    """Case Q11: a speed of zero is no answer."""
    with at_home(tmp_path) as stranger:
        done = stranger.scrapy("bench")
    assert done.returncode == 2
    assert "make bench" in done.stderr


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the project, as somebody has it who adds a site of their own."""
    for name in ("newsspider", "pipelines", "settings"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("scrapy.cfg", "setup.py"):
        shutil.copy(ROOT / name, tmp_path)
    return tmp_path


def in_project(project: Path, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    names = ("PYTHONPATH", "SCRAPY_SETTINGS_MODULE")
    there = {name: value for name, value in os.environ.items() if name not in names}
    wiring = {
        "NEWSSPIDER_CONTACT": "https://example.org/newsspider",
        "NEWSSPIDER_ALERT_URLS": "",
        "PYTHONPATH": "",
    }
    return subprocess.run(
        [sys.executable, *command],
        cwd=project,
        env={**there, **wiring, **environment},
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )


def test_a_generated_outlet_stores_its_stories(project: Path, database: str) -> None:
    """Case Q11: `scrapy genspider -t outlet NAME HOST`, and names that cannot be."""
    made = in_project(project, "-m", "scrapy", "genspider", "-t", "outlet", "kabar", HOST)
    assert made.returncode == 0, made.stderr
    assert in_project(project, "-m", "scrapy", "list").stdout.split() == sorted(["kabar", *SPIDERS])
    again = in_project(project, "-m", "scrapy", "genspider", "kabar", HOST)
    assert again.returncode == 2
    assert "--force writes over it" in again.stderr
    assert in_project(project, "-m", "scrapy", "genspider", "../x", HOST).returncode == 2
    with OddSite(KABAR).running() as site:
        wiring = {"SCRAPY_PROJECT": "replica", "REPLICA_ADDRESS": site.address, "REPLICA_HOSTS": ""}
        done = in_project(project, "-m", "scrapy", "crawl", "kabar", **wiring, DATABASE_URL=database)
    assert (done.returncode, complaints(done)) == (0, []), done.stderr[-2000:]
    (stored,) = rows(database, "select url, headline, body, authors, published_at::text from article")
    assert (stored["url"], stored["headline"], stored["authors"]) == (
        STORY,
        "Harga Kopi Naik",
        ["Sari Lestari"],
    )
    assert (
        stored["body"] == "Harga kopi di pasar desa naik dua kali lipat sejak musim hujan datang lebih awal."
    )


def test_an_egg_crawls_as_scrapyd_runs_it(project: Path, empty_database: str) -> None:
    """Case Q11: zipped, from another folder, with Scrapyd's arguments."""
    built = in_project(project, "setup.py", "-q", "bdist_egg", "--dist-dir", "eggs")
    (egg,) = (project / "eggs").glob("*.egg")
    assert built.returncode == 0
    elsewhere = project / "elsewhere"
    elsewhere.mkdir()
    runner = (
        "import sys; sys.path.insert(0, sys.argv.pop(1)); import newsspider; assert '.egg' in newsspider.__file__; "
        "from scrapy.cmdline import execute; execute(['scrapy', *sys.argv[1:]])"
    )
    with OddSite({}, healthy).running() as site:
        wiring = {"SCRAPY_SETTINGS_MODULE": "settings.replica", "REPLICA_ADDRESS": site.address}
        listed = in_project(elsewhere, "-c", runner, str(egg), "list", "-s", "LOG_STDOUT=0", **wiring)
        done = in_project(
            elsewhere,
            "-c",
            runner,
            str(egg),
            "crawl",
            "tribun",
            "-a",
            "_job=26d1b1",
            "-a",
            "hosts=www",
            "-s",
            "RENDER=never",
            "-s",
            f"LOG_FILE={project / 'job.log'}",
            **wiring,
            DATABASE_URL=empty_database,
        )
    assert listed.stdout.split() == SPIDERS
    assert done.returncode == 0, done.stderr[-2000:]
    with psycopg.connect(empty_database) as connection:
        assert connection.execute("select count(*) from article").fetchone() == (len(HEADLINES),)
    assert TEH not in done.stderr
