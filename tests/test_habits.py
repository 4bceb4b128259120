"""Cases Q1 to Q10 and O28: whole crawls as somebody starts them who knows Scrapy and not this project."""

from __future__ import annotations

import csv
import json
import marshal
import pickle
import re
from io import StringIO
from pathlib import Path
from xml.etree import ElementTree

import pytest

from newsspider.feeds.adapters import ARTICLE
from tests.running.nights import last_run, rows
from tests.running.stranger import HEADLINES, KOPI, STORING, TEH, at_home, complaints

SCRIPT = """
import sys
from scrapy.crawler import {kind}
from scrapy.utils.project import get_project_settings

if __name__ == "__main__":
    process = {kind}(get_project_settings())
    crawlers = [process.create_crawler("tribun") for _ in range({times})]
    for crawler in crawlers:
        process.crawl(crawler, hosts=sys.argv[1], render="never")
    process.start()
    print([crawler.stats.get_value("newsspider/verdict") for crawler in crawlers])
    sys.exit(max(crawler.stats.get_value("newsspider/exit_code") for crawler in crawlers))
"""
RUNNER = """
import sys
from scrapy.utils.reactor import install_reactor
install_reactor("twisted.internet.asyncioreactor.AsyncioSelectorReactor", "uvloop.Loop")
from twisted.internet import reactor
from scrapy.crawler import CrawlerRunner
from scrapy.utils.project import get_project_settings

runner = CrawlerRunner(get_project_settings())
crawler = runner.create_crawler("tribun")
runner.crawl(crawler, hosts=sys.argv[1], render="never").addBoth(lambda _: reactor.stop())
reactor.run()
sys.exit(crawler.stats.get_value("newsspider/exit_code"))
"""
MINE = """
from newsspider.spiders.tribun import TribunSpider

class Mine(TribunSpider):
    name = "mine"
"""
DICTS = """
import scrapy

class Dicts(scrapy.Spider):
    name = "dicts"
    start_urls = ["{url}"]

    def parse(self, response):
        yield {{"outlet": "tribun", "url": response.url, "headline": "Kopi"}}
"""
BESIDES = """
from newsspider.spiders.tribun import TribunSpider

class Besides(TribunSpider):
    name = "besides"

    async def parse(self, response, page=None):
        yield {"catatan": response.url}
        async for outcome in super().parse(response, page):
            yield outcome
"""
PIPELINES = """
import json
from itemadapter import ItemAdapter
from scrapy.exceptions import DropItem

class Upper:
    def process_item(self, item, spider):
        adapter = ItemAdapter(item)
        adapter["headline"] = adapter["headline"].upper()
        return item

class NoTeh:
    def process_item(self, item):
        if ItemAdapter(item)["headline"] == "TEH":
            raise DropItem("no tea")
        return item

class Writer:
    def open_spider(self):
        self.file = open("{file}", "w")

    def close_spider(self):
        self.file.close()

    def process_item(self, item):
        self.file.write(json.dumps(ItemAdapter(item).asdict()) + "\\n")
        return item
"""


def test_a_healthy_crawl_warns_of_nothing_and_ends_in_its_summary(database: str, tmp_path: Path) -> None:
    """Cases Q2, Q3, Q4, Q9, Q10 and O28: feeds in every format, as Scrapyd starts it."""
    feeds = {
        name: tmp_path / f"stories.{name}" for name in ("csv", "xml", "json", "jsonl", "pickle", "marshal")
    }
    wanted = [word for path in feeds.values() for word in ("-O", str(path))]
    with at_home(tmp_path, database) as stranger:
        done = stranger.crawl("-a", "_job=26d1b1", "-a", "_version=r3", *wanted)
    assert done.returncode == 0, done.stderr[-2000:]
    assert not complaints(done)
    assert not done.stdout
    run = last_run(database)
    assert run["verdict"] == "ok"
    assert "_job" not in run["arguments"], "another job is not another crawl"
    assert run["settings"]["_job"] == "26d1b1"

    assert "item_dropped_count" not in done.stderr
    assert "'item_scraped_count': 3" in done.stderr
    *_, summary = done.stderr.split("Spider closed (finished)\n")
    assert summary.splitlines()[1] == f"Run {run['id']}: ok"
    assert re.search(r"^  stored +3 ", summary, re.M)
    assert "scrapy status" in summary.splitlines()[-2]

    lines = [json.loads(line) for line in feeds["jsonl"].read_text("utf-8").splitlines()]
    assert [list(line) for line in lines] == [list(ARTICLE)] * 3, "stories alone"
    assert {line["url"]: line["headline"] for line in lines} == HEADLINES
    assert json.loads(feeds["json"].read_text("utf-8")) == lines
    table = list(csv.DictReader(StringIO(feeds["csv"].read_text("utf-8"), newline="")))
    assert [row["text"] for row in table] == [line["text"] for line in lines]
    assert [json.loads(row["blocks"]) for row in table] == [line["blocks"] for line in lines]
    items = ElementTree.parse(feeds["xml"]).getroot()
    assert [json.loads(item.findtext("blocks") or "") for item in items] == [line["blocks"] for line in lines]
    with feeds["pickle"].open("rb") as file:
        assert pickle.load(file)["text"] == lines[0]["text"]
    with feeds["marshal"].open("rb") as file:
        assert marshal.load(file)["text"] == lines[0]["text"]


