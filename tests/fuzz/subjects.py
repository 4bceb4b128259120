"""What is fuzzed: each subject takes one input made by chance, and holds what it does against its promises."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from newsspider import urls
from newsspider.downloader.robotsparser import RobotsTxtParser
from newsspider.durations import duration
from newsspider.items import Article, Block, BlockKind, Listing, Rejection
from newsspider.outlets.crawled import CrawledOutlets
from newsspider.outlets.dates import parse_iso, parse_spoken
from newsspider.outlets.tribun import TRIBUN
from newsspider.scheduling.config import BadSchedule, read_schedules
from newsspider.scheduling.cron import BadCron, Cron
from newsspider.spiders.arguments import Arguments
from newsspider.text import storable
from newsspider.validation import BadValue
from pipelines.cleaning import clean
from pipelines.judging import judge
from tests.fuzz.mutating import NASTY, recordings, spoilt, spoilt_bytes, window

STORY = "https://www.tribunnews.com/news/7858656/kopi"
ADDRESSES = (
    STORY,
    "https://solo.tribunnews.com/2020/10/09/kopi-lereng?page=2",
    "http://m.tribunnews.com/amp/news/2026/07/24/kopi",
    "https://www.tribunnews.com/sitemap-news.xml",
    "https://www.tribunnews.com/index-news?date=2026-7-24&page=2",
    "https://www.tribunnews.com/",
    "https://www.tribunnews.com/nasional",
    "/news/7858656/kopi?utm_source=x#y",
    "mailto:a@b",
)
LISTS = (
    "https://www.tribunnews.com/sitemap-news.xml",
    "https://www.tribunnews.com/",
    "https://www.tribunnews.com/robots.txt",
    "https://www.tribunnews.com/index-news?date=2026-7-24",
)
_SPACES = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
SITEMAP = (
    f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset {_SPACES}>'
    + "".join(
        f"<url><loc>https://www.tribunnews.com/news/78586{n}/kopi-{n}</loc><lastmod>2026-07-24T10:00:00+07:00</lastmod>"
        f"<news:news><news:title>Kopi {n} &amp; teh</news:title></news:news><image:image><image:loc>x</image:loc></image:image></url>"
        for n in range(10, 16)
    )
    + "</urlset>"
)
FRONT = (
    '<html><body><ul id="latestul"><li><h3><a href="/news/7858656/kopi" title="Kopi">Kopi</a></h3>'
    '<time class="timeago" title="2026-07-24 17:25:00">x</time></li></ul><ul class="lsi"><li class="ptb15"><h3>'
    '<a href="/news/7858657/teh">Teh</a></h3><time>Jumat, 24 Juli 2026 17:25 WIB</time></li></ul>'
    '<div id="paginga"><div class="paging"><a href="?page=2">2</a></div></div></body></html>'
)
ROBOTS = (
    "User-agent: *\nDisallow: /search\nAllow: /search/kopi$\nCrawl-delay: 3\n\nUser-agent: newsspider\nDisallow: /*?print=*\n"
    "Sitemap: https://www.tribunnews.com/sitemap.xml\n"
)
TIMES = (
    "Senin, 4 Mei 2020 04:25 WIB",
    "Tayang: Jumat, 24 Juli 2026 17:25 WITA",
    "2026-07-24T12:40:00+07:00",
    "2026-07-24",
    "2020-05-04 04:25:13",
    "24 Juli 2026",
    "2026-07-24T12:40:00.123Z",
    "Mon, 09 Nov 2026 07:15:00 +0700",
)
SCHEDULE = (
    '[[schedule]]\nname = "malam"\nspider = "tribun"\ncron = "0 1 * * *"\nlimit = "6h"\nretries = 1\nretry_after = "10m"\n'
    '[schedule.arguments]\nhosts = "www,solo"\n[schedule.settings]\nLOG_LEVEL = "INFO"\n'
)
CRONS = ("0 1 * * *", "*/15 6-22 * * 1-5", "30 4 1,15 * sun", "0 0 29 2 *", "5 4 * * mon-fri")
LENGTHS = ("6h", "90m", "1d", "45s", "1h30m", "0", "2 h")
ARGUMENTS = {
    "depth": "2",
    "limit": "10",
    "follow": "baca_juga,related",
    "url": STORY,
    "hosts": "www,solo",
    "since": "2026-07-01",
    "until": "2026-07-24",
    "render": "never",
    "sections": "nasional",
}


class Broken(AssertionError):
    """A promise that does not hold."""


def ensure(holds: object, promise: str, found: object) -> None:
    if not holds:
        raise Broken(f"{promise}: {found!a}"[:2000])


def texts(value: Any) -> Iterator[str]:
    """Every text of an item, but a rejected page itself."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from texts((key, inner))
    elif isinstance(value, (tuple, list)):
        for inner in value:
            yield from texts(inner)
    elif is_dataclass(value) and not isinstance(value, type):
        for part in fields(value):
            yield from texts(getattr(value, part.name))


