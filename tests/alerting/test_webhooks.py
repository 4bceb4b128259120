"""Webhooks on new stories: each is delivered, signed, whatever dies meanwhile, and given up after a day with an alert."""

from __future__ import annotations

import asyncio
import base64
import logging
import os
import signal
import socket
import ssl
import subprocess
import sys
import textwrap
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.client import RemoteDisconnected
from pathlib import Path
from threading import Thread
from time import sleep
from typing import Any

import psycopg
import pytest
from scrapy.settings import Settings

from newsspider.alerting.evaluate import evaluate
from newsspider.alerting.newstories import post_stories
from newsspider.alerting.posting import post, reason_of, signature_headers
from newsspider.alerting.webhooks import BadWebhook, read_webhooks, webhook_complaints
from newsspider.items import Article
from newsspider.replica import Newsroom, ReplicaServer
from newsspider.store.alerts import open_alert_store, open_alerts
from newsspider.store.queries import query
from newsspider.store.webhooks import NewStory, open_webhook_store
from settings import base
from tests.alerting.hooks import SECRET, Hook, hooked, verified
from tests.running.crawling import ROOT, scrapy
from tests.running.nights import killed, rows, this_hour
from tests.running.processes import wait_until
from tests.store.test_store import article, opened, save


@pytest.fixture
def hook() -> Iterator[Hook]:
    with hooked() as made:
        yield made


def wired(file: str) -> Settings:
    names = ("RUN_MAX_AGE", "RUN_MAX_LENGTH", "HOST_LEASE")
    return Settings({**{name: getattr(base, name) for name in names}, "WEBHOOKS_FILE": file})


def store(database: str, *stories: Article) -> None:
    async def _store() -> None:
        async with opened(database) as opened_store:
            await save(opened_store, *stories)

    asyncio.run(_store())


def pass_time(database: str, hours: float) -> None:
    """Let everything of the webhooks be so much older."""
    with psycopg.connect(database) as connection:
        for table, names in (
            ("webhook", "since declared_at seen_to failing_since next_try_at delivered_at given_up_at"),
            ("webhook_story", "queued_at tried_at delivered_at given_up_at"),
        ):
            earlier = ", ".join(f"{name} = {name} - make_interval(secs => %(ago)s)" for name in names.split())
            connection.execute(f"update {table} set {earlier}".encode(), {"ago": hours * 3600})


def test_new_story_is_sent_once_with_a_signature(database: str, hook: Hook, tmp_path: Path) -> None:
    settings = wired(hook.file(tmp_path))
    hostile = article(1, headline='<script>"kopi"</script>\u202e', tags=("baru",))
    store(database, hostile)
    assert post_stories(database, settings)
    assert post_stories(database, settings)
    (sent,) = hook.got
    (stored,) = rows(database, "select page_id, stored_at from article")
    assert sent["id"] == f"story-{stored['page_id']}"
    assert (sent["headline"], sent["url"], sent["host"]) == (
        hostile.headline,
        hostile.url,
        "www.tribunnews.com",
    )
    assert sent["published_at"] == "2026-07-24T05:00:00Z"
    assert (sent["tags"], sent["language"]) == (["baru"], "und")
    assert "text" not in sent
    store(database, article(1, headline="Judul baru"), article(2))
    assert post_stories(database, settings)
    assert hook.addresses == [article(1).url, article(2).url], "an edit is no new story"


@pytest.mark.parametrize(
    ("filters", "numbers"),
    [
        ({"outlet": "tribun"}, [1, 2, 3]),
        ({"outlet": "kompas"}, []),
        ({"host": "www.tribunnews.com", "section": "bisnis"}, [2]),
        ({"search": "gula -kopi"}, [3]),
    ],
)
def test_webhook_gets_what_it_asks_for(
    database: str, hook: Hook, tmp_path: Path, filters: dict[str, str], numbers: list[int]
) -> None:
    store(database, article(1), article(2, section="Bisnis"), article(3, headline="Harga Gula"))
    assert post_stories(database, wired(hook.file(tmp_path, **filters)))
    assert hook.addresses == [article(number).url for number in numbers]