@pytest.mark.parametrize(
    ("kind", "times"), [("AsyncCrawlerProcess", 1), ("CrawlerProcess", 1), ("AsyncCrawlerProcess", 2)]
)
def test_a_script_crawls_into_a_new_database(
    empty_database: str, tmp_path: Path, kind: str, times: int
) -> None:
    """Case Q1: made ready without the command; also twice in one process."""
    with at_home(tmp_path, empty_database) as stranger:
        done = stranger.run(stranger.write("script.py", SCRIPT.format(kind=kind, times=times)), "www")
    assert (done.returncode, complaints(done)) == (0, []), done.stderr[-2000:]
    assert done.stdout.strip() == str(["ok"] * times)
    assert {row["url"] for row in rows(empty_database, "select url from article")} == set(HEADLINES)


def test_runspider_needs_no_server_and_leaves_none(tmp_path: Path, data_dir: Path) -> None:
    """Case Q1: with the embedded server."""
    with at_home(tmp_path, "") as stranger:
        done = stranger.scrapy(
            "runspider",
            stranger.write("mine.py", MINE),
            "-a",
            "hosts=www",
            "-s",
            "RENDER=never",
            NEWSSPIDER_DATA=str(data_dir),
        )
    assert done.returncode == 0, done.stderr[-2000:]
    assert not complaints(done)
    assert re.search(r"^  stored +3 ", done.stderr, re.M)


@pytest.mark.parametrize("script", ["async", "runner"])
def test_what_a_script_cannot_begin_is_one_line(tmp_path: Path, script: str) -> None:
    """Case Q1: no server, and arguments that cannot be meant."""
    text = RUNNER if script == "runner" else SCRIPT.format(kind="AsyncCrawlerProcess", times=1)
    with at_home(tmp_path) as stranger:
        path = stranger.write("script.py", text)
        away, typo = stranger.run(path, "www"), stranger.run(path, "solow")
        command = stranger.crawl()
    for done, words in (
        (away, "expected a PostgreSQL server at"),
        (typo, "expected -a hosts= to be all or some of"),
    ):
        assert done.returncode == 1
        errors = [line for line in done.stderr.splitlines() if words in line]
        assert len(errors) == 1
        assert "Traceback" not in done.stderr
    expected = command.stderr.strip().splitlines()[-1].removeprefix("newsspider: ")
    assert command.returncode == 1
    assert expected in away.stderr, "the same line as the command's"


@pytest.mark.parametrize("spider", ["plain", "besides"])
def test_items_that_nothing_stores_are_no_success(database: str, tmp_path: Path, spider: str) -> None:
    """Case Q8: of a spider of one's own, and beside our stories."""
    with at_home(tmp_path, database) as stranger:
        text = DICTS.format(url=KOPI) if spider == "plain" else BESIDES
        more = [] if spider == "plain" else ["-a", f"url={KOPI}", "-s", "RENDER=never"]
        done = stranger.scrapy("runspider", stranger.write("theirs.py", text), *more)
    assert done.returncode == 3, done.stderr[-2000:]
    refused = [line for line in complaints(done) if "nothing stores it" in line]
    assert len(refused) == 1
    if spider == "besides":
        run = last_run(database)
        assert run["verdict"] == "degraded"
        assert "1 items were of no kind that can be stored" in run["reasons"]
        assert run["counters"]["unwritten"] == 0, "the story beside it is stored"
        assert rows(database, "select url from article") == [{"url": KOPI}]


