"""nginx with the example's location before a dashboard with a prefix and a login: every link, events, limits."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urldefrag

import pytest

from newsspider.dashboard.passwords import PasswordHash
from tests.conftest import a_database
from tests.dashboard import factories
from tests.dashboard.conftest import REASONS, Site, dashboard
from tests.dashboard.test_http import fetch
from tests.dashboard.test_login import Addresses, basic
from tests.dashboard.watching import under_way, watching
from tests.databases.run_rows import ended
from tests.running.crawling import ROOT

EXAMPLE = ROOT / "deploy/nginx.conf.example"
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
MOST_PAGES = 250
NO_PAGE = re.compile("/events|/rejections/0")
"""Addresses for the script of the live page: a stream, and the beginning of others."""
pytestmark = pytest.mark.skipif(
    NGINX is None, reason="no nginx found: apt-get install nginx-light, and run this again"
)
CONFIGURATION = """
daemon off; pid {folder}/pid; error_log stderr warn; worker_processes 1;
events {{ worker_connections 64; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    server {{ listen 127.0.0.1:{port}; location / {{ return 404; }} {location} }}
}}
"""


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as held:
        return int(held.getsockname()[1])


@contextmanager
def proxy(folder: Path, dashboard_address: str) -> Iterator[str]:
    """nginx with the location of the example, but for the port; its address."""
    assert NGINX is not None
    port, example = free_port(), EXAMPLE.read_text("utf-8")
    assert example.count("http://127.0.0.1:8765") == 1
    location = example.replace("http://127.0.0.1:8765", dashboard_address)
    file = folder / "nginx.conf"
    file.write_text(CONFIGURATION.format(folder=folder, port=port, location=location), "utf-8")
    command = [NGINX, "-p", str(folder), "-c", str(file), "-e", "stderr"]
    checked = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False, timeout=20)
    assert checked.returncode == 0, checked.stderr
    with subprocess.Popen(command) as process:
        try:
            deadline = time.monotonic() + 20
            while not _listens(port):
                assert process.poll() is None, "expected nginx to run, it ended"
                assert time.monotonic() < deadline
                time.sleep(0.02)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def _listens(port: int) -> bool:
    with socket.socket() as line:
        return line.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture(scope="module")
def behind(server: str, migrated: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A dashboard of a few rows, hostile ones among them, as nginx shows it below /news."""
    folder = tmp_path_factory.mktemp("nginx")
    (folder / "password").write_text(str(PasswordHash.of("kopi")))
    with a_database(server, like=migrated) as database:
        ended(database, "failed", REASONS, hours_ago=30)
        ended(database, "ok", hours_ago=4)
        story, rejected = factories.hostile(database)
        factories.edited_hostile(database)
        run = under_way(database)
        options = ("--prefix", "/news", "--trust-host", "news.example.org", "--trust-proxy", "127.0.0.1")
        secret = ("-s", f"DASHBOARD_PASSWORD_FILE={folder / 'password'}")
        with (
            dashboard(database, *options, *secret) as address,
            proxy(folder, address.removesuffix("/news")) as shown,
        ):
            yield Site(address=shown, database=database, edited=story, rejected=rejected, hostile=run)


def test_every_link_leads_somewhere_through_nginx(behind: Site) -> None:
    """Case O2: below a prefix, under the name of the proxy's server."""
    stated = {"Authorization": basic("kopi"), "Host": "news.example.org", "Accept_Language": "en"}
    waiting, seen, statuses = deque(["/news/"]), {"/news/"}, dict[str, int]()
    while waiting and len(statuses) < MOST_PAGES:
        path = waiting.popleft()
        statuses[path], headers, text = fetch(behind.address, path, **stated)
        parser = Addresses()
        parser.feed(text if headers.get("content-type", "").startswith("text/html") else "")
        for one in [headers["location"]] if statuses[path] == 303 else parser.found:
            target = urldefrag(one)[0]
            if target.startswith("/") and target not in seen and not NO_PAGE.search(target):
                seen.add(target)
                waiting.append(target)
    assert {path: status for path, status in statuses.items() if status not in (200, 303)} == {}
    assert all(path.startswith("/news/") for path in seen)
    kinds = {path.split("?")[0].removeprefix("/news/").split("/")[0] for path in statuses}
    assert {
        "runs",
        "live",
        "story",
        "stories",
        "rejections",
        "schedules",
        "storage",
        "static",
        "feed.atom",
    } <= kinds


def test_events_come_through_at_once(behind: Site) -> None:
    with watching(f"{behind.address}/news", behind.hostile, authorization=basic("kopi")) as events:
        assert next(events)[0] == "state"


def test_wrong_passwords_count_for_the_client_alone(behind: Site) -> None:
    assert fetch(behind.address, "/news/")[0] == 401
    other = {"X_Forwarded_For": "203.0.113.9"}
    for _ in range(5):
        assert fetch(behind.address, "/news/", Authorization=basic("teh"), **other)[0] == 401
    assert fetch(behind.address, "/news/", Authorization=basic("teh"), **other)[0] == 429
    assert fetch(behind.address, "/news/", Authorization=basic("kopi"))[0] == 200, "who is logged in stays so"
    assert fetch(behind.address, "/news/health")[0] == 200
    assert fetch(behind.address, "/runs")[0] == 404, "nginx's own: only the prefix is passed on"
