"""Tests of who the crawler says it is: user agent, contact, languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from scrapy.settings import Settings

from newsspider import __version__
from newsspider.http.identity import CHROME, is_reachable, user_agent, user_agent_of
from newsspider.validation import BadValue
from tests.running.crawling import scrapy
from tests.running.oddsite import serving, story

STORY = "https://www.tribunnews.com/news/7858656/kopi"
CONTACT = "https://example.org/newsspider"
OURS = user_agent(CONTACT)


def settings_of(**stated: Any) -> Settings:
    return Settings({"CONTACT_URL": CONTACT, "USER_AGENT": OURS, "USER_AGENTS": {}, **stated})


def test_user_agent_has_the_form_of_search_engines() -> None:
    assert (
        f"Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; newsspider/{__version__}; +{CONTACT}) "
        f"Chrome/{CHROME}.0.0.0 Safari/537.36"
    ) == OURS


def test_user_agent_without_contact_still_names_us() -> None:
    assert f"compatible; newsspider/{__version__}) Chrome/" in user_agent("")


@pytest.mark.parametrize(
    "contact",
    [
        "demo",
        "https://x",
        "https://example.org/a b",
        "https://example.org/\r\nX-Forged: 1",
        "https://example.org/(a)",
        "https://contoh.example/kopi\u2013susu",
        "redaksi@",
        "ftp://example.org/us",
        "https://example.org/" + "a" * 400,
    ],
)
def test_malformed_contact_is_refused_and_not_sent(contact: str) -> None:
    assert contact not in user_agent(contact)
    with pytest.raises(BadValue, match="expected NEWSSPIDER_CONTACT to be a web or mail address"):
        user_agent_of(settings_of(CONTACT_URL=contact), "tribun")


@pytest.mark.parametrize(
    "contact", ["https://example.org/a?b=c&d=%20", "crawl@example.org", "mailto:crawl+id@example.co.id", ""]
)
def test_contact_is_sent(contact: str) -> None:
    agent = user_agent(contact)
    assert user_agent_of(settings_of(CONTACT_URL=contact, USER_AGENT=agent), "tribun") == agent
    assert (f"+{contact})" in agent) == bool(contact)


def test_outlet_has_a_user_agent_of_its_own() -> None:
    settings = settings_of(USER_AGENTS='{"kompas": "lain/1 (+https://example.org)"}')
    assert user_agent_of(settings, "kompas") == "lain/1 (+https://example.org)"
    assert user_agent_of(settings, "tribun") == OURS


@pytest.mark.parametrize(
    ("stated", "named"),
    [
        ({"USER_AGENTS": {"tribun": ""}}, r"USER_AGENTS\['tribun'\]"),
        ({"USER_AGENTS": {"tribun": 7}}, r"USER_AGENTS\['tribun'\]"),
        ({"USER_AGENTS": {"tribun": "a\nb"}}, r"USER_AGENTS\['tribun'\]"),
        ({"USER_AGENT": "kopi\u2013susu"}, "USER_AGENT"),
        ({"USER_AGENTS": "kopi"}, "USER_AGENTS to be a JSON object"),
    ],
)
def test_user_agent_that_no_header_holds_is_refused(stated: dict[str, Any], named: str) -> None:
    with pytest.raises(BadValue, match=f"expected {named}"):
        user_agent_of(settings_of(**stated), "tribun")


@pytest.mark.parametrize(
    ("contact", "agent", "reachable"),
    [
        (CONTACT, OURS, True),
        ("", user_agent(""), False),
        (CONTACT, user_agent(""), False),
        (CONTACT, "x", True),
    ],
)
def test_contact_that_the_user_agent_lacks_reaches_nobody(contact: str, agent: str, reachable: bool) -> None:
    assert is_reachable(settings_of(CONTACT_URL=contact, USER_AGENT=agent)) is reachable


@contextmanager
def witness() -> Iterator[tuple[str, list[dict[str, str]]]]:
    """A site with one story at every address; the headers of each request, by small names."""
    asked: list[dict[str, str]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append({name.lower(): value for name, value in self.headers.items()} | {"path": self.path})
            status, headers, body = story(STORY) if self.path != "/robots.txt" else (404, {}, "")
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body if isinstance(body, bytes) else body.encode())

        def log_message(self, *args: object) -> None:
            """Nothing: the test looks at `asked`."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    with serving(server):
        yield f"127.0.0.1:{server.server_port}", asked


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ((), OURS),
        (("-s", 'USER_AGENTS={"tribun": "lain/1"}'), "lain/1"),
        (("-s", 'USER_AGENTS={"kompas": "lain/1"}'), OURS),
        (("-s", 'USER_AGENTS={"tribun": "lain/1"}', "-s", "USER_AGENT=saya/2"), "saya/2"),
    ],
)
def test_every_request_has_one_user_agent_and_the_languages(stated: tuple[str, ...], expected: str) -> None:
    with witness() as (address, asked):
        done = scrapy("read", STORY, *stated, address=address)
    assert done.returncode == 0, done.stderr
    assert [each["path"] for each in asked] == ["/robots.txt", "/news/7858656/kopi"]
    assert {each["user-agent"] for each in asked} == {expected}
    assert {each["accept-language"] for each in asked} == {"id-ID,id;q=0.9,en;q=0.5"}


def test_crawl_refuses_a_malformed_contact_in_one_line() -> None:
    done = scrapy("crawl", "tribun", "-s", "CONTACT_URL=kopi susu", database="postgresql://127.0.0.1:1/tiada")
    assert done.returncode == 2
    assert re.fullmatch(
        r"(?s).*expected NEWSSPIDER_CONTACT to be a web or mail address .*found 'kopi susu'\s*", done.stderr
    )
    assert "Traceback" not in done.stderr
