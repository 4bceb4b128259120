"""Tests of `scrapy preflight`: newsrooms of every generation and in every trouble, over real HTTP."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

from newsspider.outlets import OUTLETS
from newsspider.preflight.budget import BUDGET
from newsspider.preflight.remedies import remedy
from newsspider.preflight.report import Trouble
from newsspider.replica import Newsroom, ReplicaServer
from newsspider.replica.incidents import INCIDENTS, BadNight
from newsspider.replica.page import Page, Site
from tests.running.crawling import scrapy
from tests.running.nights import asked, this_hour

NOWHERE = "postgresql://127.0.0.1:1/tiada"
TROUBLED = (
    "solo jogja surabaya makassar bali medan jabar jateng jatim kupang batam kaltim lampung aceh manado"
)
NEWSROOM = Newsroom(stories=900, days=2, hosts=("www", *TROUBLED.split()), now=this_hour())


def preflight(
    site: Site, hosts: str, *arguments: str, log: Path | None = None, outlet: str = "tribun"
) -> CompletedProcess[str]:
    """Run the command against a site. No database is there."""
    with ReplicaServer(site, access_log=log) as server:
        return scrapy(
            "preflight", outlet, "--hosts", hosts, *arguments, address=server.address, database=NOWHERE
        )


def reports(done: CompletedProcess[str]) -> dict[str, dict[str, Any]]:
    """The reports of a run with --json, by the short names of their hosts."""
    found = json.loads(done.stdout)["hosts"]
    return {report["host"].partition(".")[0]: report for report in found}


def rows(report: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """The checks of a report by name; the last of a name."""
    return {check["name"]: check for check in report["checks"]}


class Changed:
    """A site whose pages of some hosts are changed."""

    def __init__(self, site: Site, changes: Mapping[str, Callable[[str, Page], Page]]) -> None:
        self.site, self.changes = site, changes

    def page(self, host: str, target: str) -> Page:
        page = self.site.page(host, target)
        change = self.changes.get(host.partition(".")[0])
        return change(target, page) if change else page


def is_story(target: str) -> bool:
    return re.search(r"/\d{4,}", target) is not None and "?" not in target


def edited(pattern: str, text: str) -> Callable[[str, Page], Page]:
    """Every match in a story's page is replaced."""

    def change(target: str, page: Page) -> Page:
        body = re.sub(pattern, text, page.body.decode(), flags=re.DOTALL) if is_story(target) else ""
        return replace(page, body=body.encode(), version=None, cacheable=False) if body else page

    return change


def test_good_newsrooms_of_every_generation_are_ok(tmp_path: Path) -> None:
    names = "www,solo,jogja,surabaya,makassar,bali,medan,jabar"
    done = preflight(NEWSROOM, names, "--json", log=tmp_path / "log")
    found = reports(done)
    assert done.returncode == 0, done.stderr + done.stdout
    assert list(found) == names.split(",")
    assert {report["level"] for report in found.values()} == {"ok"}, found
    stories = [
        check["found"] for each in found.values() for check in each["checks"] if check["name"] == "story"
    ]
    assert len({text.partition(":")[0] for text in stories}) >= 3, "expected layouts of three generations"
    for report in found.values():
        checks = [check["name"] for check in report["checks"]]
        assert checks[0] == "robots.txt"
        assert {"sitemap", "index", "front", "story", "page 2"} <= set(checks)
        assert checks.count("story") == 2
    requests = asked(tmp_path / "log")
    counts = Counter(entry["host"].partition(".")[0] for entry in requests)
    assert counts == {name: report["requests"] for name, report in found.items()}
    assert max(counts.values()) <= BUDGET
    assert {entry["user_agent"].partition("newsspider/")[1] for entry in requests} == {"newsspider/"}


TROUBLES = {
    "solo": ("host_403", "sitemap", "HTTP status 403", Trouble.REFUSED),
    "jogja": ("challenge_page", "front", "AccessWall: a wall in front of the page", Trouble.WALL),
    "surabaya": ("adblock_wall", "story", "AccessWall: a wall in the site's own frame", Trouble.WALL),
    "makassar": ("host_closed", "robots.txt", "cannot be had: ", Trouble.ROBOTS_UNREACHABLE),
    "bali": ("robots_500", "robots.txt", "cannot be had: HTTP status 500", Trouble.ROBOTS_UNREACHABLE),
    "medan": ("robots_closes_all", "robots.txt", "allows 0 of 3 lists", Trouble.ROBOTS_FORBIDS),
    "jabar": ("empty_everywhere", "front", "EmptyPage: nothing", Trouble.NO_LIST),
    "jateng": ("stories_404", "story", "HTTP status 404", Trouble.MISSING),
    "jatim": ("host_silent", "robots.txt", "cannot be had: DownloadTimeoutError", Trouble.ROBOTS_UNREACHABLE),
    "kupang": ("pages_503", "front", "HTTP status 503", Trouble.SERVER),
    "batam": ("all_to_www", "front", "it leads to www.tribunnews.com", Trouble.ELSEWHERE),
    "kaltim": ("png_at_stories", "story", "Picture: a PNG picture", Trouble.NO_STORY),
    "lampung": ("pages_to_themselves", "sitemap", "", Trouble.ELSEWHERE),
    "aceh": ("robots_closes_stories", "story", "robots.txt forbids it", Trouble.ROBOTS_FORBIDS),
    "manado": ("pages_451", "index", "HTTP status 451", Trouble.REFUSED),
}
"""The host: its incident, the row that names it, what that row says, and its trouble."""


