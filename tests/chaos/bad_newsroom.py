"""A newsroom in which some hosts storm, and www has every fault there is."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path

from tests.chaos.hostile import Ear, HostileSite, Trick, of_page, whole
from tests.crawls.test_limits import also
from tests.running.oddsite import HTML, NOTHING, SOLO, WWW, Answer, moved, sitemap, story

HEALTHY = 30
"""Stories of each host that nothing ails."""
STORMS: dict[str, Answer] = {
    SOLO: (429, {**HTML, "Retry-After": "1"}, "pelan"),
    SOLO.replace("solo", "surabaya"): (429, HTML, "pelan"),
    SOLO.replace("solo", "makassar"): (503, {**HTML, "Retry-After": "1"}, "nanti"),
    SOLO.replace("solo", "bali"): (503, HTML, "nanti"),
}
"""What each of these hosts answers to everything, for STORM seconds from its first story on."""
STORM = 2.5
ASTRAY = SOLO.replace("solo", "jogja")
"""The host whose robots.txt leads to a private address."""


def at(host: str, name: str) -> str:
    return f"https://{host}/news/2026/07/24/{name}"


class Newsroom:
    """Healthy stories on every host, and on www all that can be wrong with one."""

    def __init__(self, ear: Ear, pipe: Path, tricks: Callable[[bytes], dict[str, Trick]] = of_page) -> None:
        self.healthy = [at(host, f"kisah-{number}") for host in (WWW, *STORMS) for number in range(HEALTHY)]
        page = whole(200, {}, str(story(at(WWW, "x"), extra="<p>Air sungai surut.</p>" * 200)[2]).encode())
        self.tricks = tricks(page.partition(b"\r\n\r\n")[2])
        self.astray = {f"sesat-{number}": place for number, place in enumerate(_places(ear.port, pipe))}
        self.astray |= {
            "putar-a": at(WWW, "putar-b"),
            "putar-b": at(WWW, "putar-a"),
            "putar-diri": at(WWW, "putar-diri"),
        }
        self._raging: dict[str, float] = {}
        self.site = HostileSite(
            self.page,
            {f"{WWW}/news/2026/07/24/{name}": trick for name, trick in self.tricks.items()},
            self.storm,
        )

    @property
    def troubled(self) -> list[str]:
        names = (*self.tricks, *self.astray, "tanpa-akhir")
        return [at(WWW, name) for name in names] + [at(ASTRAY, "kisah-0")]

    def page(self, host: str, path: str) -> Answer:
        url, name = f"https://{host}{path}", path.rpartition("/")[2]
        if path == "/robots.txt" and host == ASTRAY:
            return moved(self.astray["sesat-0"])
        if path == ("/sitemap-news.xml" if host == WWW else "/sitemap.xml"):
            healthy = [each for each in self.healthy if each.startswith(f"https://{host}/")]
            return sitemap(
                *healthy,
                *(each for each in self.troubled if host == WWW or ASTRAY in each),
                *self.astray.values(),
            )
        if name.startswith("tanpa-akhir"):
            turn = int("0" + re.sub(r"\D", "", name.partition("?")[2]))
            return moved(at(WWW, f"tanpa-akhir?n={turn + 1}"))
        if host == WWW and name in self.astray:
            return moved(self.astray[name])
        if url in self.healthy:
            return story(url, head=f"Warga Menanam Kopi {name}", extra=also(*self.astray.values()))
        return NOTHING

    def storm(self, host: str, path: str) -> Answer | None:
        if host not in STORMS or ("/news/" not in path and host not in self._raging):
            return None
        began = self._raging.setdefault(host, time.monotonic())
        return STORMS[host] if time.monotonic() < began + STORM else None


def _places(port: int, pipe: Path) -> list[str]:
    """Where a crawler may never go; at `port` of loopback somebody listens, at `pipe` somebody waits."""
    local = [
        "127.0.0.1",
        "localhost",
        "[::1]",
        "0.0.0.0",
        "2130706433",
        "0x7f.1",
        "127.1",
        "[::ffff:127.0.0.1]",
    ]
    return [
        *(f"http://{host}:{port}/" for host in local),
        f"//127.0.0.1:{port}/",
        f"https://{WWW}:{port}/",
        f"https://{WWW}@127.0.0.1:{port}/",
        f"https://127.0.0.1:{port}\\@{WWW}/",
        f"http:///127.0.0.1:{port}/",
        "http://169.254.169.254/latest/meta-data/",
        "http://10.0.0.1/",
        "http://192.168.0.1/",
        "http://[fe80::1]/",
        f"file://{pipe}",
        f"file://localhost{pipe}",
        f"file:{pipe}",
        f"ftp://127.0.0.1:{port}/x",
        f"s3://127.0.0.1:{port}/x",
        "data:text/html,<h1>kisah</h1>",
        "javascript:alert(1)",
        "https://example.org/kisah",
        f"https://{WWW}.example.org/kisah",
        "https://tribunnews.com.example.org/kisah",
        "http://\x00/",
        "https://",
    ]
