"""`scrapy status`: the numbers that the database holds, on one screen, whatever stands in it."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest

from newsspider.alerting.health import night_of
from newsspider.commands.status import gather
from newsspider.console.days import missing_lines
from newsspider.console.status import board
from newsspider.console.terminal import as_text
from newsspider.durations import JAKARTA
from newsspider.reasons.reason import Reason, ReasonCode
from newsspider.replica import Newsroom, ReplicaServer
from newsspider.replica.troubles import Troubles
from newsspider.store.reports.days import DayAccount, MissingStory, StoryCounts
from newsspider.store.reports.runs import RunState
from tests.databases.run_rows import ended, going_on
from tests.running.crawling import scrapy
from tests.running.nights import hours_pass, last_run, rows, this_hour

LISTED = ("sitemap", "news_sitemap", "index", "hub")
HOSTS = ("www", "solo", "jogja")


def fits(text: str) -> bool:
    lines = text.rstrip("\n").split("\n")
    assert len(lines) <= 40, text
    assert max(map(len, lines)) <= 80, max(lines, key=len)
    return True


def truth(database: str, day: date) -> dict[str, Counter[str]]:
    """What the account of a day must say, counted from the frontier's rows without our SQL."""
    pages = {row["id"]: row for row in rows(database, "select * from page where kind = 'story'")}
    articles = {row["page_id"]: row for row in rows(database, "select page_id, gone_at from article")}
    named: dict[tuple[str, int], bool] = {}
    for page in pages.values():
        moment = page["published_at"] or page["found_at"]
        if (page["listed_on"] or moment.astimezone(JAKARTA).date()) != day:
            continue
        key = (page["host"], page["alias_of"] or page["id"])
        listed = page["listed_on"] or page["published_at"] or page["found_how"] in LISTED
        named[key] = named.get(key, False) or bool(listed)
    counts: dict[str, Counter[str]] = {}
    for (host, number), advertised in named.items():
        page, article = pages[number], articles.get(number)
        count = counts.setdefault(host, Counter())
        stored = article is not None and article["gone_at"] is None
        if not advertised:
            count["linked"] += 1
            count["linked_stored"] += stored
            continue
        count["advertised"] += 1
        gone = (article is not None and article["gone_at"] is not None) or (
            article is None and page["outcome"] == "gone"
        )
        if stored or gone:
            count["stored" if stored else "gone"] += 1
        else:
            count["missing"] += 1
            count["due"] += page["due_at"] is not None
            count[
                {"rejected": "rejected", "failed": "failed", None: "unasked"}.get(page["outcome"], "left_out")
            ] += 1
    return counts


def crawled(database: str) -> None:
    """Two nights: what is gone has said so twice."""
    newsroom = Newsroom(stories=150, days=2, hosts=HOSTS, now=this_hour(), aliases=0.2)
    with ReplicaServer(Troubles(newsroom, share=0.05, retry_after=0)) as server:
        options = ("-a", f"hosts={','.join(HOSTS)}", "-s", "DOWNLOAD_TIMEOUT=5", "-s", "RUN_IDLE_TIMEOUT=0")
        scrapy("crawl", "tribun", *options, address=server.address, database=database)
        hours_pass(database, 30)
        done = scrapy("crawl", "tribun", *options, address=server.address, database=database)
    assert done.returncode == 3, done.stderr[-2000:]


