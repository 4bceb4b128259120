"""Tests of the dashboard's HTTP answers: headers, refusals, error pages, database access, command."""

from __future__ import annotations

import http.client
import os
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict

from newsspider.dashboard.database import DashboardDatabase, NothingYet
from newsspider.store.database import DatabaseUnavailable, open_database
from newsspider.store.migrate import migrate
from newsspider.store.reports.readonly import KEPT, running
from tests.conftest import a_database
from tests.dashboard.conftest import Site, dashboard
from tests.databases.sessions import cut_sessions, our_sessions
from tests.running.crawling import ROOT, scrapy
from tests.running.nights import rows
from tests.running.processes import wait_until


def fetch(
    address: str, path: str = "/", method: str = "GET", **headers: str
) -> tuple[int, dict[str, str], str]:
    """The status, headers and text of an answer."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=20)
    connection.putrequest(method, path, skip_host="Host" in headers)
    for name, value in headers.items():
        connection.putheader(name.replace("_", "-"), value)
    connection.endheaders()
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}, text


@pytest.mark.parametrize(
    ("path", "method", "status"),
    [
        ("/", "GET", 200),
        ("/", "HEAD", 200),
        ("/nowhere", "GET", 404),
        ("/", "POST", 405),
        ("/static/style.css", "GET", 200),
        ("/static/../app.py", "GET", 404),
    ],
)
def test_answer_has_security_headers(night: Site, path: str, method: str, status: int) -> None:
    found, headers, text = fetch(night.address, path, method)
    assert found == status
    policy = dict(part.strip().partition(" ")[::2] for part in headers["content-security-policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert {policy[name] for name in ("script-src", "style-src", "img-src", "form-action")} == {"'self'"}
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "no-referrer"
    assert "server" not in headers
    assert (method == "HEAD") == (not text)


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT"])
def test_writing_methods_are_refused(night: Site, method: str) -> None:
    status, headers, _ = fetch(night.address, "/runs", method)
    assert status == 405
    assert headers["allow"] == "GET, HEAD"


@pytest.mark.parametrize(
    ("host", "is_ours"),
    [
        ("127.0.0.1", True),
        ("localhost:1", True),
        ("[::1]:8765", True),
        ("192.168.1.5:80", True),
        ("evil.example", False),
        ("127.0.0.1.evil.example", False),
        ("localhost.evil.example:8765", False),
        ("", False),
        ("[::1", False),
    ],
)
def test_foreign_host_header_is_refused(night: Site, host: str, is_ours: bool) -> None:
    status, _, text = fetch(night.address, "/", Host=host)
    assert status == (200 if is_ours else 421)
    assert is_ours or "Stories" not in text


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/?day=yesterday", 400),
        ("/?day=9999-12-31", 400),
        ("/?day=0001-01-01", 400),
        ("/?day=2100-12-31", 200),
        ("/hosts?day=%00", 400),
        ("/runs?before=x", 400),
        ("/runs/0", 404),
        ("/runs/-1", 404),
        ("/runs/99999999999999999999", 404),
        ("/runs/%D9%A1", 404),
        ("/rejections?days=0", 400),
        ("/rejections?page=10000", 400),
        ("/rejections?reason=%00", 400),
        ("/rejections/1e3", 404),
        ("/stories?q=%ED%A0%80", 200),
        ("/stories?q=" + "x" * 400, 400),
        ("/stories?q=-", 200),
        ("/story/1/../../etc", 404),
        ("/suspects?days=99999", 400),
        ("/layouts?days=500", 400),
        ("/?lang=%3Cscript%3E", 200),
        ("/stories?section=%27%3B--&host=%25", 200),
        ("//", 404),
        ("//elsewhere.example/%ED%A0%80", 404),
        ("/static/", 404),
    ],
)
def test_bad_address_gets_an_error_page(night: Site, path: str, status: int) -> None:
    found, headers, text = fetch(night.address, path, Accept_Language="en")
    assert found == status, text[:300]
    assert headers["content-type"] == "text/html; charset=utf-8"
    assert "Traceback" not in text
    assert '<nav aria-label="Pages">' in text
    assert 'href="//' not in text


def test_connection_is_read_only(night: Site) -> None:
    with DashboardDatabase(night.database, Path()) as source:
        with source.connect() as connection:
            assert connection.execute("show transaction_read_only").fetchone() == ("on",)
            assert connection.execute("show statement_timeout").fetchone() == ("20s",)
        with (
            pytest.raises(DatabaseUnavailable, match="read-only transaction"),
            source.connect() as connection,
        ):
            connection.execute("delete from article")
    assert rows(night.database, "select count(*) as number from article")[0]["number"] > 0


def backend(source: DashboardDatabase) -> int:
    """The server process of the connection that the next page gets."""
    with source.connect() as connection:
        return connection.info.backend_pid


def test_pages_share_connections(night: Site) -> None:
    with DashboardDatabase(night.database, Path()) as source:
        first = backend(source)
        with source.connect() as one, source.connect() as other:
            assert one.info.backend_pid == first != other.info.backend_pid
        with pytest.raises(DatabaseUnavailable, match="no_such"), source.connect() as connection:
            connection.execute("select no_such")
        assert backend(source) == first
        with ExitStack() as many:
            for _ in range(2 * KEPT):
                many.enter_context(source.connect())
        wait_until(lambda: our_sessions(night.database) == KEPT)
    wait_until(lambda: our_sessions(night.database) == 0)


def test_cut_connection_is_replaced(night: Site) -> None:
    """As after a restart of the server: no page is lost by it."""
    with DashboardDatabase(night.database, Path()) as source:
        first = backend(source)
        cut_sessions(night.database)
        assert backend(source) != first
        assert fetch(night.address)[0] == 200


def test_absent_database_gets_an_error_page(server: str, migrated: str) -> None:
    with a_database(server, like=migrated) as database:
        name = conninfo_to_dict(database)["dbname"]
        with dashboard(database) as address, psycopg.connect(server, autocommit=True) as connection:
            assert fetch(address)[0] == 200
            cut_sessions(database)
            connection.execute(f"alter database {name} rename to {name}_away".encode())
            status, _, text = fetch(address, Accept_Language="en")
            assert status == 503
            assert "The database is away" in text
            assert "password" not in text
            connection.execute(f"alter database {name}_away rename to {name}".encode())
            assert fetch(address)[0] == 200


def test_source_starts_no_server_without_a_database(data_dir: Path) -> None:
    with DashboardDatabase("", data_dir) as source, pytest.raises(NothingYet), source.connect():
        pass
    assert not list(data_dir.iterdir())


def test_embedded_server_stops_with_the_dashboard(data_dir: Path) -> None:
    with open_database("", data_dir) as database:
        migrate(database)
    with dashboard("", data=str(data_dir)) as address:
        assert running("", data_dir)
        assert fetch(address)[0] == 200
    with pytest.raises(DatabaseUnavailable, match="does not run"):
        running("", data_dir)


@pytest.mark.parametrize(
    ("options", "code", "words"),
    [
        (("--port", "x"), 2, "expected --port to be a whole number from 0 to 65535, found 'x'"),
        (("--host", "no.such.host.invalid"), 1, "expected to listen at no.such.host.invalid port 8765"),
    ],
)
def test_command_refuses_bad_options(options: tuple[str, ...], code: int, words: str) -> None:
    done = scrapy("dashboard", *options, database="postgresql://nowhere.invalid/none")
    assert done.returncode == code
    assert words in done.stderr + done.stdout
    assert "Traceback" not in done.stderr


def test_command_fails_without_a_database() -> None:
    done = scrapy("dashboard", "--port", "0", database="postgresql://127.0.0.1:1/none")
    assert done.returncode == 1
    assert "expected a PostgreSQL server at postgresql://127.0.0.1:1/none" in done.stderr


def test_command_warns_when_listening_for_others(empty: Site) -> None:
    command = [sys.executable, "-m", "scrapy", "dashboard", "--port", "0", "--host", "0.0.0.0"]
    environment = {**os.environ, "DATABASE_URL": empty.database}
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stderr is not None
        assert "has no login" in process.stderr.readline()
        process.terminate()


@pytest.mark.parametrize("stored", [True, False])
def test_explain_opens_a_standalone_page(
    night: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stored: bool
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setenv("BROWSER", "/bin/true")
    story = rows(night.database, "select url, headline from article where site_id is not null limit 1")[0]
    page = ROOT / "tests/pages/tribun/www_2022_resep/page.html"
    done = scrapy("explain", story["url"] if stored else str(page), "--open", database=night.database)
    assert done.returncode == 0, done.stderr
    path = Path(done.stdout.strip())
    html = path.read_text("utf-8")
    assert path.is_relative_to(tmp_path)
    assert path.parent.stat().st_mode & 0o077 == 0
    assert "default-src &#39;none&#39;; style-src &#39;sha256-" in html
    assert "<script" not in html
    assert ("The lines of the story and those that were cut" in html) == stored


def test_explain_prints_in_the_terminal(night: Site) -> None:
    done = scrapy(
        "explain", str(ROOT / "tests/pages/tribun/www_2022_resep/page.html"), database=night.database
    )
    assert done.returncode == 0
    assert "Removed:" in done.stdout
    assert "12.09.2022 05:40 WIB" in done.stdout
    refused = scrapy("explain", str(ROOT / "tests/pages/tribun/bukan_404/page.html"), database=night.database)
    assert refused.returncode == 3
    assert refused.stderr.startswith("newsspider: no story: ")


def test_language_links_keep_the_page_as_it_was_asked(night: Site) -> None:
    text = fetch(night.address, "/stories?q=harga&host=%22%3E%3Cb%3E&lang=en")[2]
    assert 'href="/stories?q=harga&amp;host=%22%3E%3Cb%3E&amp;lang=id" lang="id"' in text
