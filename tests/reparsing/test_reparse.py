"""Reparse: what reads otherwise is written, as a revision with its cause; nothing else is touched."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from newsspider.outlets.limits import Limits
from newsspider.reparsing import reparse as reparsing
from newsspider.reparsing.page import Reread
from newsspider.reparsing.reading import Rereader
from newsspider.reparsing.reparse import LEFT_TO_CRAWL
from newsspider.reparsing.workers import Inline, Processes
from newsspider.store.crawl.reparses import ReparseFilters
from tests.reparsing.rereading import OLDER, SHOWN, STORIES, details, execute, inline, run, stories
from tests.running.crawling import scrapy
from tests.running.nights import rows


def test_unchanged_stories_are_not_written(night: str, folder: Path) -> None:
    before, links_and_cuts = rows(night, STORIES), details(night)
    report = run(night, inline(folder))
    assert +report.counts == {Reread.UNCHANGED: len(before)}
    assert report.total == report.done == len(before) > 50
    assert rows(night, STORIES) == before
    assert details(night) == links_and_cuts
    assert rows(night, "select * from revision") == []


def test_changed_stories_are_written_as_revisions(night: str, folder: Path) -> None:
    before, links_and_cuts = stories(night), details(night)
    versions = {row["url"]: row["version"] for row in rows(night, STORIES)}
    execute(night, OLDER)
    report = run(night, inline(folder))
    assert +report.counts == {Reread.UNCHANGED: len(before) - 5, Reread.CHANGED: 5}
    assert report.fields == {"headline": 5, "blocks": 5, "layout": 5, "removed": 5}
    assert stories(night) == before
    assert details(night) == links_and_cuts
    written = [row for row in rows(night, STORIES) if row["version"] != versions[row["url"]]]
    assert len(written) == 5
    revisions = rows(night, "select * from revision order by page_id")
    assert {(one["cause"], one["layout"], one["program_version"]) for one in revisions} == {
        ("reparse", "Lama", "0.0.1")
    }
    assert all(set(one["changed"]) == {"body", "blocks", "headline"} for one in revisions)
    assert all(one["replaced_by"] is None for one in revisions)
    again = run(night, inline(folder))
    assert +again.counts == {Reread.UNCHANGED: len(before)}


def test_links_of_a_browser_stay_with_stories_of_several_pages(night: str, folder: Path) -> None:
    """A recommendation that a browser has shown is stored with each story. It stays where the archived page
    has an empty widget, on one page or several."""
    execute(night, SHOWN)
    several = {row["url"] for row in rows(night, "select url from article where page_count > 1")}
    report = run(night, inline(folder), dry_run=True, examples=100)
    assert set(report.fields) <= {"links"}
    assert several - {one.url for one in report.examples}


def test_dry_run_shows_changes_and_writes_nothing(night: str, folder: Path) -> None:
    execute(night, OLDER)
    before = rows(night, STORIES)
    report = run(night, inline(folder), dry_run=True, examples=3)
    assert report.counts[Reread.CHANGED] == 5
    assert len(report.examples) == 3
    (headline,) = (one for one in report.examples[0].changes if one.field == "headline")
    assert headline.old == f"{headline.new} - Lama"
    assert rows(night, STORIES) == before
    assert rows(night, "select * from reparse") == []


def test_processes_give_the_same_as_one(night: str, folder: Path) -> None:
    before, links_and_cuts = stories(night), details(night)
    execute(night, OLDER)
    report = run(night, Processes(Rereader(folder=folder, limits=Limits()), 2))
    assert +report.counts == {Reread.UNCHANGED: len(before) - 5, Reread.CHANGED: 5}
    assert stories(night) == before
    assert details(night) == links_and_cuts


@pytest.mark.parametrize(
    ("filters", "sql"),
    [
        (ReparseFilters(generic=True), "reading = 'generic'"),
        (ReparseFilters(layout="Lama"), "layout = 'Lama'"),
        (ReparseFilters(outlet="kompas"), "outlet = 'kompas'"),
        (ReparseFilters(hosts=("solo.tribunnews.com",)), "split_part(url, '/', 3) = 'solo.tribunnews.com'"),
        (
            ReparseFilters(rule="credit_line"),
            "exists (select from removed where page_id = article.page_id and rule = 'credit_line')",
        ),
        (ReparseFilters(rejections=True), "false"),
    ],
)
def test_filters_choose_pages(night: str, folder: Path, filters: ReparseFilters, sql: str) -> None:
    execute(night, OLDER)
    execute(night, "update article set reading = 'generic' where page_id % 9 = 0")
    wanted = rows(night, f"select count(*) as number from article where {sql}")[0]["number"]
    report = run(night, inline(folder), filters, dry_run=True)
    assert report.total == report.done == wanted


def test_days_choose_by_capture(night: str, folder: Path) -> None:
    day = rows(night, "select max((captured_at at time zone 'Asia/Jakarta')::date) as day from capture")[0][
        "day"
    ]
    assert run(night, inline(folder), ReparseFilters(since=day), dry_run=True).total > 0
    later = day.replace(year=day.year + 1)
    assert run(night, inline(folder), ReparseFilters(since=later), dry_run=True).total == 0
    assert run(night, inline(folder), ReparseFilters(until=later), dry_run=True).total > 50


def test_rejected_pages_become_stories(night: str, folder: Path) -> None:
    before, links_and_cuts = stories(night), details(night)
    execute(
        night,
        """
        create temporary table lost as select page_id, outlet, url from article order by page_id limit 4;
        insert into rejection (page_id, outlet, url, reason, detail, status)
        select page_id, outlet, url, 'NoLayout', '', 200 from lost;
        update capture set kind = 'rejection' where page_id in (select page_id from lost);
        update page set outcome = 'rejected', reason = 'NoLayout' where id in (select page_id from lost);
        delete from link where page_id in (select page_id from lost);
        delete from removed where page_id in (select page_id from lost);
        delete from article where page_id in (select page_id from lost)
        """,
    )
    report = run(night, inline(folder), ReparseFilters(rejections=True))
    assert +report.counts == {Reread.NEW: 4}
    assert rows(night, "select * from rejection where reason = 'NoLayout'") == []
    fetched = ("stored_at", "stored_by", "changed_at", "changed_by")
    assert [{**one, **dict.fromkeys(fetched)} for one in stories(night)] == [
        {**one, **dict.fromkeys(fetched)} for one in before
    ]
    assert details(night) == links_and_cuts
    assert +run(night, inline(folder)).counts == {Reread.UNCHANGED: len(before)}
    visited = "select count(*) as number from page inner join capture on page_id = page.id where part = 0"
    assert (
        rows(night, f"{visited} and capture.kind = 'rejection' and visited_at >= captured_at")[0]["number"]
        == 4
    )


def test_stopped_reparse_goes_on(night: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reparsing, "BATCH", 5)
    execute(night, OLDER)
    total = len(rows(night, STORIES))
    stopped = run(night, inline(folder), stop_at=20)
    assert stopped.stopped
    assert 20 <= stopped.done < total
    (state,) = rows(night, "select ended_at, counts from reparse")
    assert state["ended_at"] is None
    assert sum(state["counts"].values()) == stopped.done
    report = run(night, inline(folder))
    assert report.done == report.total == total
    assert report.counts[Reread.CHANGED] == 5
    (state,) = rows(night, "select ended_at, counts from reparse")
    assert state["ended_at"] is not None
    assert run(night, inline(folder), again=True).counts[Reread.UNCHANGED] == total
    assert len(rows(night, "select * from reparse")) == 2


def test_story_that_a_crawl_changes_meanwhile_stays(night: str, folder: Path) -> None:
    execute(night, OLDER)

    class Slow(Inline):
        def start(self, pages: Any) -> Any:
            reading = super().start(pages)
            execute(night, "update article set content_hash = sha256('baru') where layout = 'Lama'")
            return reading

    report = run(night, Slow(Rereader(folder=folder, limits=Limits())))
    assert report.counts[LEFT_TO_CRAWL] == 5
    assert len(rows(night, "select * from article where layout = 'Lama'")) == 5


def test_lost_and_less_leave_the_stored_story(night: str, folder: Path) -> None:
    (one,) = rows(night, "select page_id from article order by page_id limit 1")
    execute(
        night, f"update capture set digest = decode(repeat('00', 20), 'hex') where page_id = {one['page_id']}"
    )
    before = rows(night, STORIES)
    report = run(night, inline(folder))
    assert +report.counts == {Reread.LOST: 1, Reread.UNCHANGED: len(before) - 1}
    assert rows(night, STORIES) == before
    for path in folder.rglob("*.warc.gz"):
        path.unlink()
    report = run(night, inline(folder), again=True)
    assert +report.counts == {Reread.LOST: len(before)}
    assert rows(night, STORIES) == before


def test_command_says_what_it_did(night: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSSPIDER_ARCHIVE", str(folder))
    execute(night, OLDER)
    dry = scrapy("reparse", "--dry-run", "--processes", "1", database=night)
    assert dry.returncode == 0, dry.stderr
    assert "Dry run: nothing is written" in dry.stdout
    assert " - Lama" in dry.stdout
    done = scrapy("reparse", "--processes", "1", database=night)
    assert done.returncode == 0, done.stderr
    assert "read otherwise            5" in done.stdout
    assert rows(night, "select count(*) as number from revision")[0]["number"] == 5


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--outlet", "koran"], "expected --outlet"),
        (["--host", "tiada"], "expected --host"),
        (["--since", "kemarin"], "expected --since"),
        (["--since", "2026-02-01", "--until", "2026-01-01"], "expected --since before --until"),
        (["--processes", "0"], "expected --processes"),
        (["--rejections", "--generic"], "expected --rejections without"),
    ],
)
def test_bad_usage_exits_with_two(arguments: list[str], words: str) -> None:
    done = scrapy("reparse", *arguments, database="postgresql://127.0.0.1:1/tiada")
    assert done.returncode == 2
    assert words in done.stderr


def test_page_of_the_archive_is_recorded(
    night: str, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEWSSPIDER_ARCHIVE", str(folder))
    (story,) = rows(night, "select page_id, headline, layout from article order by page_id limit 1")
    done = scrapy(
        "record", "--archive", str(story["page_id"]), "--to", str(tmp_path / "rekaman"), database=night
    )
    assert done.returncode == 0, done.stderr
    assert "reads as its source does" in done.stdout
    assert story["headline"] not in (tmp_path / "rekaman/page.html").read_text("utf-8")
    missing = scrapy("record", "--archive", "999999", "--to", str(tmp_path / "tiada"), database=night)
    assert missing.returncode == 1
    assert "expected page 999999 in the archive" in missing.stderr
