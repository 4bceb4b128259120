"""Tests of the dashboard behind a proxy: prefix, host names, login by password and by the proxy's header."""

from __future__ import annotations

import asyncio
import hashlib
import re
import subprocess
import sys
from base64 import b64encode
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from starlette.responses import PlainTextResponse
from starlette.types import Message, Receive, Scope, Send

from newsspider.dashboard import login
from newsspider.dashboard.access import BadAccess, read_login, read_names, read_prefix
from newsspider.dashboard.login import ALL_FAILURES, FAILURES, Login, LoginRules
from newsspider.dashboard.pages import VIEWS
from newsspider.dashboard.passwords import BadHash, PasswordHash
from tests.dashboard.conftest import Site, dashboard
from tests.dashboard.test_http import fetch
from tests.dashboard.watching import under_way, watching
from tests.running.crawling import ROOT, scrapy

CHEAP = PasswordHash(n=2, r=1, p=1, salt=b"s" * 16, key=b"k" * 32)
"""A hash that no password has."""


def hash_of(password: str) -> PasswordHash:
    """A real hash at little cost."""
    key = hashlib.scrypt(password.encode(), salt=b"s" * 16, n=2, r=1, p=1, dklen=32)
    return PasswordHash(n=2, r=1, p=1, salt=b"s" * 16, key=key)


def basic(password: str, user: str = "siti") -> str:
    return f"Basic {b64encode(f'{user}:{password}'.encode()).decode()}"


class Door:
    """A login before an application that answers `in`."""

    def __init__(self, rules: LoginRules) -> None:
        async def app(scope: Scope, receive: Receive, send: Send) -> None:
            await PlainTextResponse("in")(scope, receive, send)

        self.login = Login(app, rules)

    async def knock(self, *headers: tuple[str, str], peer: str = "192.0.2.7", path: str = "/") -> int:
        """The status of a request with these headers."""
        found: list[Message] = []

        async def send(message: Message) -> None:
            found.append(message)

        async def receive() -> Message:
            return {"type": "http.request"}

        raw = [(name.lower().encode(), value.encode("latin-1")) for name, value in headers]
        scope: dict[str, Any] = {
            "type": "http",
            "method": "GET",
            "path": path,
            "headers": raw,
            "client": (peer, 1234),
        }
        await self.login(scope, receive, send)
        return int(found[0]["status"])


def test_hash_matches_its_password_only() -> None:
    made = PasswordHash.of("kopi gayo ☕")
    read = PasswordHash.parse(f" {made}\n")
    assert read == made
    assert re.fullmatch(r"[^\s'\"$\\]+", str(made)), "an env file takes it as it is"
    assert read.matches("kopi gayo ☕".encode())
    assert not read.matches(b"kopi gayo")
    assert not read.matches(b"x" * 2_000_000)
    assert PasswordHash.of("kopi gayo ☕") != made


@pytest.mark.parametrize(
    "text",
    [
        "",
        "secret",
        "$2b$12$abcdefghijklmnopqrstuv",
        "scrypt:2:1:1:c2FsdA==:a2V5",
        "scrypt:3:8:1:" + "c" * 24 + ":" + "k" * 44,
        "scrypt:1073741824:8:1:" + "c" * 24 + ":" + "k" * 44,
        "scrypt:x:8:1:" + "c" * 24 + ":" + "k" * 44,
        "scrypt:32768:8:1:" + "c" * 24 + ":" + "k" * 12,
    ],
)
def test_other_text_is_no_hash_and_is_not_shown(text: str) -> None:
    with pytest.raises(BadHash) as raised:
        PasswordHash.parse(text)
    assert not text or text not in str(raised.value)


async def test_password_lets_in_and_nothing_else_does() -> None:
    door = Door(LoginRules(password=hash_of("kopi")))
    right = ("Authorization", basic("kopi"))
    assert await door.knock() == 401
    assert await door.knock(right) == 200
    assert await door.knock(("Authorization", basic("kopi", user=""))) == 200
    assert await door.knock(("Authorization", basic("teh"))) == 401
    assert await door.knock(("Authorization", basic(""))) == 401
    for stated in ("Basic", "Basic !!", "Basic " + b64encode(b"kopi").decode(), "Bearer kopi", "kopi"):
        assert await door.knock(("Authorization", stated)) == 401
    assert await door.knock(right, right) == 401
    assert await door.knock(path="/health") == 200
    assert await door.knock(path="/health/../runs") == 401
    assert await door.knock(("X-Forwarded-User", "siti"), peer="127.0.0.1") == 401


