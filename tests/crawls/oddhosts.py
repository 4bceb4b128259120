"""Newsrooms whose hosts are odd for a night, all in one crawl: what each answers, and what its lists name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from newsspider.outlets.dates import WIB
from tests.crawls.oddnights import healthy
from tests.running.oddsite import Answer, Otherwise, Pieces, index, sitemap, story

MONTHS = "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember".split()
LISTS = ("/sitemap.xml", "/sitemap-news.xml", "/index-news", "/", "/robots.txt")
Odd = Callable[[str, str], Answer | Pieces | None]
"""What a host answers at a path on its bad night; None for what it answers on any other."""


def every(answer: Answer) -> Odd:
    return lambda _host, _path: answer


def at_robots(answer: Answer) -> Odd:
    return lambda _host, path: answer if path == "/robots.txt" else None


def at_stories(answer: Answer) -> Odd:
    return lambda _host, path: None if path.startswith(LISTS[:3]) or path in LISTS else answer


NOW = datetime.now(WIB)
MORE = (
    f"<time>{NOW.day} {MONTHS[NOW.month - 1]} {NOW.year} {NOW:%H:%M} WIB</time><p>Bibit dibagikan kepada dua belas kelompok tani, yang merawatnya bersama sampai musim hujan berakhir di"
    " bulan April tahun depan.</p><p>Panen pertama diharapkan empat tahun lagi, kata ketua kelompok itu.</p>"
)
"""A story is to have as many words as any newsroom's, and a date."""


def stories_of(host: str, day: int) -> list[str]:
    return [f"https://{host}/news/78{day:02}{number:03}/kopi-{number}" for number in range(3)]


def night_of(days: range, odd: Mapping[str, tuple[Odd, object]]) -> Otherwise:
    """Hosts whose lists name the stories of these days, odd ones answering as they do."""

    def answer(host: str, path: str) -> Answer | Pieces | None:
        behaves = odd.get(host.partition(".")[0])
        if behaves and (said := behaves[0](host, path)) is not None:
            return said
        urls = [url for day in days for url in stories_of(host, day)]
        if "sitemap" in path:
            return sitemap(*urls)
        if path.startswith("/index-news"):
            return index(*urls)
        if f"https://{host}{path}" in urls:
            about = f"Kopi {path[-12:].replace('/', ' ')} di {host.partition('.')[0]}"
            return story(f"https://{host}{path}", head=about, lead=f"{about}. ", extra=MORE)
        return healthy(host, path) if path in ("/", "/robots.txt") else None

    return answer
