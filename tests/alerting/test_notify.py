"""Alerts: each receiver notified once of each reason, and once when it is over, whatever dies meanwhile."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from scrapy.settings import Settings

from newsspider.alerting.messages import TITLE_LENGTH, plain
from newsspider.alerting.notify import notify
from newsspider.alerting.outage import notify_outage
from newsspider.alerting.receivers import complaints
from newsspider.reasons.reason import Reason, ReasonCode
from newsspider.replica import Newsroom, ReplicaServer
from newsspider.replica.troubles import Kind, Troubles
from settings import base
from tests.databases.run_rows import FAILED, ended, going_on
from tests.running.crawling import ROOT, scrapy
from tests.running.nights import last_run, rows, this_hour
from tests.running.receiving import Webhook, receiving

NO_BROWSER = Reason.of(ReasonCode.NO_BROWSER, error="no browser was found; 3 stories lack links")
NOWHERE = "postgresql://nobody:pw-of-db@127.0.0.1:9/none"


DEAD = Reason.of(ReasonCode.RUN_LOST)


def errors(number: int) -> Reason:
    return Reason.of(ReasonCode.LOGGED_ERRORS, errors=number)


@pytest.fixture
def webhook() -> Iterator[Webhook]:
    with receiving() as made:
        yield made


def wired(tmp_path: Path, urls: str, **more: Any) -> Settings:
    names = ("ALERT_SECONDS", "RUN_MAX_AGE", "RUN_MAX_LENGTH", "HOST_LEASE")
    settings = {name: getattr(base, name) for name in names}
    return Settings({**settings, "ALERT_URLS": urls, "DATA_DIR": str(tmp_path), **more})


def test_a_failed_run_is_told_once_and_again_when_it_is_over(
    database: str, webhook: Webhook, tmp_path: Path
) -> None:
    """Case T8: a title says first whether to get up."""
    settings = wired(tmp_path, webhook.url)
    assert notify(database, settings)
    assert webhook.got == []
    first = ended(database, "failed", [FAILED], counters={"articles_new": 5})
    assert notify(database, settings)
    assert webhook.titles == [f"tribun failed: {FAILED}"]
    assert webhook.got[0]["type"] == "failure"
    body = webhook.got[0]["message"]
    assert f"Run {first}: failed, ended " in body
    assert "9 pages; stories: 5 new, 0 changed" in body
    assert "scrapy status" in body
    assert "docs/breakages.md#crawl_ended_early" in body

    ended(database, "failed", [FAILED])
    assert notify(database, settings)
    assert len(webhook.got) == 1, "expected one message for one cause"

    ended(database, "degraded", [errors(3)])
    assert notify(database, settings)
    assert sorted(webhook.titles[1:]) == [
        "tribun degraded: 3 errors in the log",
        f"tribun recovered in part: run {first + 2} ended degraded, no longer for this; over: {FAILED}",
    ]
    assert {message["type"] for message in webhook.got[1:]} == {"warning", "success"}

    ended(database, "degraded", [errors(17)])
    assert notify(database, settings)
    assert len(webhook.got) == 3

    ended(database, "ok")
    for _ in range(3):
        assert notify(database, settings)
    assert webhook.titles[3:] == [f"tribun recovered: run {first + 4} ended ok; over: 17 errors in the log"]
    assert "open since" in webhook.got[3]["message"]

    ended(database, "degraded", [errors(2)])
    assert notify(database, settings)
    assert webhook.titles[4:] == ["tribun degraded: 2 errors in the log"], "expected it to be new again"


def test_all_that_a_run_shows_is_one_message(database: str, webhook: Webhook, tmp_path: Path) -> None:
    ended(
        database, "failed", [FAILED, NO_BROWSER, Reason.of(ReasonCode.NOTHING_TO_DO, other="process 7 on x")]
    )
    assert notify(database, wired(tmp_path, webhook.url))
    assert webhook.titles == [f"tribun failed: {FAILED} (and 1 more)"]
    assert NO_BROWSER.text in webhook.got[0]["message"]
    assert "nothing to do" not in webhook.got[0]["message"]


def test_a_failed_run_does_not_say_that_another_cause_is_over(
    database: str, webhook: Webhook, tmp_path: Path
) -> None:
    settings = wired(tmp_path, webhook.url)
    for verdict, reason in (("degraded", NO_BROWSER), ("failed", FAILED)):
        ended(database, verdict, [reason])
        notify(database, settings)
    assert [title.split(":")[0] for title in webhook.titles] == ["tribun degraded", "tribun failed"]


def test_only_a_crawl_with_the_same_arguments_says_that_a_cause_is_over(
    database: str, webhook: Webhook, tmp_path: Path
) -> None:
    """Else the hourly crawl, which shows no page in a browser, would say each morning that there is one."""
    settings = wired(tmp_path, webhook.url)
    ended(database, "degraded", [NO_BROWSER])
    ended(database, "ok", arguments={"depth": "0", "render": "never"})
    notify(database, settings)
    assert len(webhook.got) == 1
    ended(database, "failed", [FAILED], arguments={"depth": "0"})
    notify(database, settings)
    assert webhook.titles[1] == f"tribun depth=0 failed: {FAILED}"


def test_a_cause_whose_crawl_is_never_run_again_is_over_after_a_week(
    database: str, webhook: Webhook, tmp_path: Path
) -> None:
    settings = wired(tmp_path, webhook.url)
    ended(database, "failed", [FAILED], arguments={"limit": "5"})
    notify(database, settings)
    rows(database, "update alert set last_seen = now() - interval '8 days' returning id")
    rows(database, "update run set started_at = now() - interval '9 days' returning id")
    for _ in range(2):
        notify(database, settings)
    assert [title.split(":")[0] for title in webhook.titles] == [
        "tribun limit=5 failed",
        "tribun limit=5 recovered",
    ]


@pytest.mark.parametrize("seconds", [0.0, 30.0])
def test_a_receiver_that_is_down_is_told_the_next_time(
    database: str, webhook: Webhook, tmp_path: Path, seconds: float, caplog: pytest.LogCaptureFixture
) -> None:
    settings = wired(tmp_path, webhook.url, ALERT_SECONDS=1.5)
    webhook.status, webhook.seconds = 503, seconds
    ended(database, "failed", [FAILED])
    began = time.monotonic()
    assert not notify(database, settings)
    assert time.monotonic() - began < 25  # the silent receiver takes 30
    assert [row["notified_at"] for row in rows(database, "select notified_at from alert")] == [None]
    lines = [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]
    assert len(lines) == 1, lines
    assert lines[0].startswith("1 of 1 alerts could not be sent to receiver 1 of ALERT_URLS (json): ")

    webhook.status, webhook.seconds = 200, 0.0
    assert notify(database, settings)
    assert webhook.titles == [f"tribun failed: {FAILED}"]
    assert notify(database, settings)
    assert len(webhook.got) == 1


def test_what_was_over_before_it_could_be_told_is_told_once(
    database: str, webhook: Webhook, tmp_path: Path
) -> None:
    settings = wired(tmp_path, webhook.url)
    webhook.status = 503
    ended(database, "failed", [FAILED])
    notify(database, settings)
    good = ended(database, "ok")
    webhook.status = 200
    notify(database, settings)
    assert webhook.titles == [f"tribun recovered: run {good} ended ok; over: {FAILED}"]


def test_each_receiver_is_told_once_though_another_is_down(
    database: str, webhook: Webhook, tmp_path: Path
) -> None:
    with receiving() as other:
        settings = wired(tmp_path, f"{webhook.url}, {other.url}")
        other.status = 500
        ended(database, "failed", [FAILED])
        assert not notify(database, settings)
        assert not notify(database, settings)
        other.status = 200
        assert notify(database, settings)
        assert (len(webhook.got), len(other.got)) == (1, 1)


def test_without_receivers_what_is_open_waits_for_the_first_one(
    database: str, webhook: Webhook, tmp_path: Path
) -> None:
    nobody = wired(tmp_path, "")
    ended(database, "degraded", [NO_BROWSER])
    ended(database, "ok")
    ended(database, "failed", [FAILED])
    assert notify(database, nobody)
    assert notify(database, wired(tmp_path, webhook.url))
    assert webhook.titles == [f"tribun failed: {FAILED}"]


def test_processes_that_close_at_once_tell_once(database: str, webhook: Webhook, tmp_path: Path) -> None:
    webhook.seconds = 0.5
    ended(database, "failed", [FAILED])
    ended(database, "degraded", [errors(3)], {"depth": "0"})
    script = (
        "import sys\nfrom scrapy.settings import Settings\nfrom newsspider.alerting.notify import notify\n"
        "sys.exit(not notify(sys.argv[1], Settings({'ALERT_SECONDS': 10, 'RUN_MAX_AGE': 0, 'RUN_MAX_LENGTH': 0, "
        "'HOST_LEASE': 45, 'ALERT_URLS': sys.argv[2], 'DATA_DIR': sys.argv[3]})))"
    )
    command = [sys.executable, "-c", script, database, webhook.url, str(tmp_path)]
    processes = [subprocess.Popen(command, cwd=ROOT) for _ in range(4)]
    assert [process.wait(60) for process in processes] == [0] * 4
    assert sorted(webhook.titles) == [
        "tribun depth=0 degraded: 3 errors in the log",
        f"tribun failed: {FAILED}",
    ]


def test_a_dead_run_is_told_before_and_not_again_after_its_books_are_closed(
    database: str, webhook: Webhook, tmp_path: Path
) -> None:
    settings = wired(tmp_path, webhook.url)
    run = going_on(database, silent=10)
    assert notify(database, settings)
    assert webhook.got == [], "expected a dead worker to be known by its lease"
    rows(database, "update worker set seen_at = now() - interval '50 s' returning id")
    notify(database, settings)
    assert webhook.titles == [f"tribun lost: {DEAD} (run {run} of tribun: no heartbeat for 50 s)"]
    closed = (
        "update run set finished_at = now(), finish_reason = 'lost', verdict = 'failed', "
        f"reasons = '{json.dumps([DEAD.row])}' returning id"
    )
    rows(database, closed)
    notify(database, settings)
    assert len(webhook.got) == 1
    ended(database, "ok", hours_ago=-0.01)
    notify(database, settings)
    assert len(webhook.got) == 2
    assert " over: " in webhook.titles[1]


def test_a_dead_run_whose_books_stay_open_is_told_once(
    database: str, webhook: Webhook, tmp_path: Path
) -> None:
    settings = wired(tmp_path, webhook.url)
    going_on(database, hours=5, silent=7200)
    notify(database, settings)
    ended(database, "ok")
    for _ in range(2):
        notify(database, settings)
    assert [title.split(":")[0] for title in webhook.titles] == ["tribun lost", "tribun recovered"]


def test_a_dead_run_of_long_ago_is_no_news(database: str, webhook: Webhook, tmp_path: Path) -> None:
    going_on(database, hours=24 * 30, silent=24 * 20 * 3600)
    for _ in range(2):
        notify(database, wired(tmp_path, webhook.url, RUN_MAX_AGE=0))
    assert webhook.got == []


def test_a_run_that_does_not_come_is_late_and_over_when_it_comes(
    database: str, webhook: Webhook, tmp_path: Path
) -> None:
    settings = wired(tmp_path, webhook.url)
    ended(database, "ok", hours_ago=30)
    ended(database, "ok", hours_ago=2, arguments={"url": "https://x"})
    for _ in range(2):
        notify(database, settings)
    assert webhook.titles == [
        "tribun late: no good run of tribun has ended within the last 1 day 2 h (the last one, run 1, ended 1 day 6 h ago)"
    ]
    ended(database, "degraded", [NO_BROWSER], {"hosts": "www"})
    notify(database, settings)
    assert [title.split(":")[0] for title in webhook.titles[1:]] == [
        "tribun hosts=www degraded",
        "tribun recovered in part",
    ]


def test_a_run_without_end_is_late(database: str, webhook: Webhook, tmp_path: Path) -> None:
    ended(database, "ok", hours_ago=14)
    run = going_on(database, hours=13)
    notify(database, wired(tmp_path, webhook.url))
    assert webhook.titles == [f"tribun late: run {run} of tribun goes on for 13 h, more than 12 h"]


def test_runs_before_there_were_alerts_are_history(database: str, webhook: Webhook, tmp_path: Path) -> None:
    rows(database, "select 1 as one")
    ended(database, "failed", [FAILED])
    rows(database, "update run set evaluated_at = now() returning id")
    notify(database, wired(tmp_path, webhook.url))
    assert webhook.got == []


def test_hostile_words_steer_nothing(database: str, webhook: Webhook, tmp_path: Path) -> None:
    hostile = "\x1b[2J\u202e<b>@everyone</b> <!channel> `x` *y*\r\nBcc: a@b.c " + "x" * 5000
    ended(database, "failed", [Reason.of(ReasonCode.CRAWL_ENDED_EARLY, hostile)])
    notify(database, wired(tmp_path, webhook.url))
    message = json.dumps(webhook.got[0], ensure_ascii=False)
    assert not set("\x1b\u202e<>`*") & set(message)
    assert "@" not in message.replace("＠", "")
    assert len(webhook.got[0]["title"]) <= 120
    assert "\n" not in webhook.got[0]["title"]


@pytest.mark.parametrize(
    ("urls", "found"),
    [
        ("", []),
        ("json://127.0.0.1:1/a", []),
        ("json://127.0.0.1:1/a,json://127.0.0.1:2/b json://c", []),
        ("mailto://u:pw@example.org?to=a@example.org,b@example.org", []),
        ("tgrm://123:s3cret", ["receiver 1 of ALERT_URLS (tgrm): expected one that Apprise knows"]),
        (
            "json://127.0.0.1:1/a, s3cret",
            ["receiver 2 of ALERT_URLS (no address): expected one like ntfy://"],
        ),
        ("tgram://s3cret", ["receiver 1 of ALERT_URLS (tgram): expected one that Apprise knows, with all"]),
    ],
)
def test_an_address_that_is_none_is_one_line_without_its_secrets(
    urls: str, found: list[str], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    lines = complaints(wired(tmp_path, urls))
    assert len(lines) == len(found)
    assert all(line.startswith(begin) for line, begin in zip(lines, found, strict=True)), lines
    assert "s3cret" not in "".join(lines) + caplog.text


def test_a_database_that_is_away_is_told_once_and_when_it_is_back(
    database: str, webhook: Webhook, tmp_path: Path
) -> None:
    settings = wired(tmp_path, webhook.url)
    for _ in range(2):
        assert notify(NOWHERE, settings)
    assert notify_outage(settings, "no server")
    assert webhook.titles == ["newsspider failed: no database"]
    assert "pw-of-db" not in json.dumps(webhook.got)
    for _ in range(2):
        assert notify(database, settings)
    assert webhook.titles[1:] == ["newsspider recovered: the database is back"]


def test_a_crawl_tells_and_its_exit_code_and_log_stay_what_they_are(
    database: str, webhook: Webhook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    newsroom = Newsroom(stories=20, days=1, hosts=("www",), now=this_hour())
    monkeypatch.setenv("NEWSSPIDER_ALERT_URLS", f"{webhook.url} tgrm://very-s3cret")
    monkeypatch.setenv("NEWSSPIDER_DATA", str(tmp_path))
    command = ("crawl", "tribun", "-a", "hosts=www", "-s", "LOG_LEVEL=DEBUG")
    with ReplicaServer(Troubles(newsroom, share=1, kinds=[Kind.REFUSED])) as server:
        done = scrapy(*command, address=server.address, database=database)
    run = last_run(database)
    assert (done.returncode, run["verdict"]) == (3, "degraded"), done.stderr[-2000:]
    more = f" (and {len(run['reasons']) - 1} more)" if len(run["reasons"]) > 1 else ""
    title = plain(f"tribun hosts=www degraded: {run['reasons'][0]}", TITLE_LENGTH - len(more))
    assert webhook.titles == [f"{title}{more}"]
    assert "receiver 2 of ALERT_URLS (tgrm): expected one" in done.stderr

    webhook.status = 500
    rows(database, "update page set due_at = now() where kind = 'story' returning id")
    rows(database, "update alert set notified_at = null, notified = '{}' returning id")
    rows(database, "update host set not_before = '-infinity', refused_at = null returning name")
    with ReplicaServer(Troubles(newsroom, share=1, kinds=[Kind.REFUSED])) as server:
        again = scrapy(*command, address=server.address, database=database)
    assert again.returncode in (0, 3), again.stderr[-2000:]
    assert "could not be sent to receiver 1 of ALERT_URLS (json)" in again.stderr
    for secret in ("s3cret", "hidden-path", "robot:"):
        assert secret not in done.stderr + done.stdout + again.stderr + again.stdout


def test_a_crawl_without_a_database_is_told(
    webhook: Webhook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEWSSPIDER_ALERT_URLS", webhook.url)
    monkeypatch.setenv("NEWSSPIDER_DATA", str(tmp_path))
    done = scrapy("crawl", "tribun", database=NOWHERE)
    assert done.returncode == 1
    assert webhook.titles == ["newsspider failed: no database"]
    assert "Traceback" not in done.stderr
    assert os.listdir(tmp_path) == ["database-away"]  # noqa: PTH208 - names are what is asked