def test_pipelines_of_ones_own_change_drop_and_write(database: str, tmp_path: Path) -> None:
    """Case Q7: before, between and after ours, as settings name them."""
    lines = tmp_path / "lines.jsonl"
    with at_home(tmp_path, database) as stranger:
        stranger.write("theirs.py", PIPELINES.replace("{file}", str(lines)))
        chain = {**STORING, "theirs.Upper": 50, "theirs.NoTeh": 250, "theirs.Writer": 900}
        done = stranger.crawl("-s", f"ITEM_PIPELINES={json.dumps(chain)}", "-L", "DEBUG")
    assert done.returncode == 0, done.stderr[-2000:]
    stored = {row["url"]: row["headline"] for row in rows(database, "select url, headline from article")}
    assert stored == {url: name.upper() for url, name in HEADLINES.items() if url != TEH}
    assert {json.loads(line)["url"] for line in lines.read_text("utf-8").splitlines()} == set(stored)
    assert rows(database, "select reason from rejection") == [{"reason": "DropItem"}]
    assert "'item_dropped_count': 1" in done.stderr
    assert "Warga sebuah desa" not in done.stderr, "no log line holds a story, at any level"


def test_a_feed_that_failed_is_told(database: str, tmp_path: Path) -> None:
    """Cases E6 and Q1: the story is stored, its feed is not."""
    with at_home(tmp_path, database) as stranger:
        done = stranger.crawl(
            "-a", f"url={KOPI}", "-O", "/dev/full:jsonlines", "-s", f"JOBDIR={tmp_path / 'job'}"
        )
    assert done.returncode == 3
    assert last_run(database)["verdict"] == "degraded"
    assert "the feed /dev/full could not be written" in last_run(database)["reasons"]
    assert rows(database, "select url from article") == [{"url": KOPI}]
    assert "JOBDIR is ignored" in done.stderr
    assert not (tmp_path / "job").exists()


def test_a_feed_that_lacks_items_is_told(database: str, tmp_path: Path) -> None:
    """A value that the format cannot hold, or a disk that is full for a while: the file is there, and short."""
    with at_home(tmp_path, database) as stranger:
        stranger.write(
            "short.py",
            "from scrapy.exporters import JsonLinesItemExporter\n\n\nclass Short(JsonLinesItemExporter):\n"
            "    def export_item(self, item):\n        if 'kopi' in item.url:\n            raise OSError('penuh')\n"
            "        super().export_item(item)\n",
        )
        feeds = ("-O", f"{tmp_path}/a.short", "-s", 'FEED_EXPORTERS={"short": "short.Short"}')
        done = stranger.crawl(*feeds)
    run = last_run(database)
    assert (done.returncode, run["verdict"]) == (3, "degraded")
    assert f"the feed {tmp_path}/a.short could not be written" in run["reasons"]
    assert len((tmp_path / "a.short").read_text("utf-8").splitlines()) == len(HEADLINES) - 1


def test_a_feed_of_no_known_storage_degrades(database: str, tmp_path: Path) -> None:
    """Scrapy drops every feed of a crawl if it cannot write one of them."""
    with at_home(tmp_path, database) as stranger:
        target = "tiada://pengguna:rahasia@wadah/berita.jsonl"
        done = stranger.crawl("-a", f"url={KOPI}", "-O", target, "-O", str(tmp_path / "berita.csv"))
    run = last_run(database)
    assert (done.returncode, run["verdict"]) == (3, "degraded")
    for name in ("tiada://wadah/berita.jsonl", str(tmp_path / "berita.csv")):
        assert f"the feed {name} could not be written" in run["reasons"]
    assert "rahasia" not in str(run)


def test_a_feed_on_stdout_is_alone_there(database: str, tmp_path: Path) -> None:
    """Case O28: the summary does not spoil `-o -:json`."""
    with at_home(tmp_path, database) as stranger:
        done = stranger.crawl("-a", f"url={KOPI}", "-o", "-:json", "-s", "LOG_ENABLED=False")
    assert [item["url"] for item in json.loads(done.stdout)] == [KOPI]
    assert done.stderr.startswith("\nRun 1: ok\n")
