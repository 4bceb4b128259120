"""Several crawl processes at once, signals to them, and the witnesses of what they did.

The newsroom's access log has each request, its time and its process (by its user agent). A trigger on the table
`host` records who held which lease, and when.
"""

from __future__ import annotations

import math
import os
import platform
import signal
import subprocess
import sys
import threading
import time
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

import psycopg

from newsspider.outlets import OUTLETS
from newsspider.replica import Newsroom, Troubles
from newsspider.replica.addresses import story_name
from newsspider.replica.hosts import HOSTS
from newsspider.replica.story import Reach
from newsspider.store.embedded.place import settle
from newsspider.store.embedded.server import start
from tests.running.crawling import HANGS, ROOT, environment_of
from tests.running.forkserver import Child
from tests.running.nights import asked, rows, this_hour

TRIBUN = OUTLETS["tribun"]
ALL = ",".join(HOSTS)
STORIES = 400
SLOWLY = (
    "-a",
    f"hosts={ALL}",
    "-s",
    "DOWNLOAD_DELAY=0.02",
    "-s",
    "CONCURRENT_REQUESTS_PER_DOMAIN=1",
    "-s",
    "HOST_PAGES_IN_FLIGHT=16",
)
"""Each host at a pace, so that a crawl lasts some seconds, and its middle can be met; of each few pages in hand,
so that a process that comes a moment later finds some left."""
SLACK = 0.15
"""Seconds between a request and its line in the access log, on a busy machine."""
WATCH = """
create table watched (at timestamptz not null, name text not null, worker bigint);
create table renewed (at timestamptz not null, worker bigint not null, leased_until timestamptz not null);
create function watch() returns trigger language plpgsql as $$
begin
    if tg_table_name = 'host' then
        insert into watched values (clock_timestamp(), new.name, new.worker);
    else
        insert into renewed values (clock_timestamp(), new.id, case when new.ended_at is null then new.leased_until else now() end);
    end if;
    return new;
end $$;
create trigger watch after insert or update on host for each row execute function watch();
create trigger watch after insert or update on worker for each row execute function watch();
"""
HELD = """
with held as (
    select at, lead(at, 1, 'infinity') over (partition by name order by at) as upto, name, worker from watched
)

select extract(epoch from at)::float8 as at, name, worker, extract(epoch from leased_until)::float8 as until
from (
    select held.at, held.name, held.worker, renewed.leased_until
    from held
    left join lateral (
        select leased_until from renewed where worker = held.worker and renewed.at <= held.at order by renewed.at desc limit 1
    ) as renewed on true
    union all
    select renewed.at, held.name, held.worker, renewed.leased_until
    from held
    inner join renewed on renewed.worker = held.worker and renewed.at > held.at and renewed.at < held.upto
) as change
order by at
"""
"""Each change of a host's worker and each renewal of that worker's lease, with the end of the lease then."""


def newsroom(stories: int, hosts: tuple[str, ...] = tuple(HOSTS), days: float = 2) -> Newsroom:
    return Newsroom(stories=stories, days=days, hosts=hosts, now=this_hour())


def watch(database: str) -> None:
    """Note from now on who holds which host."""
    with psycopg.connect(database) as connection:
        connection.execute(WATCH.encode())


def wait_until(condition: Callable[[], object], seconds: float = HANGS, every: float = 0.01) -> float:
    """Wait for something; how many seconds it took. Whoever asks a database asks it less often: to look at
    the condition takes a quarter of the time at most."""
    began = asked = time.monotonic()
    while not condition():
        answered = time.monotonic()
        assert answered < began + seconds, f"expected the condition within {seconds:.0f} s"
        time.sleep(max(every, 3 * (answered - asked)))
        asked = time.monotonic()
    return time.monotonic() - began


Place = tuple[str, int]
"""A machine, and a number of its processes."""
Change = tuple[float, Place | None, float | None]
"""When the lease of a host changed, who has it since, and until when."""