def check_item(outcome: object) -> None:
    """What holds of every item: its texts can be stored and steer nothing, its times are aware."""
    ensure(isinstance(outcome, (Article, Listing, Rejection)), "a reading is an item", outcome)
    for text in texts(outcome):
        ensure(storable(text) == text, "no text has control characters", text)


def read_page(draw: random.Random) -> None:
    kind = draw.choice(("html", "html", "html", "txt"))
    text = spoilt(window(draw.choice(recordings(kind)), draw), draw)
    body: bytes | str = text if draw.random() < 0.2 else spoilt_bytes(text, draw)
    url = draw.choice((STORY, STORY, None, spoilt(STORY, draw, 2)))
    outcome = TRIBUN.read(body, url, content_type=draw.choice((None, "", "text/html", "image/png\n")))
    check_item(outcome)
    if isinstance(outcome, Article):
        check_item(judge(clean(outcome, TRIBUN), datetime.now(UTC)))


def read_list(draw: random.Random) -> None:
    text = spoilt(draw.choice((SITEMAP, SITEMAP, FRONT, ROBOTS)), draw)
    body: bytes | str = text if draw.random() < 0.2 else spoilt_bytes(text, draw)
    check_item(TRIBUN.read(body, draw.choice(LISTS), as_list=draw.random() < 0.3))


def robots(draw: random.Random) -> None:
    rules = RobotsTxtParser(spoilt_bytes(spoilt(ROBOTS, draw), draw), None)
    url = TRIBUN.address(spoilt(draw.choice(ADDRESSES), draw, 2)).identity or STORY
    ensure(rules.allowed(url, "newsspider") in (True, False), "robots.txt allows or not", url)


def addresses(draw: random.Random) -> None:
    url = (
        spoilt(draw.choice(ADDRESSES), draw, 3) if draw.random() < 0.8 else "".join(draw.choices(NASTY, k=4))
    )
    joined = TRIBUN.absolute(url, draw.choice((STORY, None, url)))
    for address in (url, joined or ""):
        known = TRIBUN.address(address).identity
        if known:
            same = TRIBUN.address(known).identity == known
            ensure(same, "an address of ours stays itself", (address, known))
            ensure(known.encode("utf-8", "replace").decode() == known, "an address can be encoded", known)
    try:
        once = urls.parse(url).text()
    except ValueError:
        return
    ensure(urls.parse(once).text() == once, "a canonical address stays itself", (url, once))


def times(draw: random.Random) -> None:
    text = spoilt(draw.choice(TIMES), draw, 3)
    for parse in (parse_spoken, parse_iso):
        moment = parse(text)
        ensure(moment is None or moment.tzinfo is not None, "a time is aware", (text, moment))


def cleaning(draw: random.Random) -> None:
    lines = storable(spoilt(window(draw.choice(recordings("txt")), draw)[:2000], draw)).split("\n")
    blocks = tuple(Block(kind=draw.choice(list(BlockKind)), text=line) for line in lines if line.strip())
    article = Article(outlet="tribun", layout="TribunText", url=STORY, headline=lines[0], blocks=blocks)
    check_item(judge(clean(article, TRIBUN), datetime.now(UTC)))


def configuration(draw: random.Random) -> None:
    stated = {name: spoilt(text, draw, 1) for name, text in ARGUMENTS.items() if draw.random() < 0.3}
    try:
        Arguments.parse(CrawledOutlets([TRIBUN]), stated)
    except BadValue as error:
        ensure("expected" in str(error), "an error says what was expected", str(error))
    try:
        Cron.parse(spoilt(draw.choice(CRONS), draw, 2), ZoneInfo("Asia/Jakarta")).after(datetime.now(UTC))
    except BadCron as error:
        ensure(str(error), "an error says something", error)
    duration(spoilt(draw.choice(LENGTHS), draw, 2))
    if draw.random() < 0.3:
        _declaration(spoilt(SCHEDULE, draw, 3))


def _declaration(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "schedule.toml"
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
        try:
            read_schedules(path, lambda _spider, _arguments, _settings: None)
        except BadSchedule as error:
            ensure("\n" not in str(error), "an error is one line", str(error))


SUBJECTS: dict[str, tuple[Callable[[random.Random], None], int]] = {
    "read": (read_page, 2),
    "lists": (read_list, 3),
    "robots": (robots, 2),
    "addresses": (addresses, 5),
    "times": (times, 4),
    "cleaning": (cleaning, 2),
    "configuration": (configuration, 2),
}
"""Each subject, and its share of all inputs, in twentieths."""
