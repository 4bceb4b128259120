"""Nights of the replica under a clock of their own: each a crawl, some with an incident, held against the truth.

The clock is libfaketime's, for PostgreSQL and the crawl alike, so that every night is a day after the one before,
whatever the hour of the test.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from newsspider.outlets.dates import WIB
from newsspider.replica import Newsroom, ReplicaServer
from newsspider.replica.incidents import INCIDENTS, BadNight, ExpectedVerdict, Incident
from newsspider.replica.page import Site
from newsspider.replica.story import Story
from newsspider.store.embedded.sharing import embedded_server
from newsspider.store.migrate import migrate
from tests.databases.unsafe import save_nothing
from tests.running.clocks import Clock, programs_by
from tests.running.crawling import ROOT
from tests.running.nights import last_run, rows

HOSTS = ("www", "solo", "jogja", "surabaya", "makassar")
FIRST_NIGHT = datetime(2026, 11, 20, 22, tzinfo=WIB)
DAYS_BEFORE = 2
LONGEST = 180
"""Seconds after which a crawl counts as hung, and is killed."""
SETTINGS = (
    "-s",
    "RUN_IDLE_TIMEOUT=0",
    "-s",
    "DOWNLOAD_TIMEOUT=10",
    "-s",
    "HOST_LEASE=45",
    "-s",
    "RENDER=never",
)
"""As on a live site, but without waiting when idle. On a busy machine the replica's own lease of 4 s runs out."""