@pytest.fixture(scope="module")
def troubled(tmp_path_factory: pytest.TempPathFactory) -> tuple[CompletedProcess[str], list[dict[str, Any]]]:
    """A preflight of all these hosts at once, and what they were asked."""
    night = BadNight(NEWSROOM, {name: INCIDENTS[incident] for name, (incident, *_) in TROUBLES.items()})
    log = tmp_path_factory.mktemp("preflight") / "log"
    done = preflight(night, ",".join(["www", *TROUBLES]), "--json", "-s", "DOWNLOAD_TIMEOUT=3", log=log)
    return done, asked(log)


@pytest.mark.parametrize("name", TROUBLED.split())
def test_trouble_of_a_host_is_a_red_row(
    troubled: tuple[CompletedProcess[str], list[dict[str, Any]]], name: str
) -> None:
    _, row, said, trouble = TROUBLES[name]
    report = reports(troubled[0])[name]
    assert report["level"] == "fail"
    check = rows(report)[row]
    assert said in check["found"], check
    assert check["trouble"] == trouble
    assert "expected" not in check["found"], "expected what was found, in short"


def test_troubled_hosts_are_left_alone_soon(
    troubled: tuple[CompletedProcess[str], list[dict[str, Any]]],
) -> None:
    done, requests = troubled
    counts = Counter(entry["host"].partition(".")[0] for entry in requests)
    assert done.returncode == 1
    assert max(counts.values()) <= BUDGET
    assert counts["makassar"] == counts["bali"] == 1, "expected no request without robots.txt"
    assert counts["medan"] == 1, "expected what robots.txt closes not to be asked for"
    assert counts["solo"] == 4, "expected robots.txt and three refusals"
    assert reports(done)["www"]["level"] == "ok", "the others are looked at in full"


STRANGE: dict[str, tuple[Callable[[str, Page], Page], str, str, Trouble]] = {
    "solo": (
        edited('arttitle|txt-article|id="article"', "baru"),
        "fail",
        "no layout; Generic: ",
        Trouble.NO_LAYOUT,
    ),
    "jogja": (
        edited(r"(</p>)(?=\s*<p)", r"\1<p>Ikuti saluran WhatsApp kami</p>"),
        "warn",
        "that no rule cuts",
        Trouble.LINES,
    ),
    "surabaya": (
        edited(r"<time.*?</time>|\"date(?:Published|Modified)\"|publish_date|application/ld", "x"),
        "fail",
        "no publication time",
        Trouble.NO_TIME,
    ),
    "makassar": (
        edited(r"tagcloud3|news_keywords|\"keywords\"|content_tag", "x"),
        "warn",
        "lacks tags",
        Trouble.FIELDS,
    ),
}


def test_strange_stories_are_named_with_what_they_lack() -> None:
    site = Changed(NEWSROOM, {name: change for name, (change, *_) in STRANGE.items()})
    done = preflight(site, ",".join(STRANGE), "--json")
    found = reports(done)
    for name, (_, level, said, trouble) in STRANGE.items():
        check = rows(found[name])["story"]
        assert (check["level"], check["trouble"]) == (level, trouble), check
        assert said in check["found"]
    assert rows(found["jogja"])["story"]["lines"] == ["Ikuti saluran WhatsApp kami"]
    assert any("h1#baru" in line for line in rows(found["solo"])["story"]["lines"]), (
        "selectors of the new form"
    )
    assert done.returncode == 1


def test_crawl_delay_is_kept_and_redirects_are_counted(tmp_path: Path) -> None:
    def ruled(target: str, page: Page) -> Page:
        return replace(page, body=b"User-agent: *\nCrawl-delay: 0.4\n") if target == "/robots.txt" else page

    def leading_on(target: str, page: Page) -> Page:
        if target == "/robots.txt":
            return page
        number = int(target.rpartition("n=")[2]) if "n=" in target else 0
        where = f"https://jogja.tribunnews.com{target.partition('?')[0]}?n={number + 1}"
        return replace(page, status=302, location=where, body=b"")

    log = tmp_path / "log"
    done = preflight(Changed(NEWSROOM, {"solo": ruled, "jogja": leading_on}), "solo,jogja", "--json", log=log)
    found, entries = reports(done), asked(log)
    assert "Crawl-delay 0.4 s" in rows(found["solo"])["robots.txt"]["found"]
    times = sorted(entry["time"] for entry in entries if entry["host"].startswith("solo"))
    assert len(times) >= 6
    assert times[-1] - times[0] >= 0.3 * (len(times) - 1)
    assert sum(entry["host"].startswith("jogja") for entry in entries) <= BUDGET


