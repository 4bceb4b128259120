"""The redesign night (issue 14): stored generically, recorded, then read again exactly by a new layout."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import ClassVar
from urllib.parse import urlsplit

import pytest

from newsspider.commands.read import read_by_any
from newsspider.items import Article
from newsspider.outlets import OUTLETS
from newsspider.outlets.pages.lines import visible_text
from newsspider.outlets.plain import PlainStory
from newsspider.outlets.story.reading import Reading
from newsspider.recordings.recording import record
from newsspider.reparsing import reading
from newsspider.reparsing.page import Reread
from newsspider.replica import Newsroom
from newsspider.replica.incidents import INCIDENTS, BadNight
from newsspider.store.crawl.reparses import ReparseFilters
from tests.reparsing.rereading import inline, run
from tests.running.bad_nights import listed_of
from tests.running.nights import crawled, rows, this_hour

TRIBUN = OUTLETS["tribun"]
HOSTS = ("www", "solo")
FIELDS = "headline lead authors editors tags section dateline".split()


def redesigned(newsroom: Newsroom) -> BadNight:
    return BadNight(newsroom, {host.name: INCIDENTS["redesign"] for host in newsroom.hosts})


def readings(database: str) -> dict[str, int]:
    found = rows(database, "select reading, count(*) as number from article group by reading")
    return {row["reading"]: row["number"] for row in found}


class Redesigned(PlainStory):
    """The layout that a person writes on the day after."""

    signature: ClassVar[tuple[str, ...]] = (".css-mc > h1.css-h0", ".css-tx")
    headline: ClassVar[tuple[str, ...]] = ("css:h1.css-h0",)
    lead: ClassVar[tuple[str, ...]] = ("meta:description",)
    tags: ClassVar[tuple[str, ...]] = ("css:.css-tg a",)
    body: ClassVar[tuple[str, ...]] = (".css-tx",)
    figure: ClassVar[str] = ".css-im8"
    caption: ClassVar[str] = ".css-k9z"
    furniture: ClassVar[Mapping[str, str]] = {
        "advertisement": ".css-q1w",
        "baca_juga": ".css-p0x7m",
        "caption": ".css-im8",
    }

    def finish(self, reading: Reading, article: Article) -> Article:
        """The article with the editor, who stands below the text: "Editor: B"."""
        node = reading.page.first(".css-ed")
        name = visible_text(node).removeprefix("Editor: ") if node is not None else ""
        return replace(super().finish(reading, article), editors=(name,) if name else ())


@contextmanager
def added_layout() -> Iterator[None]:
    """Tribun with the new layout above the others."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(OUTLETS, "tribun", replace(TRIBUN, layouts=(Redesigned(), *TRIBUN.layouts)))
        reading._outlet.cache_clear()
        yield
    reading._outlet.cache_clear()


def test_new_layout_reads_the_night_again(
    database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "archive"
    monkeypatch.setenv("NEWSSPIDER_ARCHIVE", str(folder))
    newsroom = Newsroom(stories=20, days=1, now=this_hour(), hosts=HOSTS)
    crawled(redesigned(newsroom), database)
    listed = listed_of(newsroom, newsroom.stories)
    ((reading, number),) = readings(database).items()
    assert reading == "generic"
    assert number >= len(listed) >= 12
    asked = rows(database, "select sum(fetches) as number from fetch_count")
    with added_layout():
        report = run(database, inline(folder), ReparseFilters(generic=True))
    assert +report.counts == {Reread.CHANGED: number}
    assert readings(database) == {"exact": number}
    assert rows(database, "select sum(fetches) as number from fetch_count") == asked
    stored = {row["url"]: row for row in rows(database, "select * from article")}
    assert set(stored) >= listed
    for story in map(newsroom.story, range(newsroom.stories)):
        if (found := stored.get(story.url)) is None:
            continue
        assert found["body"].split("\n") == [block.text for block in story.blocks]
        for name in FIELDS:
            value = found[name]
            assert (tuple(value) if isinstance(value, list) else value) == getattr(story, name), (
                story.url,
                name,
            )
    causes = rows(database, "select distinct cause, reading from revision")
    assert causes == [{"cause": "reparse", "reading": "generic"}]


def test_recording_of_the_redesign_is_read_by_the_new_layout() -> None:
    newsroom = Newsroom(stories=20, days=1, now=this_hour(), hosts=HOSTS)
    url = newsroom.story(7).url
    body = redesigned(newsroom).page(urlsplit(url).netloc, urlsplit(url).path).body
    with added_layout():
        outlet = OUTLETS["tribun"]
        recording = record(body, url, outlet, lambda page, address: read_by_any([outlet], page, address))
        again = read_by_any([outlet], recording.page.encode(), recording.expected["address"])
    assert recording.changes == ()
    assert isinstance(again, Article)
    assert again.layout == "Redesigned"
    assert newsroom.story(7).headline not in recording.page