Text = tuple[str, tuple[str, ...]]
"""A story's headline and the texts of its blocks."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Night:
    """What came of a night. Stories, by address, that are new in each list: `replaced` ones were right before,
    `wrong` ones are stored as they never were, `gone` ones are called deleted and are not, `unread` ones came
    out today and are not stored."""

    number: int
    incidents: Mapping[str, Incident]
    exit_code: int
    verdict: str
    reasons: list[str]
    replaced: list[str]
    wrong: list[str]
    gone: list[str]
    unread: list[str]
    seconds: float

    @property
    def is_well(self) -> bool:
        return (self.verdict, self.exit_code) == ("ok", 0)

    @property
    def is_alarm(self) -> bool:
        return self.verdict in ("degraded", "failed") and self.exit_code in (1, 3)

    def names(self, host: str) -> bool:
        """Whether a reason names the host, and none with an incident beside it unless it is one itself."""
        others = [_domain(name) for name in self.incidents if name != host]
        return any(
            _domain(host) in why and (host in self.incidents or not any(other in why for other in others))
            for why in self.reasons
        )

    def faults(self, hosts: Sequence[str] = HOSTS) -> list[str]:
        """Faults of this night, in words."""
        found = [f"replaced {len(self.replaced)}"] if self.replaced else []
        found += [f"gone {len(self.gone)}"] if self.gone else []
        found += [fault for host in hosts for fault in self._faults_of(host)]
        strict = [
            incident for incident in self.incidents.values() if incident.expected is not ExpectedVerdict.OK
        ]
        if not (self.is_well or self.is_alarm) or (self.is_alarm and not strict):
            found.append(f"{self.verdict} with exit code {self.exit_code}")
        return found

    def _faults_of(self, host: str) -> Iterator[str]:
        incident = self.incidents.get(host)
        expected, named = (
            incident.expected if incident else ExpectedVerdict.OK,
            self.is_alarm and self.names(host),
        )
        if expected is ExpectedVerdict.NOT_OK and not named:
            yield f"{host} not named" if self.is_alarm else f"{host} not noticed"
        if expected is ExpectedVerdict.OK and named:
            yield f"{host} wrongly named"
        if (wrong := _of(host, self.wrong)) and not (incident and incident.misleads):
            yield f"{len(wrong)} of {host} wrong"
        if (unread := _of(host, self.unread)) and not named:
            yield f"{len(unread)} of {host} unread"

    def __str__(self) -> str:
        names = ", ".join(f"{host} {incident.name}" for host, incident in self.incidents.items()) or "-"
        result = "; ".join(self.faults()) or "as it should be"
        return f"{self.number:>3} {names:<44} {self.verdict:<9} {self.exit_code:>3} {self.seconds:>5.1f} s  {result}"


@dataclass
class Season:
    """One database and one newsroom that goes on: every night brings `per_day` stories, some edits, some
    deletions. `night` crawls it; `lost` is what is missing when all is well again."""

    database: str
    clock: Clock
    folder: Path
    hosts: tuple[str, ...] = HOSTS
    per_day: int = 60
    seed: int = 7
    nights: list[Night] = field(default_factory=list)
    edited: dict[str, datetime] = field(default_factory=dict)
    deleted: set[str] = field(default_factory=set)
    listed: set[str] = field(default_factory=set)
    _right: set[str] = field(default_factory=set)
    _wrong: set[str] = field(default_factory=set)
    _gone: set[str] = field(default_factory=set)
    _texts: dict[str, list[Text]] = field(default_factory=dict)

    def night(self, **incidents: str) -> Night:
        """The next night, with these incidents by host."""
        number, chosen = len(self.nights), {host: INCIDENTS[name] for host, name in incidents.items()}
        newsroom = self._newsroom(number)
        began = time.monotonic()
        exit_code = self._crawl(BadNight(newsroom, chosen, self.seed + number), number)
        night = self._judged(newsroom, number, chosen, exit_code, time.monotonic() - began)
        self.nights.append(night)
        print(night, *(f"\n      {why}" for why in night.reasons), flush=True)
        return night

    def lost(self) -> dict[str, dict[str, Any]]:
        """Listed stories that are not stored, each with its row of the frontier; deleted ones are excused."""
        stored = {row["url"] for row in rows(self.database, "select url from article")}
        pages = {
            row["url"]: row
            for row in rows(
                self.database, "select url, outcome, reason, failure, due_at, visited_at from page"
            )
        }
        return {url: pages.get(url, {}) for url in sorted(self.listed - self.deleted - stored)}

    def stale(self) -> list[str]:
        """Listed stories whose stored text is not the newest edition."""
        stored = {row["url"]: _text(row) for row in self._articles()}
        living = self.listed - self.deleted
        return [url for url in sorted(living & set(stored)) if stored[url] != self._texts[url][-1]]

    def doubles(self) -> list[str]:
        """Stories that are stored under two addresses."""
        newsroom = self._newsroom(len(self.nights) - 1, plan=False)
        numbers = [newsroom.number_of(row["url"]) for row in self._articles()]
        return [str(number) for number in set(numbers) if number is not None and numbers.count(number) > 1]

    def _newsroom(self, number: int, *, plan: bool = True) -> Newsroom:
        days, now = DAYS_BEFORE + number, FIRST_NIGHT + timedelta(days=number)
        if plan and number:
            self._plan(number, now)
        return Newsroom(
            stories=self.per_day * days,
            days=days,
            seed=self.seed,
            now=now,
            hosts=self.hosts,
            edited=self.edited,
            deleted=self.deleted,
        )

    def _plan(self, number: int, now: datetime) -> None:
        """Of the stories that came out on the day before, two are edited today and one is deleted."""
        before = self._newsroom(number - 1, plan=False)
        young = sorted(listed_of(before, self.per_day) - set(self.edited) - self.deleted)
        *edited, deleted = Random(f"{self.seed}:{number}").sample(young, 3)
        self.edited.update(dict.fromkeys(edited, now - timedelta(minutes=1)))
        self.deleted.add(deleted)

    def _crawl(self, site: Site, number: int) -> int:
        """The exit code of a crawl by the night's clock; -9 of one that had to be killed."""
        self.clock.jump(_ahead(FIRST_NIGHT + timedelta(days=number)))
        with ReplicaServer(site) as replica, (self.folder / f"night-{number}.log").open("w") as log:
            environment = {
                **os.environ,
                "SCRAPY_PROJECT": "replica",
                "REPLICA_ADDRESS": replica.address,
                "DATABASE_URL": self.database,
                "NEWSSPIDER_CONTACT": "https://example.org/newsspider",
                **self.clock.fixed,
            }
            command = [
                sys.executable,
                "-m",
                "scrapy",
                "crawl",
                "tribun",
                "-a",
                f"hosts={','.join(self.hosts)}",
                *SETTINGS,
            ]
            process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
            try:
                return process.wait(LONGEST)
            except subprocess.TimeoutExpired:
                process.kill()
                return process.wait()

    def _judged(
        self,
        newsroom: Newsroom,
        number: int,
        incidents: Mapping[str, Incident],
        exit_code: int,
        seconds: float,
    ) -> Night:
        new = listed_of(newsroom, self.per_day if number else newsroom.stories)
        self.listed |= new
        self._learn(newsroom, number)
        stored = {row["url"]: row for row in self._articles()}
        right = {url for url, row in stored.items() if _text(row) in self._texts.get(url, ())}
        parts = {url for url, row in stored.items() if self._is_part(row)}
        marked = rows(self.database, "select url from article where gone_at is not null")
        wrong, gone = set(stored) - right, {row["url"] for row in marked} - self.deleted
        run = last_run(self.database)
        night = Night(
            number=number,
            incidents=incidents,
            exit_code=exit_code,
            verdict=run["verdict"] or "none",
            reasons=run["reasons"] or [],
            replaced=sorted(self._right & wrong),
            wrong=sorted(wrong - parts - self._right - self._wrong),
            gone=sorted(gone - self._gone),
            unread=sorted(new - set(stored)),
            seconds=seconds,
        )
        self._right, self._wrong, self._gone = right, wrong, gone
        return night

    def _is_part(self, row: dict[str, Any]) -> bool:
        """Whether a stored story says which pages it lacks, and has only text of its own."""
        headline, blocks = _text(row)
        own = (truth for title, truth in self._texts.get(row["url"], ()) if title == headline)
        return bool(row["missing_pages"]) and any(set(blocks) < set(truth) for truth in own)

    def _learn(self, newsroom: Newsroom, number: int) -> None:
        """The texts of tonight's new stories, and of tonight's edits."""
        newest = range(newsroom.stories - self.per_day if number else 0, newsroom.stories)
        for place in newest:
            story = newsroom.story(place)
            self._texts[story.url] = [_truth(story)]
        for url in self.edited:
            edition = newsroom.number_of(url)
            if edition is not None and len(self._texts[url]) == 1:
                self._texts[url].append(_truth(newsroom.story(edition)))

    def _articles(self) -> list[dict[str, Any]]:
        return rows(self.database, "select url, headline, blocks, missing_pages from article")