def test_every_number_is_the_databases(
    database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEWSSPIDER_DATA", str(tmp_path))
    crawled(database)
    days = {found["day"] for found in rows(database, "select distinct day from story_standing")}
    assert len(days) >= 2
    seen: Counter[str] = Counter()
    lacking: list[tuple[str, str, str]] = []
    for day in days:
        done = scrapy("status", "--json", "--day", str(day), database=database)
        assert done.returncode == 0, done.stderr
        account, right = json.loads(done.stdout), truth(database, day)
        assert {host["host"] for host in account["hosts"]} == set(right)
        for host in account["hosts"]:
            for name in (
                "advertised",
                "stored",
                "gone",
                "missing",
                "rejected",
                "failed",
                "unasked",
                "left_out",
                "due",
                "linked",
                "linked_stored",
            ):
                assert host[name] == right[host["host"]][name], (day, host, name)
            assert (
                host["advertised"]
                == host["stored"] + host["gone"] + host["missing"]
                == sum(host["sources"].values())
            )
            assert host["stored"] <= host["fetched"] <= host["advertised"]
        assert (
            len(account["missing"])
            == account["total"]["missing"]
            == sum(count["missing"] for count in right.values())
        )
        lacking += [(account["day"], story["url"], story["reason"]) for story in account["missing"]]
        assert all(story["reason"] or story["state"] == "unasked" for story in account["missing"])
        seen.update({name: account["total"][name] for name in ("stored", "gone", "failed", "due", "linked")})
    assert all(seen.values()), f"expected the newsroom to show each state, found {seen}"

    shown = scrapy("status", database=database).stdout
    assert fits(shown)
    run, counters = last_run(database), last_run(database)["counters"]
    assert f"Run {run['id']} of tribun" in shown
    assert ": degraded" in shown
    assert f"pages {counters['pages_settled']}; stories: {counters['articles_new']} new" in shown
    rejected = sum(number for name, number in counters.items() if name.startswith("rejection/"))
    assert f"rejections {rejected}: " in shown
    assert f"403 {counters['rejection/Http403']}, 429 {counters['rejection/Http429']}" in shown
    assert run["reasons"][0][:60] in shown
    newest = rows(database, "select headline from article order by published_at desc nulls last limit 1")[0]
    assert newest["headline"][:20] in shown
    assert f"Last good run  {run['id']} (degraded)" in shown
    lacked_on, url, reason = next(story for story in lacking if story[2])
    whole = scrapy("status", "--all", "--day", lacked_on, database=database).stdout
    assert url.removeprefix("https://") in whole
    assert reason in whole


def test_an_empty_database_says_what_to_do(database: str) -> None:
    done = scrapy("status", database=database)
    assert done.returncode == 0, done.stderr
    assert "No crawl has run yet. Begin with: scrapy crawl tribun" in done.stdout
    assert fits(done.stdout)
    assert json.loads(scrapy("status", "--json", database=database).stdout)["runs"] == []


def test_without_a_database_none_is_made(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSSPIDER_DATA", str(data_dir))
    done = scrapy("status", project="production")
    assert (done.returncode, done.stdout[:16]) == (0, "No database yet:")
    assert not list(data_dir.iterdir())
    away = scrapy("status", database="postgresql://u:s3cret@127.0.0.1:9/x")
    assert (away.returncode, away.stdout) == (1, "")
    assert "s3cret" not in away.stderr


@pytest.mark.parametrize("arguments", [("--day", "24.07.2026"), ("--day", "2026-02-30"), ("now",)])
def test_bad_usage(database: str, arguments: tuple[str, ...]) -> None:
    done = scrapy("status", *arguments, database=database)
    assert done.returncode == 2
    assert "expected" in done.stderr


def test_runs_that_go_on_and_dead_ones_are_told_from_each_other(database: str) -> None:
    ended(database, "ok", hours_ago=30)
    dead, alive = (
        going_on(database, hours=3, silent=7200),
        going_on(database, hours=1, silent=3, arguments={"depth": 0}),
    )
    shown = as_text(board(gather(database, 45, None, everything=False), False))
    assert f"Now: run {alive} tribun depth=0: goes on, " in shown
    assert "42 pages, 1 process, last heartbeat 3 s ago" in shown
    assert f"Run {dead} of tribun: lost" in shown
    assert "every process of the run died before its end" in shown
    assert "pages 42;" in shown, "expected what it had counted while it lived"
    assert "Last good run  1 (ok), ended 1 day 6 h ago" in shown
    assert fits(shown)


HOSTILE = "\x1b[2J\x1b[31mMati\u202elaku\x00\r\nRun 99 of tribun: ok " + "panjang " * 400


def test_hostile_text_steers_no_terminal_and_stays_on_the_screen(database: str) -> None:
    clean = HOSTILE.replace("\x00", "")
    with psycopg.connect(database) as connection:
        for number in range(30):
            connection.execute(
                "with page_row as (insert into page (outlet, url, host, kind, depth, found_how, outcome, reason) values "
                "('tribun', %(url)s, %(host)s, 'story', 0, 'index', %(outcome)s, %(text)s) returning id) "
                "insert into article (page_id, outlet, url, layout, headline, body, blocks, summary, authors, editors, "
                "breadcrumb, tags, images, page_count, premium, provenance, content_hash, published_at) "
                "select id, 'tribun', %(url)s, 'x', %(text)s, '', '[]', '{}', '{}', '{}', '{}', '{}', '[]', 1, false, "
                "'{}', '', now() from page_row where %(outcome)s = 'article'",
                {
                    "url": f"https://h{number}.tribunnews.com/\x1b[31m{number}/" + "x" * 900,
                    "host": f"h{number}.{'sangat-' * 5}panjang\x1b[31m.tribunnews.com",
                    "outcome": "article" if number % 2 else "rejected",
                    "text": clean,
                },
            )
    for number in range(8):
        reasons = [Reason.of(ReasonCode.CRAWL_ENDED_EARLY, f"{clean} {place}") for place in range(12)]
        ended(database, "failed", reasons, {clean[:50]: clean}, counters={f"rejection/{clean}": number})
    today = datetime.now(JAKARTA).date()
    for everything in (False, True):
        shown = as_text(board(gather(database, 45, today, everything), everything))
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", shown)
        assert not re.search("^Run 99", shown, re.M)
        assert everything or fits(shown)
    done = scrapy("status", "--json", "--day", str(today), database=database)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", done.stdout)
    assert len(json.loads(done.stdout)["hosts"]) == 30


@pytest.mark.parametrize(
    ("began", "night"),
    [
        ("2026-07-24T23:30+07:00", date(2026, 7, 24)),
        ("2026-07-25T02:00+07:00", date(2026, 7, 24)),
        ("2026-07-25T11:59+07:00", date(2026, 7, 24)),
        ("2026-07-25T12:00+07:00", date(2026, 7, 25)),
        ("2026-07-24T17:00+00:00", date(2026, 7, 24)),
    ],
)
def test_a_night_is_the_evening_before(began: str, night: date) -> None:
    assert night_of([a_run(datetime.fromisoformat(began))]) == night


def a_run(began: datetime, **changes: Any) -> RunState:
    columns: dict[str, Any] = {
        "id": 1,
        "spider": "tribun",
        "arguments": {},
        "started_at": began,
        "finished_at": None,
        "finish_reason": None,
        "verdict": None,
        "reasons": [],
        "counters": {},
        "whole": True,
        "good": False,
        "now": datetime.now(UTC),
        "seen_at": began,
        "lively": False,
        "processes": 1,
        "died": 0,
    }
    return RunState(**{**columns, **changes})


def test_the_account_of_a_day_reads_that_days_rows_only(database: str) -> None:
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute(
            "insert into page (outlet, url, host, kind, depth, found_how, listed_on, due_at) "
            "select 'tribun', 'https://www.tribunnews.com/' || n, 'www.tribunnews.com', 'story', 0, 'index', "
            "date '2026-01-01' + n %% 300, now() from generate_series(1, 30000) as n",
            {},
        )
        connection.execute("analyze page")
        plan = connection.execute("explain select * from story_standing where day = '2026-07-24'").fetchall()
    lines = "\n".join(str(row[0]) for row in plan)
    assert "page_by_story_day" in lines
    assert "Seq Scan on page" not in lines


@pytest.mark.parametrize(
    ("hours", "words"),
    [(-3, "Http503, due since"), (3, "Http503, next try"), (None, "Http503, not tried again")],
)
def test_next_try_that_is_past_is_due(hours: int | None, words: str) -> None:
    story = MissingStory(
        host="solo.tribunnews.com",
        url="https://solo.tribunnews.com/1",
        state="failed",
        reason="Http503",
        status=503,
        tries=1,
        due_at=None if hours is None else datetime.now(UTC) + timedelta(hours=hours),
    )
    account = DayAccount(day=date(2026, 11, 28), total=StoryCounts(host="all"), hosts=[], missing=[story])
    assert words in as_text(missing_lines(account, everything=False))