class Started:
    """A command in a process of its own, which says everything into `log`. At the end of the block it is
    killed, if it is still there."""

    process: subprocess.Popen[bytes] | Child

    def __init__(self, command: Sequence[str], log: Path, environment: Mapping[str, str]) -> None:
        self.log = log
        with log.open("ab") as output:
            self.process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=output)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()

    def kill(self) -> None:
        """kill -9, and no word of it to anybody."""
        self.process.kill()
        self.process.wait()

    def term(self) -> None:
        self.process.send_signal(signal.SIGTERM)

    def ended(self, seconds: float = HANGS) -> int:
        """Wait for its end; its exit code."""
        return self.process.wait(timeout=seconds)

    @property
    def lives(self) -> bool:
        return self.process.poll() is None

    def said(self) -> str:
        return self.log.read_text("utf-8", "replace")


class Crawl(Started):
    """A crawl in a process of its own, whose user agent is its name; `before` are the words of a command that
    runs it (`env`, `ip netns exec`)."""

    def __init__(
        self,
        name: str,
        address: str,
        database: str,
        folder: Path,
        *arguments: str,
        before: Sequence[str] = (),
    ) -> None:
        self.name = name
        environment = environment_of(address, database)
        words = ["crawl", "tribun", "-a", "render=never", "-s", f"USER_AGENT={name}", *arguments]
        log = folder / f"{name}.log"
        if before:
            super().__init__([*before, sys.executable, "-m", "scrapy", *words], log, environment)
        else:
            self.log = log
            self.process = Child(words, environment, stdout=log, stderr=log)


@dataclass(frozen=True, kw_only=True, slots=True)
class Figures:
    """What became of the stories: how many were lost, stored twice, sent twice; how many had been sent and
    were not stored when processes were killed."""

    lost: int
    stored_twice: int
    fetched_twice: int
    in_flight: int
    took: float = 0.0

    def __str__(self) -> str:
        return (
            f"lost {self.lost}, stored twice {self.stored_twice}, fetched twice {self.fetched_twice}, "
            f"pages in flight {self.in_flight} ({self.took:.1f} s)"
        )


