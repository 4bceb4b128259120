"""Tests of hostile pages: none reaches the network, navigates away, or blocks the browser."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

from newsspider.browser.page import MAX_LOADS
from newsspider.replica import ReplicaServer
from newsspider.replica.page import Page
from tests.browser.crawling import (
    NEWSROOM,
    missing_links,
    needs_browser,
    render,
    requested_paths,
    stories_with_widget,
)

pytestmark = needs_browser
STORIES = stories_with_widget("pilihan", 4) + stories_with_widget("jixie", 4)

NAVIGATING_HEADS = [
    '<meta http-equiv="refresh" content="0;url=https://contoh.example/dialihkan">',
    "<script>location = 'https://contoh.example/pindah'; setInterval(() => location.reload(), 50)</script>",
    "<script>setInterval(() => { location.href = '/tag/banjir?' + Math.random() }, 20)</script>",
    "<script>setInterval(() => window.open('https://contoh.example/iklan'), 20)</script>",
    "<iframe src='https://contoh.example/bingkai'></iframe><script>top.location = '/ajax/latest'</script>",
    "<script>alert('Izinkan iklan'); onbeforeunload = () => 'Tinggalkan halaman?'; history.back()</script>",
    "<script>document.addEventListener('DOMContentLoaded', () => document.forms[0]?.submit())</script>"
    "<form action='https://contoh.example/kirim' method='post'></form>",
    "<a id='unduh' href='/berkas.zip' download></a><script>document.getElementById('unduh').click()</script>",
]
LOADING_HEAD = """
<img src="https://www.tribunnews.com/foto.jpg"><img src="http://{sink}/foto.png">
<link rel="icon" href="/favicon.ico"><link rel="preload" as="font" href="/huruf.woff2" crossorigin>
<link rel="dns-prefetch" href="//{sink}"><link rel="preconnect" href="http://{sink}">
<video src="/video.mp4" autoplay></video><script src="https://securepubads.g.doubleclick.net/tag/js/gpt.js"></script>
<script>
fetch('/ajax/latest?start=20'); fetch('http://{sink}/data'); fetch('http://169.254.169.254/latest/meta-data/');
fetch('https://www.tribunnews.com/nasional', {{method: 'POST', body: 'x'}}); navigator.sendBeacon('/catat', 'x');
new WebSocket('ws://{sink}/'); new EventSource('http://{sink}/kabar'); new Worker('http://{sink}/pekerja.js');
</script><script>
navigator.serviceWorker.register('/sw.js');
</script><script>
const peer = new RTCPeerConnection({{iceServers: [{{urls: 'stun:{sink}'}}]}});
peer.createDataChannel('x'); peer.createOffer().then(offer => peer.setLocalDescription(offer));
</script>
"""


class HostileSite:
    """The newsroom with more markup in the heads of some stories."""

    def __init__(self, heads: dict[str, str]) -> None:
        self.heads = heads

    def page(self, host: str, target: str) -> Page:
        page = NEWSROOM.page(host, target)
        head = self.heads.get(f"https://{host}{target}")
        if head is None:
            return page
        assert b"</head>" in page.body
        return replace(page, body=page.body.replace(b"</head>", head.encode() + b"</head>", 1), version=None)


def test_page_cannot_navigate_away(tmp_path: Path) -> None:
    heads = {story.url: head for story, head in zip(STORIES, NAVIGATING_HEADS, strict=True)}
    with ReplicaServer(HostileSite(heads), access_log=tmp_path / "log") as server:
        result = render(server.address, STORIES, RENDER_SECONDS=60)
    assert missing_links(result, STORIES) == []
    assert result["stats"].get("render/failed", 0) == 0
    assert result["open_contexts"] == 0
    paths = [address.partition("/")[2] for address in requested_paths(tmp_path / "log")]
    assert not any(path.startswith(("tag", "ajax", "dialihkan", "berkas", "kirim")) for path in paths)


def test_page_reaches_the_network_only_through_crawler(tmp_path: Path) -> None:
    story = STORIES[0]
    with sink() as (address, caught):
        heads = {story.url: LOADING_HEAD.format(sink=address)}
        with ReplicaServer(HostileSite(heads), access_log=tmp_path / "log") as server:
            result = render(server.address, [story])
    assert missing_links(result, [story]) == []
    assert caught == [], "expected no connection of the browser's own"
    blocked = {name.rpartition("/")[2] for name in result["stats"] if name.startswith("render/blocked/")}
    assert {"host", "RobotsDisallowed", "method"} <= blocked
    allowed = {"recommendation.jixie.media", "cdn1.tstatic.net", "asset-2.tribunnews.com"}
    log = requested_paths(tmp_path / "log")
    others = [line for line in log if line.partition("/")[0] not in allowed | {story.card.host.domain}]
    assert others == [], "expected only hosts of the newsroom and of its widgets"
    own = {line.partition("/")[2] for line in log if line.startswith(story.card.host.domain)}
    assert own == {"robots.txt", story.card.path.lstrip("/")}


def test_page_sees_the_identity_of_the_crawl(tmp_path: Path) -> None:
    story = STORIES[0]
    head = (
        "<script>fetch('//recommendation.jixie.media/v1/pilihan?' + "
        "encodeURIComponent([navigator.userAgent, navigator.language].join('|')))</script>"
    )
    with ReplicaServer(HostileSite({story.url: head}), access_log=tmp_path / "log") as server:
        render(server.address, [story], USER_AGENT="newsspider-saksi/1")
    entries = [json.loads(line) for line in (tmp_path / "log").read_text("utf-8").splitlines()]
    assert {entry["user_agent"] for entry in entries} == {"newsspider-saksi/1"}
    seen = {unquote(entry["path"].partition("?")[2]) for entry in entries}
    assert "newsspider-saksi/1|id-ID" in seen


def test_endless_page_fails_alone() -> None:
    """Scripts that run, grow or request without end."""
    heads = [
        "<script>while (true) {}</script>",
        "<script>setInterval(() => document.documentElement.append('x'.repeat(1e6)), 1)</script>",
        "<script>setInterval(() => fetch('//recommendation.jixie.media/v1/pilihan?' + Math.random()), 1)</script>",
    ]
    endless = dict(zip((story.url for story in STORIES), heads, strict=False))
    with ReplicaServer(HostileSite(endless)) as server:
        result = render(server.address, STORIES[:6], RENDER_SECONDS=15)
    fine = [story for story in STORIES[:6] if story.url not in endless]
    assert missing_links(result, fine) == []
    assert result["stats"]["render/failed"] >= 1
    assert result["stats"]["playwright/browser_count"] == 1, "expected the browser to live"
    assert result["reason"] is None
    assert result["open_contexts"] == 0


def test_page_loads_no_more_than_its_share() -> None:
    story = STORIES[0]
    greedy = (
        "<script>for (let i = 0; i < 99; i++) fetch('//recommendation.jixie.media/v1/pilihan?' + i)</script>"
    )
    with ReplicaServer(HostileSite({story.url: greedy})) as server:
        result = render(server.address, [story], RENDER_SECONDS=60)
    assert result["stats"]["render/blocked/too_many"] >= 99 - MAX_LOADS
    assert result["stats"].get("render/failed", 0) == 0


@contextmanager
def sink() -> Iterator[tuple[str, list[str]]]:
    """A TCP and UDP port that no page may reach, and what reached it all the same."""
    caught: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as tcp, socket.socket(type=socket.SOCK_DGRAM) as udp:
        port = tcp.getsockname()[1]
        udp.bind(("127.0.0.1", port))
        threads = [threading.Thread(target=_record, args=(each, caught), daemon=True) for each in (tcp, udp)]
        for thread in threads:
            thread.start()
        yield f"127.0.0.1:{port}", caught
        for each in (tcp, udp):
            each.shutdown(socket.SHUT_RDWR) if each is tcp else each.sendto(b"end", ("127.0.0.1", port))
        for thread in threads:
            thread.join(timeout=5)


def _record(listening: socket.socket, caught: list[str]) -> None:
    try:
        if listening.type is socket.SOCK_DGRAM:
            data = listening.recv(100)
            if data != b"end":
                caught.append(f"UDP {data!r}")
        else:
            connection, _ = listening.accept()
            caught.append(f"TCP {connection.recv(100)!r}")
    except OSError:  # shut down: nothing reached it
        return
