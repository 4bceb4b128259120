"""Tests of the replica's server: HTTP, access log, cache, recorded pages, and its command."""

import gzip
import http.client
import json
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from newsspider.replica import Newsroom, RecordedPages, ReplicaServer

ROOT = Path(__file__).parents[2]
NEWSROOM = Newsroom(stories=30, page_bytes=60_000)
FIRST = urlsplit(next(NEWSROOM.urls()))
BODY = NEWSROOM.page(FIRST.netloc, FIRST.path).body


@pytest.fixture
def client(tmp_path: Path) -> Iterator[http.client.HTTPConnection]:
    with ReplicaServer(NEWSROOM, access_log=tmp_path / "log") as server:
        connection = http.client.HTTPConnection(server.address, timeout=10)
        yield connection
        connection.close()


def _get(
    client: http.client.HTTPConnection, method: str = "GET", **headers: str
) -> tuple[http.client.HTTPResponse, bytes]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    client.request(method, FIRST.path, headers={"Host": FIRST.netloc, **named})
    response = client.getresponse()
    return response, response.read()


def test_connection_serves_many_requests(client: http.client.HTTPConnection) -> None:
    for _ in range(5):
        response, body = _get(client)
        assert (response.status, body) == (200, BODY)
        assert response.headers["Content-Type"] == "text/html; charset=UTF-8"
    assert client.sock is not None


def test_bodies_are_compressed_on_request(client: http.client.HTTPConnection) -> None:
    response, body = _get(client, Accept_Encoding="gzip, deflate")
    assert response.headers["Content-Encoding"] == "gzip"
    assert len(body) < len(BODY) / 2
    assert gzip.decompress(body) == BODY


def test_unchanged_pages_answer_304(client: http.client.HTTPConnection) -> None:
    first, _ = _get(client)
    for name, value in [("If_None_Match", "ETag"), ("If_Modified_Since", "Last-Modified")]:
        response, body = _get(client, **{name: first.headers[value]})
        assert (response.status, body) == (304, b"")
    response, body = _get(client, If_None_Match='"another"')
    assert (response.status, body) == (200, BODY)


def test_head_and_other_methods(client: http.client.HTTPConnection) -> None:
    response, body = _get(client, "HEAD")
    assert (response.status, body, response.headers["Content-Length"]) == (200, b"", str(len(BODY)))
    response, _ = _get(client, "POST")
    assert response.status == 405


def test_invalid_request_is_refused() -> None:
    with ReplicaServer(NEWSROOM) as server:
        host, _, port = server.address.partition(":")
        with socket.create_connection((host, int(port)), timeout=10) as plain:
            plain.sendall(b"hello\r\n\r\n")
            assert plain.recv(100).startswith(b"HTTP/1.1 400 ")
            assert plain.recv(100) == b""


def test_access_log_has_every_request(client: http.client.HTTPConnection, tmp_path: Path) -> None:
    _get(client, User_Agent="saksi/1")
    client.request("GET", "/tak-ada?x=1", headers={"Host": "solo.tribunnews.com"})
    client.getresponse().read()
    entries = [json.loads(line) for line in (tmp_path / "log").read_text().splitlines()]
    logged = [(entry["host"], entry["path"], entry["status"]) for entry in entries]
    assert logged == [(FIRST.netloc, FIRST.path, 200), ("solo.tribunnews.com", "/tak-ada?x=1", 404)]
    assert entries[0]["user_agent"] == "saksi/1"
    assert entries[0]["time"] <= entries[1]["time"]
    assert entries[0]["bytes"] > len(BODY)


def test_access_log_marks_conditional_requests(client: http.client.HTTPConnection, tmp_path: Path) -> None:
    first, _ = _get(client)
    _get(client, If_None_Match=first.headers["ETag"])
    _get(client, If_Modified_Since=first.headers["Last-Modified"])
    entries = [json.loads(line) for line in (tmp_path / "log").read_text().splitlines()]
    assert [(e["status"], e["conditional"]) for e in entries] == [(200, False), (304, True), (304, True)]
    assert entries[1]["bytes"] < 1000


def test_cache_stays_below_its_limit() -> None:
    with ReplicaServer(NEWSROOM, cache_bytes=20_000) as server:
        for url in NEWSROOM.urls():
            connection = http.client.HTTPConnection(server.address, timeout=10)
            connection.request("GET", urlsplit(url).path, headers={"Host": urlsplit(url).netloc})
            assert connection.getresponse().status == 200
            connection.close()
        assert server.cached_bytes <= 20_000


def test_recorded_pages_are_served_at_their_urls(tmp_path: Path) -> None:
    folder = tmp_path / "situs" / "satu"
    folder.mkdir(parents=True)
    (folder / "gold.json").write_text(json.dumps({"url": "https://www.kabar.example/2020/05/04/judul?id=1"}))
    (folder / "page.html.gz").write_bytes(gzip.compress(b"<html>rekaman</html>"))
    site = RecordedPages(tmp_path, NEWSROOM)
    assert site.urls == ["https://www.kabar.example/2020/05/04/judul?id=1"]
    assert site.page("www.kabar.example", "/2020/05/04/judul?id=1").body == b"<html>rekaman</html>"
    assert site.page(FIRST.netloc, FIRST.path).body == BODY


def test_real_pages_are_served_at_their_urls() -> None:
    folder = ROOT.parent / "shared" / "pages"
    if not folder.is_dir():
        pytest.skip(f"no recorded real pages at {folder}")
    site = RecordedPages(folder, NEWSROOM)
    assert site.urls
    for url in site.urls:
        parts = urlsplit(url)
        target = parts.path + (f"?{parts.query}" if parts.query else "")
        assert b"<head" in site.page(parts.netloc, target).body.lower()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_process_prints_its_address_and_stops(number: signal.Signals) -> None:
    command = [sys.executable, "-m", "newsspider.replica", "--port", "0", "--stories", "20", "--warm"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        found = re.fullmatch(r"replica newsroom of 20 stories at http://(127\.0\.0\.1:\d+)\n", line)
        assert found, line
        connection = http.client.HTTPConnection(found[1], timeout=10)
        connection.request("GET", "/sitemap.xml", headers={"Host": "www.tribunnews.com"})
        assert connection.getresponse().status == 200
        process.send_signal(number)
        assert process.wait(timeout=10) == 0
        connection.close()


def test_taken_port_is_one_error_line() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        command = [sys.executable, "-m", "newsspider.replica", "--port", str(port), "--stories", "1"]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=20, check=False)
    assert done.returncode == 1
    assert re.fullmatch(rf"replica: cannot listen on port {port}: [^\n]+\n", done.stderr)


@pytest.mark.parametrize("options", [["--pages", "tak/ada"], ["--hosts", "www,maluku"], ["--stories", "0"]])
def test_wrong_options_are_one_error_line(options: list[str]) -> None:
    command = [sys.executable, "-m", "newsspider.replica", "--port", "0", *options]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=20, check=False)
    assert done.returncode == 2
    assert re.fullmatch(r"replica: [^\n]+\n", done.stderr)