def test_search_without_words_is_refused(
    database: str, hook: Hook, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    store(database, article(1))
    assert not post_stories(database, wired(hook.file(tmp_path, search="& |")))
    assert "webhook desk: expected words to look for, found none in '& |': correct its search" in caplog.text


def test_failed_delivery_is_tried_again_at_growing_intervals(
    database: str, hook: Hook, tmp_path: Path
) -> None:
    settings = wired(hook.file(tmp_path))
    store(database, article(1), article(2))
    hook.answer = lambda _: 503
    waits = []
    for _ in range(12):
        assert not post_stories(database, settings)
        (row,) = rows(
            database, "select *, extract(epoch from next_try_at - clock_timestamp()) as wait from webhook"
        )
        waits.append(float(row["wait"]))
        assert row["error"] == "HTTP status 503"
        pass_time(database, hours=1.01)
    expected = [min(15 * 2**tries, 3600) for tries in range(12)]
    assert all(wait <= most for wait, most in zip(waits, expected, strict=True))
    assert all(wait > most - 10 for wait, most in zip(waits, expected, strict=True))
    assert hook.asked == 12, "one story a turn, while nobody takes any"
    hook.answer = lambda _: 200
    assert post_stories(database, settings)
    assert sorted(hook.addresses) == sorted([article(1).url, article(2).url])
    (row,) = rows(database, "select failures, failing_since, error, delivered from webhook")
    assert row == {"failures": 0, "failing_since": None, "error": "", "delivered": 2}


def test_nothing_is_sent_before_its_time(database: str, hook: Hook, tmp_path: Path) -> None:
    settings = wired(hook.file(tmp_path))
    store(database, article(1))
    hook.answer = lambda _: 500
    post_stories(database, settings)
    post_stories(database, settings)
    assert hook.asked == 1


def test_story_that_nobody_takes_does_not_hold_up_others(database: str, hook: Hook, tmp_path: Path) -> None:
    settings = wired(hook.file(tmp_path))
    hook.answer = lambda message: 422 if message["data"]["url"] == article(1).url else 200
    store(database, article(1), article(2))
    post_stories(database, settings)
    pass_time(database, hours=1)
    post_stories(database, settings)
    assert hook.addresses == [article(2).url]
    for number in (3, 4):
        pass_time(database, hours=13)
        store(database, article(number))
        post_stories(database, settings)
    assert hook.addresses == [article(number).url for number in (2, 3, 4)]
    (row,) = rows(database, "select given_up, delivered from webhook")
    assert row == {"given_up": 1, "delivered": 3}


def test_given_up_after_a_day_with_an_alert(
    database: str, hook: Hook, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A line in the log, an alert, and no further delivery; the next story that is taken ends the alert."""
    settings = wired(hook.file(tmp_path))
    store(database, article(1), article(2))
    hook.answer = lambda _: 500
    post_stories(database, settings)
    pass_time(database, hours=23)
    post_stories(database, settings)
    assert "gave up" not in caplog.text
    pass_time(database, hours=2)
    post_stories(database, settings)
    assert "webhook desk: gave up 2 stories after 1 day" in caplog.text
    with open_alert_store(database) as log:
        evaluate(log, settings)
        (alert,) = open_alerts(log.connection)
        log.connection.commit()
        assert (alert.spider, alert.kind, alert.code, alert.subject) == (
            "webhooks",
            "late",
            "webhook_gave_up",
            "desk",
        )
        assert alert.reason == "webhook desk: 2 stories were given up after 1 day: HTTP status 500"
        hook.answer = lambda _: 200
        pass_time(database, hours=2)
        store(database, article(3))
        assert post_stories(database, settings)
        assert hook.addresses == [article(3).url]
        evaluate(log, settings)
        assert [one for one in open_alerts(log.connection) if one.spider == "webhooks"] == []
        log.connection.commit()
        hook.answer = lambda _: 503
        store(database, article(4))
        for _ in range(2):
            post_stories(database, settings)
            pass_time(database, hours=25)
        post_stories(database, settings)
        evaluate(log, settings)
        (again,) = [one for one in open_alerts(log.connection) if one.spider == "webhooks"]
        assert "desk: 1 stories were given up" in again.reason, "those of the last outage alone"


@pytest.mark.parametrize("status", [301, 307, 400, 404, 500])
def test_only_a_success_counts_as_taken(database: str, hook: Hook, tmp_path: Path, status: int) -> None:
    store(database, article(1))
    hook.answer = lambda _: status
    assert not post_stories(database, wired(hook.file(tmp_path)))
    assert hook.asked == 1, "a redirect is not followed"
    assert rows(database, "select delivered, error from webhook") == [
        {"delivered": 0, "error": f"HTTP status {status}"}
    ]


def test_receiver_that_is_away_or_hangs(hook: Hook, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        (webhook,) = read_webhooks(Path(hook.file(tmp_path, url=f"http://127.0.0.1:{port}/")))
        assert post(webhook, "story-1", b"{}", seconds=0.2) in (
            "no answer in 0 s",
            "TimeoutError",
            "timed out",
        )
    assert post(webhook, "story-1", b"{}") == "Connection refused"


def mismatch() -> ssl.SSLCertVerificationError:
    error = ssl.SSLCertVerificationError(1, "certificate verify failed: Hostname mismatch: s3cret.example")
    error.verify_message = "Hostname mismatch, certificate is not valid for 's3cret.example'."
    return error


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (ConnectionRefusedError(111, "Connection refused"), "Connection refused"),
        (RemoteDisconnected("Remote end closed connection without response"), "RemoteDisconnected"),
        (mismatch(), "certificate: Hostname mismatch"),
    ],
)
def test_reason_names_no_address(error: OSError, reason: str) -> None:
    assert reason_of(error) == reason


def test_killed_crawl_leaves_its_stories_to_the_next_delivery(
    database: str, hook: Hook, tmp_path: Path
) -> None:
    """kill -9 between the commit of a story and its delivery."""
    settings, log = wired(hook.file(tmp_path)), tmp_path / "requests"
    log.touch()
    newsroom = Newsroom(stories=60, days=1, hosts=("solo",), now=this_hour())
    with ReplicaServer(newsroom, access_log=log) as replica:
        killed(replica.address, database, log, 5, "-a", "hosts=solo", "-s", "ROBOTSTXT_OBEY=True", stories=10)
    stored = {row["url"] for row in rows(database, "select url from article")}
    assert len(stored) >= 10
    assert hook.got == []
    assert post_stories(database, settings)
    assert {*hook.addresses} == stored
    assert len(hook.got) == len(stored)


KILLED = """
    from scrapy.settings import Settings
    from newsspider.alerting.newstories import post_stories
    post_stories({conninfo!r}, Settings({{"WEBHOOKS_FILE": {file!r}}}))
"""


def test_killed_delivery_sends_the_same_id_again(database: str, hook: Hook, tmp_path: Path) -> None:
    """kill -9 of the sender while the receiver has the story and has not answered."""
    store(database, *(article(number) for number in range(1, 6)))
    file = hook.file(tmp_path)
    process = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(KILLED).format(conninfo=database, file=file)], cwd=ROOT
    )
    seen: list[str] = []

    def answer(message: Mapping[str, Any]) -> int:
        seen.append(message["data"]["id"])
        if len(seen) == 3:
            os.kill(process.pid, signal.SIGKILL)
            process.wait()
        return 200

    hook.answer = answer
    assert process.wait(60) == -9
    assert post_stories(database, wired(file))
    assert len({*seen}) == 5
    assert len(seen) == 6, "the story that was under way came twice, with one id"
    assert seen.count(seen[2]) == 2


def test_two_processes_send_each_story_once(database: str, hook: Hook, tmp_path: Path) -> None:
    store(database, *(article(number) for number in range(1, 31)))
    script = textwrap.dedent(KILLED).format(conninfo=database, file=hook.file(tmp_path))
    processes = [subprocess.Popen([sys.executable, "-c", script], cwd=ROOT) for _ in range(2)]
    assert [process.wait(60) for process in processes] == [0, 0]
    post_stories(database, wired(hook.file(tmp_path)))
    assert len(hook.got) == len({story["id"] for story in hook.got}) == 30


def test_crawl_sends_its_stories_at_its_end(database: str, hook: Hook, tmp_path: Path) -> None:
    newsroom = Newsroom(stories=20, days=1, hosts=("solo",), now=this_hour())
    with ReplicaServer(newsroom) as replica:
        wiring = ("-a", "hosts=solo", "-s", f"WEBHOOKS_FILE={hook.file(tmp_path)}")
        done = scrapy("crawl", "tribun", *wiring, address=replica.address, database=database)
    assert done.returncode == 0, done.stderr[-2000:]
    stored = {row["url"] for row in rows(database, "select url from article")}
    assert {*hook.addresses} == stored
    assert stored


def test_look_reads_the_texts_of_new_stories_alone(database: str) -> None:
    """It is made every minute, and the texts of all stories are gigabytes."""
    store(database, *(article(number) for number in range(1, 301)))
    values = {"webhook": "desk", "words": "kopi", "outlet": "tribun", "host": None, "section": None}
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute("analyze article, article_text")
        plan = connection.execute(f"explain {query('queue_stories')}".encode(), values).fetchall()
    assert "on article_text" in str(plan)
    assert "Seq Scan on article_text" not in str(plan)
    assert "article_text_by_word" not in str(plan)


@contextmanager
def locked(database: str, name: str) -> Iterator[None]:
    """Another process is sending to this webhook."""
    with psycopg.connect(database) as connection:
        connection.execute("select from webhook where name = %s for update", [name])
        yield


def test_webhook_that_another_process_sends_to_is_passed_over(
    database: str, hook: Hook, tmp_path: Path
) -> None:
    """The next one is served meanwhile, and nothing fails for want of the lock."""
    both = tmp_path / "both.toml"
    both.write_text("".join(Path(hook.file(tmp_path, name=name)).read_text() for name in ("desk", "second")))
    store(database, article(1))
    hook.answer = lambda _: 503
    assert not post_stories(database, wired(hook.file(tmp_path)))
    pass_time(database, hours=25)
    hook.answer = lambda _: 200
    with locked(database, "desk"):
        assert post_stories(database, wired(str(both)))
    assert hook.addresses == [article(1).url], "of the second"
    assert post_stories(database, wired(str(both)))
    assert hook.addresses == [article(1).url] * 2
    assert rows(database, "select given_up from webhook") == [{"given_up": 0}] * 2


PAUSED = """
    alter table webhook rename to webhook_row;
    create function pause() returns boolean language plpgsql volatile as $$
    begin
        perform pg_advisory_lock_shared(7);
        perform pg_advisory_unlock_shared(7);
        return true;
    end $$;
    create view webhook as select * from webhook_row where pause();
"""
"""A statement that reads the table begins, and waits for a lock of the test before it looks at a row."""


def test_story_that_is_sent_meanwhile_is_not_sent_again(database: str, hook: Hook, tmp_path: Path) -> None:
    """Another process marks a story while our next statement has begun and has no lock yet."""
    store(database, article(1), article(2))
    hook.answer = lambda _: 503
    assert not post_stories(database, wired(hook.file(tmp_path)))
    pass_time(database, hours=1)
    found: list[NewStory | None] = []

    def look() -> None:
        with open_webhook_store(database) as webhooks, webhooks.next_story("desk") as story:
            found.append(story)

    with psycopg.connect(database, autocommit=True) as other:
        other.execute(PAUSED.encode())
        other.execute("select pg_advisory_lock(7)")
        looking = Thread(target=look)
        looking.start()
        waiting = "select from pg_locks where locktype = 'advisory' and not granted"
        wait_until(lambda: other.execute(waiting).rowcount == 1)
        other.execute("update webhook_story set delivered_at = now()")
        other.execute("select pg_advisory_unlock(7)")
        looking.join()
    assert found == [None]


def test_slow_webhook_leaves_time_for_the_next(database: str, tmp_path: Path) -> None:
    store(database, *(article(number) for number in range(1, 6)))
    with hooked() as slow, hooked() as quick:

        def answer(_: Mapping[str, Any]) -> int:
            sleep(2)
            return 200

        slow.answer = answer
        path = tmp_path / "both.toml"
        path.write_text(
            Path(slow.file(tmp_path)).read_text() + Path(quick.file(tmp_path, name="quick")).read_text()
        )
        assert post_stories(database, wired(str(path)), seconds=6)
        assert len(quick.got) == 5
        assert 1 <= len(slow.got) < 5


def test_webhook_that_comes_back_gets_no_story_twice(database: str, hook: Hook, tmp_path: Path) -> None:
    """It was out of the file for days, while others were sent to."""
    store(database, article(1))
    assert post_stories(database, wired(hook.file(tmp_path)))
    pass_time(database, hours=49)
    with psycopg.connect(database) as connection:
        connection.execute("update article set stored_at = stored_at - interval '49 hours'")
    store(database, article(2))
    assert post_stories(database, wired(hook.file(tmp_path, name="second")))
    assert post_stories(database, wired(hook.file(tmp_path)))
    assert sorted(hook.addresses) == sorted([article(1).url, article(2).url, article(2).url])


def test_bad_search_keeps_a_webhook(database: str, hook: Hook, tmp_path: Path) -> None:
    """It is in the file all the time, so it is not removed with what waits for it."""
    store(database, article(1))
    hook.answer = lambda _: 503
    post_stories(database, wired(hook.file(tmp_path)))
    pass_time(database, hours=24 * 31)
    post_stories(database, wired(hook.file(tmp_path, search="& |")))
    assert rows(database, "select name from webhook") == [{"name": "desk"}]


def test_alert_of_a_webhook_that_is_out_of_the_file_ends(database: str, hook: Hook, tmp_path: Path) -> None:
    settings = wired(hook.file(tmp_path))
    store(database, article(1))
    hook.answer = lambda _: 500
    for _ in range(2):
        post_stories(database, settings)
        pass_time(database, hours=25)
    with open_alert_store(database) as log:
        for days, alerts in ((0, 1), (8, 0)):
            pass_time(database, hours=24 * days)
            evaluate(log, wired(""))
            assert len([one for one in open_alerts(log.connection) if one.spider == "webhooks"]) == alerts


def test_old_deliveries_are_forgotten(database: str, hook: Hook, tmp_path: Path) -> None:
    store(database, article(1))
    assert post_stories(database, wired(hook.file(tmp_path)))
    pass_time(database, hours=49)
    with psycopg.connect(database) as connection:
        connection.execute("update article set stored_at = stored_at - interval '49 hours'")
    assert post_stories(database, wired(hook.file(tmp_path)))
    assert rows(database, "select count(*) as n from webhook_story") == [{"n": 0}]
    assert len(hook.got) == 1
    pass_time(database, hours=24 * 31)
    assert post_stories(database, wired(hook.file(tmp_path)))
    assert [row["name"] for row in rows(database, "select name from webhook")] == ["desk"]


def test_signature_is_that_of_the_specification() -> None:
    """The example that libraries of the Standard Webhooks specification are tested with."""
    key = base64.b64decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    headers = signature_headers(key, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, b'{"test": 2432232314}')
    assert headers["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    with pytest.raises(ValueError, match="not signed"):
        verified(SECRET, headers, b'{"test": 2432232314}')


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("x", "to be TOML in UTF-8, found no such text"),
        ("a = 1", "expected [[webhook]] tables only"),
        ("[[webhook]]\nname = 1", "webhook number 1: expected texts in quotes"),
        ('[[webhook]]\nname = "a"\nurl2 = "x"', "expected keys among name, url, secret"),
        ('[[webhook]]\nname = "A B"', "expected a name of small letters and digits, found 'A B'"),
        ('[[webhook]]\nname = "a"\nurl = "ftp://x"', "expected url to be an http(s) address"),
        ('[[webhook]]\nname = "a"\nurl = "https://u:pw-1@x/"', "expected url to be an http(s) address"),
        ('[[webhook]]\nname = "a"\nurl = "https://[x"', "expected url to be an http(s) address"),
        ('[[webhook]]\nname = "a"\nurl = "https://desk..example/"', "expected url to be an http(s) address"),
        (
            f'[[webhook]]\nname = "a"\nurl = "https://{"a" * 70}.example/"',
            "expected url to be an http(s) address",
        ),
        (
            '[[webhook]]\nname = "a"\nurl = "https://x/"\nsecret = "pw-1"',
            "expected a secret of 24 bytes or more",
        ),
        (
            '[[webhook]]\nname = "a"\nurl = "https://x/"\nsecret = "whsec_a28="',
            "expected a secret of 24 bytes",
        ),
        ('[[webhook]]\nname = "a"\nhost = " "', "expected host to be one line of at most 300 characters"),
    ],
)
def test_bad_file_is_one_line_without_secrets(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "webhooks.toml"
    path.write_text(text)
    with pytest.raises(BadWebhook) as caught:
        read_webhooks(path)
    assert words in str(caught.value)
    assert "pw-1" not in str(caught.value)
    assert len(str(caught.value).splitlines()) == 1


def test_second_webhook_of_a_name_is_refused(hook: Hook, tmp_path: Path) -> None:
    path = Path(hook.file(tmp_path))
    path.write_text(path.read_text() * 2)
    with pytest.raises(BadWebhook, match="found a second 'desk'"):
        read_webhooks(path)
    (complaint,) = webhook_complaints(wired(str(tmp_path / "nowhere.toml")))
    assert complaint.endswith("found: No such file or directory: write it, or unset WEBHOOKS_FILE")


def test_no_address_and_no_secret_in_the_log(
    database: str, hook: Hook, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    store(database, article(1))
    file = hook.file(tmp_path)
    hook.answer = lambda _: 500
    assert not post_stories(database, wired(file))
    assert not post_stories("postgresql://nobody:pw-of-db@127.0.0.1:9/none", wired(file))
    assert "s3cret-word" not in caplog.text + repr(read_webhooks(Path(file)))
    assert SECRET not in caplog.text + repr(read_webhooks(Path(file)))
    assert "pw-of-db" not in caplog.text