async def test_wrong_passwords_are_limited_by_address_before_a_hash(monkeypatch: pytest.MonkeyPatch) -> None:
    hashed: list[bytes] = []

    class Counted(PasswordHash):
        def matches(self, password: bytes) -> bool:
            hashed.append(password)
            return password == b"kopi"

    door = Door(LoginRules(password=Counted(n=2, r=1, p=1, salt=b"", key=b"")))
    wrong, right = ("Authorization", basic("teh")), ("Authorization", basic("kopi"))
    assert await door.knock(right, peer="192.0.2.1") == 200
    assert [await door.knock(wrong) for _ in range(FAILURES + 2)] == [401] * FAILURES + [429] * 2
    assert len(hashed) == 1 + FAILURES
    assert await door.knock(right) == 200, "who is known is not held up"
    fresh = Door(LoginRules(password=Counted(n=2, r=1, p=1, salt=b"", key=b"")))
    asked = await asyncio.gather(*(fresh.knock(wrong) for _ in range(40)))
    assert asked.count(401) <= FAILURES + login.AT_ONCE - 1
    assert await fresh.knock(right) == 429, "not even the right one is tried"
    assert await fresh.knock(right, peer="192.0.2.9") == 200
    many = Door(LoginRules(password=Counted(n=2, r=1, p=1, salt=b"", key=b"")))
    everywhere = [await many.knock(wrong, peer=f"198.51.100.{n}") for n in range(ALL_FAILURES + 3)]
    assert everywhere == [401] * ALL_FAILURES + [429] * 3
    monkeypatch.setattr(login, "WINDOW", 0.0)
    assert await many.knock(right, peer="198.51.100.250") == 200


async def test_failures_count_for_the_address_behind_a_trusted_proxy() -> None:
    rules = read_login(str(CHEAP), "", None, ["10.0.0.0/24"])
    door, wrong = Door(rules), ("Authorization", basic("teh"))

    async def tried(forwarded: str, peer: str = "10.0.0.2") -> int:
        return await door.knock(wrong, ("X-Forwarded-For", forwarded), peer=peer)

    assert [await tried("203.0.113.5") for _ in range(FAILURES + 1)][-1] == 429
    assert await tried("203.0.113.5, 10.0.0.3") == 429
    assert await tried("203.0.113.6") == 401
    assert await tried("203.0.113.7, 203.0.113.5") == 429, "the nearest one counts, not what a client adds"
    assert [await tried(f"203.0.113.{n}", "192.0.2.1") for n in range(FAILURES + 1)][-1] == 429


async def test_header_counts_from_a_trusted_proxy_only() -> None:
    door = Door(read_login("", "", "X-Forwarded-User", ["10.0.0.0/24", "::1"]))
    named = ("X-Forwarded-User", "siti")
    assert await door.knock(named, peer="10.0.0.9") == 200
    assert await door.knock(named, peer="::1") == 200
    assert await door.knock(peer="10.0.0.9") == 403
    assert await door.knock(("X-Forwarded-User", " "), peer="10.0.0.9") == 403
    assert await door.knock(named, named, peer="10.0.0.9") == 403
    assert await door.knock(named, peer="10.0.1.9") == 403
    assert await door.knock(named, ("X-Forwarded-For", "10.0.0.9"), peer="192.0.2.1") == 403
    assert await door.knock(named, peer="no address") == 403
    either = Door(
        LoginRules(
            password=hash_of("kopi"), user_header="X-Forwarded-User", trusted=door.login._rules.trusted
        )
    )
    assert await either.knock(named, peer="10.0.0.9") == 200
    assert await either.knock(("Authorization", basic("kopi"))) == 200
    assert await either.knock(named) == 401


@pytest.mark.parametrize(
    ("text", "prefix"), [("", ""), ("/", ""), ("/news", "/news"), ("/a/b-c/", "/a/b-c"), ("/v1.2", "/v1.2")]
)
def test_prefix_is_a_plain_path(text: str, prefix: str) -> None:
    assert read_prefix(text) == prefix


@pytest.mark.parametrize(
    "text",
    [
        "news",
        "/a b",
        "/..",
        "/a/../b",
        "//a//b",
        "/a?b",
        '/"',
        "/%2e",
        "/é",
        "https://x",
        "/live",
        "/static/x",
    ],
)
def test_other_prefixes_are_refused(text: str) -> None:
    with pytest.raises(BadAccess, match="expected --prefix"):
        read_prefix(text)


def test_names_and_proxies_are_checked() -> None:
    assert read_names(["News.Example.org", "dashboard"]) == ("news.example.org", "dashboard")
    for name in ("", "*", "news.example.org:443", "http://x", "a b", "." * 3):
        with pytest.raises(BadAccess, match="expected --trust-host"):
            read_names([name])
    with pytest.raises(BadAccess, match="expected --trust-proxy to be an address"):
        read_login("", "", "X-User", ["proxy"])
    with pytest.raises(BadAccess, match="whose header is believed"):
        read_login("", "", "X-User", [])
    with pytest.raises(BadAccess, match="expected --user-header"):
        read_login("", "", "X User", ["10.0.0.1"])
    with pytest.raises(BadAccess, match="expected --user-header"):
        read_login("", "", "", ["10.0.0.1"])