def test_table_is_for_a_person() -> None:
    night = BadNight(NEWSROOM, {"solo": INCIDENTS["host_403"]})
    done = preflight(night, "www,solo")
    lines = done.stdout.splitlines()
    assert done.returncode == 1
    assert lines[0] == "Asked as"
    assert any(re.fullmatch(r"www\.tribunnews\.com  ok: 8 requests in \d+ s", line) for line in lines)
    assert any(
        re.fullmatch(r"  ok    index       200  \d+ stories, the newest .* old", line) for line in lines
    )
    assert any(re.fullmatch(r"  fail  sitemap     403  HTTP status 403", line) for line in lines)
    told = " ".join(done.stdout.split())
    assert "What to do fail solo sitemap, solo index, solo front, solo robots.txt" in told
    assert remedy(Trouble.REFUSED) in told
    assert lines[-1] == "2 hosts: 1 ok, 1 fail"
    assert "\x1b" not in done.stdout


def test_many_hosts_show_only_what_is_wrong() -> None:
    night = BadNight(NEWSROOM, {"solo": INCIDENTS["host_403"]})
    done = preflight(night, "www,solo,jogja,surabaya,makassar,bali")
    assert "  ok    " not in done.stdout
    assert "  fail  index       403" in done.stdout
    assert done.stdout.count(": 8 requests in") + done.stdout.count(": 7 requests in") == 5


def test_page_cannot_steer_the_terminal() -> None:
    def hostile(target: str, page: Page) -> Page:
        title = b"<title>\x1b]0;x\x07 \xe2\x80\xae</title>"
        return (
            replace(page, body=b"<html>" + title + b"<body><p>x</p></body></html>")
            if target != "/robots.txt"
            else page
        )

    done = preflight(Changed(NEWSROOM, {"solo": hostile}), "solo")
    assert "NoLayout" in done.stdout
    assert not set(done.stdout) & set("\x1b\x07\u202e")


def test_pages_are_kept_for_recordings(tmp_path: Path) -> None:
    done = preflight(NEWSROOM, "www", "--save", str(tmp_path / "kept"), "--json")
    folder = Path(json.loads(done.stdout)["folder"])
    about = [json.loads(line) for line in (folder / "pages.jsonl").read_text("utf-8").splitlines()]
    assert folder.parent == tmp_path / "kept"
    assert [Path(one["file"]).name for one in about[:5]] == [
        "1-robots.txt",
        "2-sitemap.xml",
        "3-sitemap.xml",
        "4-index.html",
        "5-front.html",
    ]
    assert len(about) == 8
    story = next(one for one in about if "story" in one["file"])
    read = scrapy("read", str(folder / story["file"]), "--url", story["url"], "--json", database=NOWHERE)
    assert read.returncode == 0, read.stderr
    again = preflight(NEWSROOM, "www", "--save", str(tmp_path / "kept"), "--json")
    assert Path(json.loads(again.stdout)["folder"]) != folder, "expected the earlier pages to stay"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "expected one outlet: scrapy preflight tribun"),
        (("tribun", "kompas"), "expected one outlet: scrapy preflight tribun"),
        (("tribune",), "expected the outlet to be one of "),
        (("tribun", "--hosts", "www,solow"), "expected --hosts to be all or some of "),
        (("tribun", "--save", "/dev/null/x"), "expected --save to be a folder that can be written"),
        (("tribun", "-s", "CONTACT_URL=x y"), "expected NEWSSPIDER_CONTACT to be a web or mail address"),
    ],
)
def test_bad_usage_is_one_line_before_any_request(arguments: tuple[str, ...], said: str) -> None:
    done = scrapy("preflight", *arguments, address="127.0.0.1:1", database=NOWHERE)
    assert done.returncode == 2
    assert said in done.stderr.strip().splitlines()[-1]
    assert "Traceback" not in done.stderr
    assert not done.stdout


def test_another_outlet_is_asked_for_its_own_lists() -> None:
    """The replica knows Tribun alone, so every page of Kompas is missing."""
    host = sorted(OUTLETS["kompas"].newsrooms)[0]
    done = preflight(NEWSROOM, host, "--json", outlet="kompas")
    (report,) = reports(done).values()
    assert report["host"] == host
    assert rows(report)["stories"]["trouble"] == Trouble.NO_STORIES
    assert done.returncode == 1


@pytest.mark.parametrize("trouble", Trouble)
def test_every_trouble_has_a_remedy(trouble: Trouble) -> None:
    assert len(remedy(trouble).split()) >= 8
