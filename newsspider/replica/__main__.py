"""Command that serves a replica newsroom: `python -m newsspider.replica`."""

import argparse
import asyncio
import signal
import sys
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

import uvloop

from newsspider.replica.dates import WIB
from newsspider.replica.hosts import DEFAULT_HOSTS, HOSTS
from newsspider.replica.incidents import INCIDENTS, BadNight
from newsspider.replica.newsroom import Newsroom
from newsspider.replica.page import Site
from newsspider.replica.press import Press
from newsspider.replica.recorded import RecordedPages
from newsspider.replica.serving.answers import AnswerCache
from newsspider.replica.serving.server import serve
from newsspider.replica.troubles import Troubles


def parse_time(text: str) -> datetime:
    read = datetime.fromisoformat(text)
    return read if read.tzinfo else read.replace(tzinfo=WIB)


def parse_hosts(text: str) -> tuple[str, ...]:
    return tuple(HOSTS) if text == "all" else tuple(text.split(","))


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m newsspider.replica", description="Serve an invented Tribunnews on loopback."
    )
    parser.add_argument("--port", type=int, default=8800, help="0 takes a free port (default %(default)s)")
    parser.add_argument("--stories", type=int, default=200)
    parser.add_argument("--days", type=float, default=3, help="days before now over which they are spread")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--hosts", type=parse_hosts, default=DEFAULT_HOSTS, help="such as www,solo; or all")
    parser.add_argument("--first-in", type=int, default=2, help="one in so many stories is on the first host")
    parser.add_argument("--now", type=parse_time, help="time of the newsroom, ISO 8601 (default: this hour)")
    parser.add_argument("--page-bytes", type=int, default=0, help="pad HTML pages to about this size")
    parser.add_argument(
        "--aliases", type=float, default=0, metavar="SHARE", help="share of links that are spelled otherwise"
    )
    parser.add_argument(
        "--troubles",
        type=float,
        default=0,
        metavar="SHARE",
        help="share of the stories that each kind of trouble hits",
    )
    parser.add_argument(
        "--incident",
        choices=sorted(INCIDENTS),
        metavar="NAME",
        help="a fault of whole hosts (newsspider.replica.incidents)",
    )
    parser.add_argument(
        "--incident-hosts", type=parse_hosts, metavar="HOSTS", help="hosts with the incident (default: all)"
    )
    parser.add_argument("--press", action="store_true", help="three newsrooms of other markup beside it")
    parser.add_argument("--pages", type=Path, help="folder of recorded pages, served at their real URLs")
    parser.add_argument("--access-log", type=Path, help="file to append one JSON line a request to")
    parser.add_argument("--cache-mb", type=int, default=256, help="memory for rendered pages")
    parser.add_argument("--warm", action="store_true", help="render all stories before the first request")
    return parser


def warm(answers: AnswerCache, urls: Iterable[str]) -> int:
    """Render pages into the cache until it is full. Returns their number."""
    count = 0
    for url in urls:
        if answers.is_full:
            return count
        parts = urlsplit(url)
        answers.get(parts.netloc, parts.path)
        count += 1
    return count


def build_site(options: argparse.Namespace) -> tuple[Newsroom, Site]:
    """The newsroom, and the site around it. Raises ValueError for options that exclude each other."""
    if options.press and options.incident:
        raise ValueError("expected --press or --incident, found both: an incident is of Tribun's hosts")
    now = options.now or datetime.now(WIB).replace(minute=0, second=0, microsecond=0)
    newsroom = Newsroom(
        stories=options.stories,
        days=options.days,
        seed=options.seed,
        page_bytes=options.page_bytes,
        now=now,
        hosts=options.hosts,
        aliases=options.aliases,
        first_in=options.first_in,
    )
    site: Site = Press(newsroom, stories=options.stories) if options.press else newsroom
    if options.incident:
        hosts = options.incident_hosts or tuple(host.name for host in newsroom.hosts)
        site = BadNight(newsroom, dict.fromkeys(hosts, INCIDENTS[options.incident]), options.seed)
    site = RecordedPages(options.pages, site) if options.pages else site
    if options.troubles and options.warm:
        raise ValueError("expected --warm or --troubles, found both: --warm requests every page")
    return newsroom, Troubles(site, options.troubles, options.seed) if options.troubles else site


async def _serve(answers: AnswerCache, options: argparse.Namespace) -> None:
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    async with serve(answers, port=options.port, access_log=options.access_log) as address:
        print(f"replica newsroom of {options.stories} stories at http://{address}", flush=True)
        await stop.wait()


def main() -> int:
    options = _arguments().parse_args()
    try:
        newsroom, site = build_site(options)
    except ValueError as error:
        print(f"replica: {error}", file=sys.stderr)
        return 2
    answers = AnswerCache(site, options.cache_mb * 2**20)
    if options.warm:
        warm(answers, newsroom.urls())
    try:
        uvloop.run(_serve(answers, options))
    except OSError as error:
        print(f"replica: cannot listen on port {options.port}: {error.strerror}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