def test_unreadable_password_is_no_open_door(tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.write_text("\n")
    for file, words in ((tmp_path / "absent", "No such file"), (empty, "an empty file")):
        with pytest.raises(BadAccess, match=words):
            read_login("", str(file), None, [])
    with pytest.raises(BadAccess, match="expected a hash"):
        read_login("secret", "", None, [])
    (tmp_path / "hash").write_text(f"{CHEAP}\n")
    assert read_login("", str(tmp_path / "hash"), None, []).password == CHEAP


class Addresses(HTMLParser):
    """The addresses that a page links to, loads or sends to."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = ("href", "src", "action", "data-events", "data-rejection")
        self.found += [value for name, value in attrs if name in names and value]


@pytest.fixture(scope="module")
def proxied(night: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The good night's dashboard below a prefix, with a login and a host name."""
    file = tmp_path_factory.mktemp("login") / "password"
    file.write_text(str(hash_of("kopi")))
    run = under_way(night.database)
    options = (
        "--prefix",
        "/news",
        "--trust-host",
        "news.example.org",
        "-s",
        f"DASHBOARD_PASSWORD_FILE={file}",
    )
    with dashboard(night.database, *options) as address:
        yield Site(
            address=address.removesuffix("/news"), database=night.database, edited=night.edited, hostile=run
        )


def test_every_address_of_every_page_is_below_the_prefix(proxied: Site) -> None:
    """Case O2: links, styles and forms; a further host name is answered."""
    login_header = {"Authorization": basic("kopi"), "Host": "news.example.org", "Accept_Language": "en"}
    for path in VIEWS:
        number = proxied.hostile if "live" in path or "runs" in path else proxied.edited
        status, _, html = fetch(
            proxied.address, "/news" + path.replace("{number}", str(number)), **login_header
        )
        if status == 303:
            continue
        assert status == 200 or (status == 404 and path in ("/topic", "/rejections/{number}")), path
        parser = Addresses()
        parser.feed(html)
        ours = [one for one in parser.found if one.startswith("/") or not re.match(r"https?:|#|\?", one)]
        assert len(ours) > 10
        assert [one for one in ours if not one.startswith("/news/")] == []
    assert fetch(proxied.address, "/news", **login_header)[0] == 200
    assert fetch(proxied.address, "/runs", **login_header)[0] == 200, "a proxy may cut the prefix off"
    assert fetch(proxied.address, "/newsletter", **login_header)[0] == 404
    assert fetch(proxied.address, "/news/static/style.css", **login_header)[0] == 200
    status, headers, _ = fetch(proxied.address, "/news/live", **login_header)
    if status == 303:
        assert headers["location"].startswith("/news/live/")


def test_login_covers_pages_files_and_events(proxied: Site) -> None:
    for path in (
        "/news/",
        "/runs",
        "/news/static/style.css",
        f"/news/live/{proxied.hostile}/events",
        "/nowhere",
    ):
        status, headers, text = fetch(proxied.address, path)
        assert status == 401, path
        assert headers["www-authenticate"].startswith('Basic realm="newsspider"')
        assert "content-security-policy" in headers
        assert "Stories" not in text
    assert fetch(proxied.address, "/news/health")[0] == 200
    assert fetch(proxied.address, "/", Host="evil.example", Authorization=basic("kopi"))[0] == 421
    with watching(proxied.address, proxied.hostile, authorization=basic("kopi")) as events:
        assert next(events)[0] == "state"


def test_hash_password_prints_a_hash() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "scrapy", "dashboard", "--hash-password"],
        input="kopi gayo\n",
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert PasswordHash.parse(done.stdout).matches(b"kopi gayo")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--prefix", "news"), "expected --prefix to be a path such as /news, found 'news'"),
        (("--trust-host", "*"), "expected --trust-host"),
        (("--user-header", "X-User"), "expected --trust-proxy beside --user-header"),
        (("-s", "DASHBOARD_PASSWORD=secret"), "expected a hash of the form scrypt:N:R:P:SALT:KEY"),
        (("-s", "DASHBOARD_PASSWORD_FILE=/nowhere/x"), "expected the hash of a password in /nowhere/x"),
    ],
)
def test_command_refuses_bad_access(options: tuple[str, ...], words: str) -> None:
    done = scrapy("dashboard", *options, database="postgresql://nowhere.invalid/none")
    assert done.returncode == 2
    assert words in done.stderr
    assert "secret" not in done.stderr
    assert "Traceback" not in done.stderr
