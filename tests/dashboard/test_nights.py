"""One consistent night: every number belongs to it, and has one meaning. Cases O3 to O8, O11 and O13."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict

from newsspider.dashboard.evidence import evidence_of
from newsspider.dashboard.formats import NO_BREAK, share
from newsspider.dashboard.language import LANGUAGES, Labels
from newsspider.dashboard.pages.nights import Night, rejected
from newsspider.dashboard.rendering import FOLDER
from newsspider.dashboard.terms import TERMS, as_markdown
from newsspider.durations import JAKARTA
from newsspider.reasons.reason import Reason, ReasonCode
from newsspider.reasons.rejections import page_came
from newsspider.store.reports.days import day_account
from tests.conftest import a_database
from tests.dashboard.conftest import Site, dashboard
from tests.dashboard.test_http import fetch
from tests.databases.run_rows import ended, going_on
from tests.running.crawling import ROOT
from tests.running.nights import rows

FIRST, LAST = date(2026, 3, 1), date(2026, 3, 4)
"""Nights of the invented runs."""
COUNTED = {"pages_settled": 500, "articles_new": 321, "articles_changed": 17}
REJECTED = {"outcome/rejection": 23, "rejection/NoLayout": 5, "rejection/Http404": 11, "rejection/Http503": 7}
HTML = {path.name: path.read_text("utf-8") for path in sorted((FOLDER / "templates").glob("*.html"))}


@pytest.fixture(scope="module")
def nights(server: str, migrated: str) -> Iterator[Site]:
    """Four nights in March: ok, then failed twice of three runs, then lost, then going on; the last is late."""
    with a_database(server, like=migrated) as database:
        began = {night: datetime.combine(night, datetime.min.time(), JAKARTA) for night in (FIRST, LAST)}
        _run(database, began[FIRST] + timedelta(hours=23), "ok", {**COUNTED, **REJECTED})
        _run(database, began[FIRST] + timedelta(days=1, hours=23), "ok", COUNTED, spider="kompas")
        failed = Reason.of(ReasonCode.NOTHING_READ, pages=4, rejections="4 Http403")
        _run(database, began[FIRST] + timedelta(days=2, hours=1), "failed", {"articles_new": 0}, [failed])
        _run(database, began[FIRST] + timedelta(days=2, hours=2), "ok", {"articles_new": 9}, limit="5")
        lost = _run(database, began[FIRST] + timedelta(days=2, hours=23), "lost", {})
        _work(database, lost, COUNTED, hours_ago=300)
        going = going_on(database, hours=1)
        _work(database, going, {**COUNTED, **REJECTED})
        with dashboard(database) as address:
            yield Site(address=address, database=database)


def _run(
    database: str,
    began: datetime,
    verdict: str,
    counters: dict[str, int],
    reasons: list[Reason] | None = None,
    *,
    spider: str = "tribun",
    limit: str = "",
) -> int:
    """A run that began then, and took an hour."""
    arguments = {"limit": limit} if limit else {}
    run = ended(database, verdict, reasons or [], arguments, spider=spider)
    with psycopg.connect(database) as connection:
        connection.execute(
            "update run set started_at = %s, finished_at = %s, counters = %s, finish_reason = %s where id = %s",
            (
                began,
                began + timedelta(hours=1),
                json.dumps(counters),
                "lost" if verdict == "lost" else "finished",
                run,
            ),
        )
    return run


def _work(database: str, run: int, counters: dict[str, int], hours_ago: float = 0) -> None:
    """A worker of the run, which counted so far."""
    with psycopg.connect(database) as connection:
        connection.execute(
            "insert into worker (run, machine, process, started_at, seen_at, counters) "
            "values (%s, 'm', 7, now() - interval '1 hour', now() - make_interval(hours => %s), %s)",
            (run, round(hours_ago), json.dumps(counters)),
        )


def page(site: Site, path: str, language: str = "en") -> str:
    """The text of a page, without markup and with single spaces."""
    status, _, html = fetch(site.address, path, Accept_Language=language)
    assert status == 200, html[:300]
    html = html.replace(NO_BREAK, " ")
    body = html.split('<main id="content"')[1].split("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", body).replace("&#39;", "'").split())


def test_overview_shows_the_chosen_night(nights: Site) -> None:
    """Case O3: the run, verdict and tiles are the chosen day's, and a day without a run says so."""
    first = page(nights, f"/?day={FIRST}")
    assert "Night of 01.03.2026" in first
    assert "ok Run 1 of tribun" in first
    assert "New stories 321 17 edited" in first
    second = page(nights, f"/?day={FIRST + timedelta(days=1)}")
    assert "failed Run 3 of tribun" in second, "expected the worst outlet's run"
    assert "none of 4 pages could be read" in second
    assert "New stories 330 17 edited" in second, "expected the sum of all runs of the night"
    assert "ok Run 2 of kompas" in second
    assert "ok Run 4 of tribun" in second
    quiet = page(nights, f"/?day={FIRST - timedelta(days=9)}")
    assert "No run on this night." in quiet
    assert "New stories – " in quiet
    assert "Run 1" not in quiet