def listed_of(newsroom: Newsroom, newest: int) -> set[str]:
    """The addresses of the listed ones among the newest stories."""
    last = newsroom.last + 1
    serials = range(last - newest, last)
    return {
        newsroom.index.card(serial).url
        for host in newsroom.hosts
        for serial in newsroom.chronicle.listed(serials, host)
    }


def _ahead(moment: datetime) -> int:
    """Seconds from our clock to a moment."""
    return int(moment.timestamp() - time.time())


def _domain(host: str) -> str:
    return f"{host}.tribunnews.com"


def _of(host: str, addresses: Sequence[str]) -> list[str]:
    return [url for url in addresses if url.startswith(f"https://{_domain(host)}/")]


def _truth(story: Story) -> Text:
    return story.headline, tuple(block.text for block in story.blocks)


def _text(row: dict[str, Any]) -> Text:
    """The stored text, without the marks of characters that may not be stored."""
    texts = (row["headline"], *(block["text"] for block in row["blocks"]))
    headline, *blocks = (text.replace("\ufffd", "") for text in texts)
    return headline, tuple(blocks)


@contextmanager
def a_season(data_dir: Path, programs: list[Path], folder: Path, **fields: Any) -> Iterator[Season]:
    """A season with a database of its own, which goes by the season's clock."""
    clock = Clock(data_dir / "clock")
    clock.jump(_ahead(FIRST_NIGHT))
    by_clock = programs_by(clock.environment, programs, data_dir / "programs")
    with embedded_server(data_dir, by_clock) as database:
        save_nothing(database)
        migrate(database)
        yield Season(database, clock, folder, **fields)
