"""Import of WARC files: stories of known outlets are stored as visits of then, once, and never over newer ones."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from newsspider.archive.retention import Retention
from newsspider.imports import importing
from newsspider.imports.importing import Import
from newsspider.runs.archiving import PageArchive
from newsspider.store.crawl.store import Store
from newsspider.visits import RevisitPolicy
from tests.imports.warcfiles import STORY, Recorded, other, story, write
from tests.running.crawling import scrapy
from tests.running.nights import rows

ARTICLES = "select article.url, headline, body, visited_at, due_at from article inner join page on page.id = page_id order by 1"


def run(
    conninfo: str, files: Sequence[Path], stop_at: int = 0, folder: Path | None = None, again: bool = False
) -> Import:
    """Import files, and stop once so many stories are stored."""

    async def work() -> Import:
        archive = PageArchive(folder, Retention(days=36_500, max_bytes=2**40))
        store = Store(conninfo, revisit_policy=RevisitPolicy(), batch_seconds=0.01, capture=archive.capture)
        await store.open()
        try:
            done = Import(store=store, again=again)
            save = store.save

            async def saved(*arguments: object) -> object:
                outcome = await save(*arguments)  # type: ignore[arg-type]
                if stop_at and done.report.counts["stories"] + 1 >= stop_at:
                    done.stop()
                return outcome

            store.save = saved  # type: ignore[method-assign,assignment]
            await done.run(files)
        finally:
            await store.close()
            archive.close()
        return done

    return asyncio.run(work())


def test_stories_are_stored_as_visits_of_then(database: str, tmp_path: Path) -> None:
    path = write(tmp_path / "a.warc.gz", [other(1), story("panen-kopi-di-lereng"), other(2)])
    report = run(database, [path], folder=tmp_path / "archive").report
    assert report.counts == {"files": 1, "records": 4, "revisits": 0, "pages": 1, "stories": 1, "known": 0}
    (found,) = rows(database, ARTICLES)
    assert found["headline"] == "Panen Kopi Di Lereng"
    assert found["visited_at"].isoformat() == "2021-06-22T05:00:00+00:00"
    assert found["due_at"] is None
    (source,) = rows(
        database, "select file, counts from warc_import inner join page on imported_by = warc_import.id"
    )
    assert source["file"] == "a.warc.gz"
    (capture,) = rows(database, "select kind, captured_at from capture")
    assert capture["captured_at"] == found["visited_at"]


def test_nothing_found_is_due(database: str, tmp_path: Path) -> None:
    path = write(
        tmp_path / "a.warc.gz",
        [
            story("panen-kopi-di-lereng"),
            Recorded(
                url=STORY.format(slug="rusak-sekali-ini"),
                body=b"<html><title>Apa</title><body>x</body></html>",
            ),
        ],
    )
    counts = run(database, [path]).report.counts
    assert (counts["stories"], counts["rejected"]) == (1, 1)
    assert rows(database, "select * from page where due_at is not null") == []
    (links,) = rows(database, "select count(*) as number, count(target_id) as targets from link")
    assert links == {"number": 2, "targets": 2}
    assert rows(database, "select min(depth) as depth from page where outcome = 'too_far'") == [
        {"depth": 1001}
    ]


def test_second_import_stores_nothing_twice(database: str, tmp_path: Path) -> None:
    path = write(tmp_path / "a.warc.gz", [story(f"panen-kopi-di-lereng-{n}") for n in range(5)])
    run(database, [path])
    before = rows(database, ARTICLES)
    assert run(database, [path]).report.counts == {"files_known": 1}
    again = run(database, [path], again=True).report
    assert (again.counts["known"], again.counts["stories"]) == (5, 0)
    assert rows(database, ARTICLES) == before
    assert rows(database, "select * from revision") == []


def test_newer_reading_stays_and_older_one_is_replaced(database: str, tmp_path: Path) -> None:
    name = "panen-kopi-di-lereng"
    middle = write(tmp_path / "b.warc.gz", [story(name, "Kabar kedua.", "2021-06-23T05:00:00Z")])
    older = write(tmp_path / "a.warc.gz", [story(name, "Kabar pertama.", "2021-06-22T05:00:00Z")])
    newer = write(tmp_path / "c.warc.gz", [story(name, "Kabar ketiga.", "2021-06-24T05:00:00Z")])
    run(database, [middle, older])
    assert "Kabar kedua." in rows(database, ARTICLES)[0]["body"]
    run(database, [newer])
    (found,) = rows(database, ARTICLES)
    assert "Kabar ketiga." in found["body"]
    assert found["visited_at"].isoformat() == "2021-06-24T05:00:00+00:00"


def test_page_that_is_no_story_leaves_the_stored_one(database: str, tmp_path: Path) -> None:
    kept = story("panen-kopi-di-lereng")
    notice = Recorded(
        url=kept.url, body=b"<html><body><h1>404 not found</h1></body></html>", at="2022-01-01T00:00:00Z"
    )
    run(database, [write(tmp_path / "a.warc.gz", [kept])])
    counts = run(database, [write(tmp_path / "b.warc.gz", [notice])]).report.counts
    assert counts["left"] == 1
    assert rows(database, "select outcome from page where url = %s", kept.url) == [{"outcome": "article"}]
    assert rows(database, "select * from rejection") == []


def test_later_pages_of_a_story_are_missing(database: str, tmp_path: Path) -> None:
    first = story("panen-kopi-di-lereng")
    pager = b'<div class="paging"><a href="?page=2">2</a></div></body>'
    body = first.body.replace(b"</body>", pager)
    pages = [replace(first, body=body), replace(first, url=f"{first.url}?page=2", at="2021-06-22T05:00:09Z")]
    counts = run(database, [write(tmp_path / "a.warc.gz", pages)]).report.counts
    assert counts["stories"] == 1
    assert rows(
        database,
        "select page_count, missing_pages, visited_at::text as at from article, page where id = page_id",
    ) == [{"page_count": 2, "missing_pages": [2], "at": "2021-06-22 05:00:00+00"}]


def test_stopped_import_goes_on(database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "BATCH", 4)
    path = write(tmp_path / "a.warc.gz", [story(f"panen-kopi-di-lereng-{n}") for n in range(20)])
    stopped = run(database, [path], stop_at=6)
    assert stopped.stopped
    assert 6 <= stopped.report.counts["stories"] < 20
    (state,) = rows(database, "select read_to, ended_at from warc_import")
    assert 0 < state["read_to"] < path.stat().st_size
    assert state["ended_at"] is None
    rest = run(database, [path]).report
    assert rest.counts["stories"] + stopped.report.counts["stories"] == 20
    assert rest.counts["known"] <= 4
    assert len(rows(database, ARTICLES)) == 20


def test_command_names_a_cut_file_and_reads_the_others(database: str, tmp_path: Path) -> None:
    cut = write(tmp_path / "a.warc.gz", [story(f"panen-kopi-di-lereng-{n}") for n in range(9)])
    cut.write_bytes(cut.read_bytes()[:-400])
    whole = write(tmp_path / "b.warc.gz", [story("panen-padi-di-sawah")])
    done = scrapy("import-warc", str(cut), str(whole), str(tmp_path / "tiada.warc.gz"), database=database)
    assert done.returncode == 1
    first, second = done.stderr.strip().splitlines()
    assert "expected whole records in" in first
    assert "No such file" in second
    assert len(rows(database, ARTICLES)) == 9
    assert "stories" in done.stdout


def test_a_cut_file_is_named_until_it_is_whole(database: str, tmp_path: Path) -> None:
    path = write(tmp_path / "a.warc.gz", [story(f"panen-kopi-di-lereng-{n}") for n in range(9)])
    whole = path.read_bytes()
    path.write_bytes(whole[:-400])
    first, second = (run(database, [path]).report for _ in range(2))
    assert first.problems == second.problems != []
    assert (first.counts["files"], second.counts["files_known"], second.counts["stories"]) == (0, 0, 0)
    path.write_bytes(whole)
    assert run(database, [path]).report.problems == []
    assert run(database, [path]).report.counts == {"files_known": 1}


def test_counts_of_a_file_are_those_of_all_its_parts(
    database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "BATCH", 4)
    path = write(tmp_path / "a.warc.gz", [story(f"panen-kopi-di-lereng-{n}") for n in range(20)])
    run(database, [path], stop_at=6)
    run(database, [path])
    (state,) = rows(database, "select counts from warc_import")
    assert state["counts"]["stories"] == 20


def test_revisits_are_counted(database: str, tmp_path: Path) -> None:
    kept = story("panen-kopi-di-lereng")
    later = replace(kept, kind="revisit", body=b"", at="2021-07-22T05:00:00Z")
    pages = [kept, later, replace(other(1), kind="revisit")]
    counts = run(database, [write(tmp_path / "a.warc.gz", pages)]).report.counts
    assert (counts["stories"], counts["revisits"]) == (1, 1)


def test_imports_side_by_side_store_each_story_once(database: str, tmp_path: Path) -> None:
    """How several processors are used: a command for each share of the files."""
    names = [f"panen-kopi-di-lereng-{n}" for n in range(30)]
    first = write(tmp_path / "a.warc.gz", [story(name, "Kabar pertama.") for name in names[:20]])
    newer = [story(name, "Kabar kedua.", "2021-06-23T05:00:00Z") for name in names[10:]]
    second = write(tmp_path / "b.warc.gz", newer)
    with ThreadPoolExecutor(2) as both:
        done = [both.submit(scrapy, "import-warc", str(path), database=database) for path in (first, second)]
    assert [one.result().returncode for one in done] == [0, 0]
    found = rows(database, ARTICLES)
    assert len(found) == len(names)
    assert sum("Kabar kedua." in one["body"] for one in found) == 20


@pytest.mark.parametrize(
    ("words", "message"),
    [((), "expected WARC files"), (("--tiada",), "expected an option of this command")],
)
def test_no_file_is_bad_usage(words: tuple[str, ...], message: str) -> None:
    done = scrapy("import-warc", *words, database="postgresql://127.0.0.1:1/tiada")
    assert done.returncode == 2
    assert message in done.stderr