def test_troubles_of_now_stand_on_the_last_night_alone(nights: Site) -> None:
    late = Reason.of(ReasonCode.NO_GOOD_RUN, spider="tribun", max_age="1 day").text.split(" (")[0]
    assert late.split(",")[0] in page(nights, "/")
    assert "What is wrong" not in page(nights, f"/?day={FIRST}")


@pytest.mark.parametrize("path", ["/runs", "/runs/5", "/runs/6", "/"])
def test_open_and_lost_runs_show_their_workers_counts(nights: Site, path: str) -> None:
    """Case O4: a run that goes on or was lost shows what its workers counted last."""
    text = page(nights, path)
    assert "321" in text or "363" in text
    if path == "/runs":
        numbers = {row["id"]: row for row in rows(nights.database, "select id from run")}
        assert len(numbers) == 6
        going, lost = text.split(" tribun ")[1], text.split(" tribun ")[2]
        assert " 542 321 23 " in going, "expected the sum of both workers"
        assert " 500 321 – " in lost, "expected a dash for what was not counted"


def test_failed_run_has_a_mark_without_stories(nights: Site) -> None:
    """Case O5: the mark of a failed run can be seen and clicked, in the colour of its verdict."""
    _, _, html = fetch(nights.address, "/", Accept_Language="en")
    chart = html.split('id="recent-chart-title"')[1].split("</svg>")[0]
    columns = chart.split("<a href=")[1:]
    assert len(columns) == 6
    failed = next(column for column in columns if column.startswith('"/runs/3"'))
    assert 'aria-label="Run 3: failed"' in failed
    assert '<rect class="mark verdict-failed"' in failed
    assert "mark" not in next(column for column in columns if column.startswith('"/runs/1"'))
    lost = next(column for column in columns if column.startswith('"/runs/5"'))
    assert 'class="mark verdict-lost cross"' in lost


@pytest.mark.parametrize("path", ["/layouts", "/rejections"])
def test_charts_of_days_mark_failed_nights(failed_night: Site, path: str) -> None:
    _, _, html = fetch(failed_night.address, path, Accept_Language="en")
    assert '<rect class="mark verdict-failed"' in html.split("<figure")[1].split("</svg>")[0]


def test_layouts_mark_failed_night_before_first_stories(server: str, night: Site) -> None:
    """As every failed night whose stories came after midnight."""
    with a_database(server, like=str(conninfo_to_dict(night.database)["dbname"])) as database:
        ended(database, "failed", hours_ago=24)
        with dashboard(database) as address:
            _, _, html = fetch(address, "/layouts", Accept_Language="en")
    assert html.split("<figure")[1].split("</svg>")[0].count('<rect class="mark verdict-failed"') == 1


def test_share_is_made_of_the_numbers_beside_it(night: Site) -> None:
    """Case O6: "N of M advertised: S stored, G gone" gives the percentage shown."""
    text = page(night, "/")
    found = re.search(
        r"Stored or gone ([\d.]+) % ([\d,]+) of ([\d,]+) advertised: ([\d,]+) stored, ([\d,]+) gone", text
    )
    assert found, text[:600]
    accounted, advertised, stored, gone = (int(found[number].replace(",", "")) for number in range(2, 6))
    assert accounted == stored + gone
    assert share(accounted / advertised, Labels("en")) == f"{found[1]} %"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0 %"),
        (1, "100 %"),
        (0.9996, "99.9 %"),
        (0.99999, "99.9 %"),
        (0.0001, "0.1 %"),
        (0.876, "88 %"),
        (96 / 110, "87 %"),
    ],
)
def test_only_all_is_a_hundred_percent(value: float, text: str) -> None:
    assert share(value, Labels("en")) == text


def test_each_label_has_one_definition() -> None:
    """Case O7: one table has each label once, with one definition in each language."""
    for language in LANGUAGES:
        labels = [term.label[language] for term in TERMS.values()]
        assert len(labels) == len(set(labels)), language
        assert all(len(term.meaning[language].split()) > 3 for term in TERMS.values())
    assert (ROOT / "docs/numbers.md").read_text("utf-8") == as_markdown(), (
        "write it: python -m newsspider.dashboard.terms > docs/numbers.md"
    )


def test_templates_define_every_number() -> None:
    """Case O7: a tile or a column of numbers takes its label from the table."""
    used = {name for html in HTML.values() for name in re.findall(r"(?:term|caption_of)\('(\w+)'\)", html)}
    in_loops = {"advertised", "stored", "gone", "missing", "due"}
    assert used | in_loops == set(TERMS)
    for name in ("overview", "runs", "run", "hosts", "rejections", "layouts", "macros"):
        heads = re.findall(r'<th scope="col" class="figure">(.*?)</th>', HTML[f"{name}.html"])
        undefined = [head for head in heads if "term(" not in head and "name | isolate" not in head]
        assert undefined in ([], ["{{ label('run.process') }}"]), name
    assert not re.findall(r"<div[^>]*><dt>\{\{ label\(", HTML["overview.html"])