@dataclass
class Witness:
    """The log and the database beside what the newsroom knows of itself."""

    site: Newsroom
    database: str
    log: Path
    in_flight: int = 0
    cut: list[tuple[str, set[str]]] = field(default_factory=list)
    """Who was killed, and what was visited then. What it was sent is known when the newsroom has noted it."""
    excused: set[str] = field(default_factory=set)
    """Stories that nobody can have."""
    troubled: Troubles | None = None
    """What spoils some pages, which are then rightly fetched again."""
    pids: dict[str, int] = field(default_factory=dict)
    machines: dict[str, str] = field(default_factory=dict)
    """The machine of each process that runs on another than this one; process numbers are a machine's own."""
    began: float = field(default_factory=time.monotonic)

    def entries(self) -> list[dict[str, Any]]:
        return asked(self.log)

    def sent(self, agent: str | None = None, until: float = math.inf) -> Counter[str]:
        """The addresses of stories that were sent, up to a time (seconds since 1970), and how often."""
        return Counter(
            f"https://{entry['host']}{entry['path']}"
            for entry in self.entries()
            if entry["status"] == 200
            and entry["time"] <= until
            and agent in (None, entry["user_agent"])
            and story_name(entry["host"], urlsplit(entry["path"]).path)
            and not (self.troubled and self.troubled.of(f"https://{entry['host']}{entry['path']}"))
        )

    def by(self, agent: str) -> int:
        """How many requests of it were answered."""
        return self.log.read_bytes().count(f'"user_agent": "{agent}"'.encode()) if self.log.exists() else 0

    def shares(self, *agents: str) -> list[int]:
        """How many requests of each were answered since the last of them began."""
        entries = self.entries()
        began = max(
            min(entry["time"] for entry in entries if entry["user_agent"] == agent) for agent in agents
        )
        return [
            sum(entry["user_agent"] == agent and entry["time"] >= began for entry in entries)
            for agent in agents
        ]

    def killed(self, *crawls: Crawl) -> None:
        """Kill processes, and note what they had stored."""
        for crawl in crawls:
            crawl.process.kill()
        for crawl in crawls:
            crawl.process.wait()
        visited = self.visited()
        self.cut += [(crawl.name, visited) for crawl in crawls]

    def visited(self) -> set[str]:
        """Addresses of which the frontier knows a visit."""
        return {
            row["url"] for row in rows(self.database, "select url from page where visited_at is not null")
        }

    def unsettled(self, agent: str, visited: set[str] | None = None, until: float = math.inf) -> set[str]:
        """Addresses of stories, and of their later pages, that were sent to it (up to a time) and are not
        visited (now)."""
        visited = self.visited() if visited is None else visited
        return {
            url
            for url in self.sent(agent, until)
            if TRIBUN.address(url.partition("?")[0]).identity not in visited
        }

    def lost(self) -> set[str]:
        """Stories that a list or a page we have names, and that are not stored."""
        numbers = range(self.site.stories)
        truth = {self.site.story(number).url: self.site.card(number) for number in numbers}
        listed = {url for url, card in truth.items() if card.reach is Reach.LISTED}
        named = rows(
            self.database,
            "select page.url from page where page.kind = 'story' and page.due_at is not null and page.outcome is null",
        )
        stored = {row["url"] for row in rows(self.database, "select url from article")}
        return (listed - stored - self.excused) | {row["url"] for row in named}

    def figures(self) -> Figures:
        numbers = Counter(
            self.site.number_of(row["url"]) for row in rows(self.database, "select url from article")
        )
        return Figures(
            lost=len(self.lost()),
            stored_twice=sum(times - 1 for times in numbers.values()),
            fetched_twice=sum(times - 1 for times in self.sent().values()),
            in_flight=self.in_flight + sum(len(self.unsettled(*killed)) for killed in self.cut),
            took=time.monotonic() - self.began,
        )

    def trespasses(self) -> list[str]:
        """Requests to a host by a process that did not hold it at that time, nor a moment before."""
        known = rows(self.database, "select id, machine, process from worker")
        numbers = {row["id"]: (row["machine"].split(" ")[0], row["process"]) for row in known}
        history: dict[str, list[Change]] = defaultdict(list)
        for row in rows(self.database, HELD):
            history[row["name"]].append((row["at"], numbers.get(row["worker"]), row["until"]))
        return [
            f"{entry['user_agent']} asked {entry['host']}{entry['path']} at {entry['time']:.3f}: {held}"
            for entry in self.entries()
            if entry["host"] in history
            and (held := _holders(history[entry["host"]], entry["time"]))
            and self._place(entry["user_agent"]) not in held
        ]

    def _place(self, agent: str) -> Place:
        return self.machines.get(agent, platform.node()), self.pids.get(agent, -1)

    def crawl(
        self,
        name: str,
        address: str,
        folder: Path,
        *arguments: str,
        through: str = "",
        before: Sequence[str] = (),
    ) -> Crawl:
        """Start a process that this witness knows."""
        made = Crawl(name, address, through or self.database, folder, *arguments, before=before)
        self.pids[name] = made.process.pid
        return made


def _holders(history: list[Change], at: float) -> set[Place | None]:
    """The processes that held a host at this time, or up to SLACK before."""
    times = [change[0] for change in history]
    first, last = bisect_right(times, at - SLACK), bisect_right(times, at)
    return {
        process if until is not None and until > at - SLACK else None
        for _, process, until in history[max(0, first - 1) : last]
    } or {None}


def lease_changes(entries: Iterable[dict[str, Any]]) -> Counter[str]:
    """How often each host was asked by another process than the last time."""
    before: dict[str, str] = {}
    changes: Counter[str] = Counter()
    for entry in sorted(entries, key=lambda entry: float(entry["time"])):
        changes[entry["host"]] += before.get(entry["host"], entry["user_agent"]) != entry["user_agent"]
        before[entry["host"]] = entry["user_agent"]
    return changes


def kill_and_start(data_dir: Path, programs: list[Path], seconds: float) -> None:
    """kill -9 of the server's first process, as a machine without memory does, and its start a while later."""
    place = settle(data_dir)
    os.kill(int(place.pid_file.read_text().split()[0]), signal.SIGKILL)
    time.sleep(seconds)
    start(place, programs)


@contextmanager
def again_and_again(work: Callable[[], None], seconds: float) -> Iterator[None]:
    """Somebody does this over and over, so many seconds apart, as long as the block lasts."""
    over = threading.Event()

    def go_on() -> None:
        while not over.wait(seconds):
            work()

    thread = threading.Thread(target=go_on)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
