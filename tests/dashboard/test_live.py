"""Tests of runs under way: their pages, their events, their logs, and 300 viewers at once."""

from __future__ import annotations

import asyncio
import http.client
import os
import re
import socket
import threading
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, sync_playwright

from newsspider.browser.executable import EXPECTED, find_browser
from newsspider.dashboard.language import Labels
from newsspider.dashboard.live import broadcast
from newsspider.dashboard.live.broadcast import Broadcast, TooManyStreams
from newsspider.dashboard.live.logtail import LINE_LENGTH, log_tail
from newsspider.dashboard.live.runs import MOST_RUNS, LiveRuns
from newsspider.dashboard.live.state import left_text
from newsspider.store.reports.pace import TimeLeft
from newsspider.store.reports.readonly import looking
from tests.conftest import a_database
from tests.dashboard.browsing import visit
from tests.dashboard.conftest import Site, dashboard
from tests.dashboard.test_http import fetch
from tests.dashboard.watching import HOSTILE, end, under_way, watching
from tests.databases.run_rows import going_on
from tests.running.nights import rows
from tests.running.processes import wait_until
from tests.store.test_pace import state

needs_browser = pytest.mark.skipif(find_browser() is None, reason=f"no browser found: expected {EXPECTED}")


@pytest.fixture(scope="module")
def running(server: str, migrated: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A dashboard over a database with a run under way, which writes a log."""
    data = tmp_path_factory.mktemp("data")
    log = data / "logs" / "by-hand" / "crawl.log"
    log.parent.mkdir(parents=True)
    log.write_text(f"2026-11-28 INFO: begins\n2026-11-28 ERROR: {HOSTILE}\n", "utf-8")
    with a_database(server, like=migrated) as database:
        run = under_way(database, log=str(log))
        with dashboard(database, data=str(data)) as address:
            yield Site(address=address, database=database, edited=run)


def test_page_shows_the_run_without_a_script(running: Site) -> None:
    status, headers, html = fetch(running.address, f"/live/{running.edited}", Accept_Language="en")
    assert status == 200
    assert '<noscript><meta http-equiv="refresh" content="10"></noscript>' in html
    assert "connect-src 'self'" in headers["content-security-policy"]
    for text in ("a minute since its start", "7 in flight", "budget 50 a host; 3 beyond it", "2 errors"):
        assert text in html
    for host, shown in (("www", "crawling"), ("solo", "paused"), ("jogja", "refused"), ("surabaya", "done")):
        assert f"host-{shown}" in html.partition(f'<th scope="row">{host}.tribunnews.com<')[2][:250]
    assert "by-hand/crawl.log" in html
    assert "&lt;img src=x onerror=alert(1)&gt;\ufffdgnp.exe" in html
    assert "<img" not in html


def test_single_run_has_the_live_page_to_itself(running: Site) -> None:
    status, headers, _ = fetch(running.address, "/live?lang=id")
    assert (status, headers["location"]) == (303, f"/live/{running.edited}?lang=id")


def test_unknown_run_is_not_found(running: Site) -> None:
    assert fetch(running.address, "/live/99999")[0] == 404
    assert fetch(running.address, "/live/x")[0] == 404
    assert fetch(running.address, "/live/%D9%A1/events")[0] == 404
    assert fetch(running.address, "/live/../static/live.js/events")[0] == 404
    assert fetch(running.address, f"/live/{running.edited}/events", "HEAD")[0] == 200


def test_events_follow_the_run_to_its_end(server: str, migrated: str) -> None:
    with a_database(server, like=migrated) as database:
        run, other = under_way(database), going_on(database, hours=2)
        with dashboard(database) as address, watching(address, run) as events:
            name, shown = next(events)
            assert name == "state"
            assert shown["figures"]["pages"] == "300"
            assert re.fullmatch(r"at least 1 h \d min", shown["figures"]["left"]), "jogja's hour, and 4 pages"
            assert [host["state"] for host in shown["hosts"]] == ["refused", "paused", "crawling", "done"]
            with watching(address, run, "id") as indonesian:
                assert next(indonesian)[1]["figures"]["in_flight"] == "7 sedang diminta"
            _, _, both = fetch(address, "/live", Accept_Language="en")
            assert f"/live/{run}" in both
            assert f"/live/{other}" in both
            end(database, run)
            names = [name for name, _ in events]
            assert names[-1] == "end"
            assert set(names) == {"state", "end"} or names == ["end"]
            _, _, ended = fetch(address, f"/live/{run}", Accept_Language="en")
            assert "The run has ended." in ended
            assert "live.js" not in ended


def test_300_viewers_share_one_poller(running: Site) -> None:
    """Those that read nothing too: further pages are answered, by few connections to the database."""
    place = urlsplit(running.address)
    request = f"GET /live/{running.edited}/events HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()
    with ExitStack() as stack:
        streams = []
        for _ in range(300):
            line = stack.enter_context(socket.create_connection((str(place.hostname), place.port or 0)))
            line.sendall(request)
            streams.append(line)
        for _ in range(150):  # half-open ones: nothing but the beginning of a request
            stack.enter_context(socket.create_connection((str(place.hostname), place.port or 0))).sendall(
                b"GET /live"
            )
        for line in streams:
            line.settimeout(60)
            received = b""
            while b"event: state" not in received:
                piece = line.recv(65_536)
                assert piece, received
                received += piece
        assert [fetch(running.address, path)[0] for path in ("/health", "/runs", "/live/1")] == [
            200,
            200,
            200,
        ]
        sessions = rows(
            running.database,
            "select count(*) as number from pg_stat_activity where datname = current_database() "
            "and pid <> pg_backend_pid()",
        )
        assert sessions[0]["number"] <= 3
    wait_until(lambda: fetch(running.address, "/health")[0] == 200)


def test_streams_end_with_the_server(server: str, migrated: str) -> None:
    with a_database(server, like=migrated) as database:
        run = under_way(database)
        with ExitStack() as stack:
            with dashboard(database) as address:
                events = stack.enter_context(watching(address, run))
                assert next(events)[0] == "state"
            assert list(events) == []


def test_too_many_streams_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(broadcast, "MAX_STREAMS", 2)
    polled: Counter[int] = Counter()

    def poll(run: int) -> tuple[Mapping[str, bytes], bool]:
        polled[run] += 1
        return {"en": b"event: state\n\n"}, False

    async def scene() -> None:
        made = Broadcast(poll)
        streams = [made.stream(7, "en") for _ in range(2)]
        for stream in streams:
            assert await anext(stream) == b"event: state\n\n"
        with pytest.raises(TooManyStreams):
            made.check_room()
        await streams[0].aclose()  # type: ignore[attr-defined]
        made.check_room()
        made.stop()
        assert [one async for one in streams[1]] == []
        with pytest.raises(TooManyStreams):
            made.check_room()

    asyncio.run(scene())
    assert polled[7] <= 2
    wait_until(lambda: "live poller" not in {thread.name for thread in threading.enumerate()})


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_poll_that_raises_stops_no_later_viewer() -> None:
    polls: list[int] = []

    def poll(run: int) -> tuple[Mapping[str, bytes], bool]:
        polls.append(run)
        if len(polls) == 1:
            raise KeyError("a mistake of ours")
        return {"en": b"event: state\n\n"}, True

    async def scene() -> None:
        made = Broadcast(poll)
        first = asyncio.ensure_future(anext(made.stream(7, "en")))
        while "live poller" in {thread.name for thread in threading.enumerate()} or not polls:
            await asyncio.sleep(0.01)
        assert [one async for one in made.stream(7, "en")] == [b"event: state\n\n"]
        assert await first == b"event: state\n\n"

    asyncio.run(asyncio.wait_for(scene(), 30))


def test_numbers_of_no_run_fill_no_memory(database: str) -> None:
    states = LiveRuns(45.0, 50, None)
    with looking(database) as connection:
        assert [states.look(connection, number) for number in range(MOST_RUNS + 5)].count(
            None
        ) == MOST_RUNS + 5
    assert len(states._known) == MOST_RUNS


@pytest.mark.parametrize(
    ("left", "english", "indonesian"),
    [
        (TimeLeft(), "unknown", "belum diketahui"),
        (TimeLeft(least=timedelta(0), most=timedelta(0)), "nothing is due", "tidak ada lagi"),
        (TimeLeft(least=timedelta(seconds=94)), "at least 1 min 30 s", "paling sedikit 1 mnt 30 dtk"),
        (
            TimeLeft(least=timedelta(minutes=15, seconds=29), most=timedelta(minutes=40)),
            "15 min to 40 min",
            "15 mnt sampai 40 mnt",
        ),
        (
            TimeLeft(least=timedelta(seconds=59), most=timedelta(seconds=61)),
            "about 1 min",
            "sekitar 1 mnt",
        ),
    ],
)
def test_time_left_is_said_honestly(left: TimeLeft, english: str, indonesian: str) -> None:
    assert left_text(left, Labels("en")) == english
    assert left_text(left, Labels("id")) == indonesian


@pytest.mark.parametrize(
    ("stated", "is_read"),
    [
        ("{data}/logs/long.log", True),
        ("logs/long.log", True),
        ("logs/../logs/long.log", True),
        ("logs/../secret", False),
        ("{data}/../outside.log", False),
        ("logs/link.log", False),
        ("logs/circle.log", False),
        ("logs/pipe.log", False),
        ("logs/absent.log", False),
        ("logs", False),
        ("logs/\x00.log", False),
        ("", False),
    ],
)
def test_log_is_read_below_the_logs_only(tmp_path: Path, stated: str, is_read: bool) -> None:
    data = tmp_path / "data"
    logs = data / "logs"
    logs.mkdir(parents=True)
    (logs / "long.log").write_text("\n".join(f"line {number} " + "x" * 400 for number in range(200)))
    (data / "secret").write_text("secret")
    (tmp_path / "outside.log").write_text("outside")
    (logs / "link.log").symlink_to(tmp_path / "outside.log")
    (logs / "circle.log").symlink_to(logs / "circle.log")
    os.mkfifo(logs / "pipe.log")
    tail = log_tail(data, replace(state(1), fire_log=stated.format(data=data)))
    assert (tail is not None) == is_read
    if tail is not None:
        assert tail.name == "long.log"
        assert [line.split()[1] for line in tail.lines] == [str(number) for number in range(170, 200)]
        assert {len(line) for line in tail.lines} == {LINE_LENGTH}
    assert log_tail(None, replace(state(1), fire_log=stated)) is None


@needs_browser
def test_page_refreshes_itself_and_stays_accessible(running: Site) -> None:
    with sync_playwright() as playwright:
        found = find_browser()
        browser: Browser = playwright.chromium.launch(executable_path=str(found), args=["--no-sandbox"])
        with visit(browser, locale="en") as visited:
            page = visited.page
            page.goto(f"{running.address}/live/{running.edited}")
            page.locator("[data-connection=live]").wait_for(timeout=30_000)
            assert page.locator("#live-hosts tr").count() == 4
            assert page.locator("[data-figure=pages]").inner_text() == "300"
            assert "<img src=x onerror=alert(1)>" in page.locator("#live-rejections").inner_text()
            assert "<img src=x" in page.locator("#live-log").inner_text()
            assert not page.locator("main img").count()
            assert not visited.messages
            assert not visited.problems()
            assert all(address.startswith(running.address + "/") for address in visited.requests)
            page.set_viewport_size({"width": 360, "height": 740})
            assert not visited.overflows()
        with visit(browser, java_script_enabled=False, locale="en") as visited:
            visited.page.goto(f"{running.address}/live/{running.edited}")
            assert visited.page.locator("[data-figure=pages]").inner_text() == "300"
            visited.page.get_by_role("link", name="Load again").click()
            assert visited.page.locator("#live-hosts tr").count() == 4
        browser.close()


def test_connection_beyond_the_streams_is_answered(running: Site) -> None:
    """A stream that was left by its viewer gives its place back."""
    for _ in range(30):
        with watching(running.address, running.edited) as events:
            next(events)
    connection = http.client.HTTPConnection(urlsplit(running.address).netloc, timeout=20)
    connection.request("GET", "/health")
    assert connection.getresponse().status == 200
    connection.close()