def test_number_page_has_all_definitions(night: Site) -> None:
    for language in LANGUAGES:
        text = page(night, "/numbers", language)
        for name, term in TERMS.items():
            assert f"{term.label[language]} {term.meaning[language]}" in text, name


def test_rejected_pages_and_absent_pages_are_apart(nights: Site) -> None:
    """Case O8: pages that came and are no story are counted apart from those that did not come."""
    came, absent = rejected({**COUNTED, **REJECTED})
    assert came == [("NoLayout", 5)]
    assert absent == [("Http404", 11), ("Http503", 7)]
    text = page(nights, f"/?day={FIRST}")
    assert "No story 5 of 500 pages" in text
    assert "No page 18 of 500 pages" in text


def test_crawl_counts_each_rejection_by_one_reason(night: Site) -> None:
    """Case O8: the two numbers add up to all rejections of a real run, as the rejections' statuses say."""
    counters = rows(night.database, "select counters from run")[0]["counters"]
    came, absent = rejected(counters)
    assert sum(number for _, number in came + absent) == counters["outcome/rejection"] > 0
    for row in rows(night.database, "select distinct reason, status from rejection where rejected_by = 1"):
        assert page_came(row["reason"]) == (row["status"] == 200), row


def test_durations_do_not_wrap(night: Site) -> None:
    """Case O11: no line breaks a duration or a share from its unit, in any template."""
    _, _, html = fetch(night.address, "/runs", Accept_Language="en")
    took = re.findall(r'data-label="Took">([^<]+)<', html)
    assert took
    assert all(NO_BREAK in text and " " not in text for text in took)
    _, _, html = fetch(night.address, "/hosts", Accept_Language="en")
    assert re.search(rf"\d{NO_BREAK}%", html)
    assert not re.search(r"\d %", html)


def test_every_reason_leads_to_its_rows(failed_night: Site) -> None:
    """Case O13: the rows behind a reason are one click away, and so is what it means."""
    subjects = (
        "",
        "solo.tribunnews.com",
        "rejections/NoLayout",
        "status/5xx",
        "fill/authors",
        "cuts/a",
        "words",
    )
    found = [
        evidence_of({"code": code.value, "subject": subject}, run)
        for code in ReasonCode
        for subject in subjects
        for run in (2, None)
    ]
    addresses = {
        one.path + "?" + "&".join(f"{name}={value}" for name, value in one.query.items() if value)
        for one in found
    }
    assert len(addresses) > 8
    for address in addresses:
        assert fetch(failed_night.address, address)[0] == 200, address
    meanings = fetch(failed_night.address, "/reasons")[2]
    assert all(f'id="{code.value}"' in meanings for code in ReasonCode)


def test_rows_behind_a_failed_night(failed_night: Site) -> None:
    """Case O13: from the night to its rejections by a link of the reason."""
    _, _, html = fetch(failed_night.address, "/", Accept_Language="en")
    behind = re.findall(r'class="behind" href="([^"]+)"', html.split('<section class="card night')[1])
    assert re.fullmatch(r"/rejections\?run=\d+", behind[0])
    assert "of_run" not in page(failed_night, behind[0])


def test_night_has_the_verdict_of_its_worst_outlet() -> None:
    assert Night(day=FIRST, runs=()).run is None
    assert Night(day=FIRST, runs=()).counters == {}


def test_generic_stories_are_the_rows_of_a_redesign(failed_night: Site) -> None:
    reason = {"code": ReasonCode.HOST_STORIES_GENERIC.value, "subject": ""}
    evidence = evidence_of(reason, 2)
    assert (evidence.path, evidence.query["reading"]) == ("/stories", "generic")
    with psycopg.connect(failed_night.database) as connection:
        generic = connection.execute(
            "update article set reading = 'generic' where page_id in "
            "(select page_id from article order by published_at desc limit 2) returning page_id"
        ).fetchall()
    _, _, listed = fetch(failed_night.address, "/stories?reading=generic")
    assert sorted(re.findall(r'<th scope="row"><a href="/story/(\d+)"', listed)) == sorted(
        str(number) for (number,) in generic
    )
    assert "reading=generic" in fetch(failed_night.address, "/suspects")[2]


def test_next_try_waits_for_the_host(database: str) -> None:
    """A host that refused us rests: none of its stories is tried before, whatever their own time."""
    with psycopg.connect(database) as connection:
        connection.execute(
            "insert into page (outlet, url, host, kind, depth, found_how, due_at) select 'tribun', "
            "'https://' || host || '/x', host, 'story', 1, 'index', now() - interval '1 minute' "
            "from unnest(array['solo.tribunnews.com', 'www.tribunnews.com']) as host"
        )
        connection.execute(
            "insert into host (outlet, name, not_before) "
            "values ('tribun', 'solo.tribunnews.com', now() + interval '6 hours')"
        )
        found = day_account(connection, datetime.now(JAKARTA).date()).missing
    next_tries = {one.host: one.due_at for one in found if one.due_at}
    now = datetime.now(JAKARTA)
    assert next_tries["solo.tribunnews.com"] > now + timedelta(hours=5)
    assert next_tries["www.tribunnews.com"] < now
