"""Charts over time and link graphs: the calendar, small multiples, weeks, topics. Cases O5, O10 and O12."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from urllib.parse import quote_plus

import psycopg
import pytest
from playwright.sync_api import Browser

from newsspider.browser.executable import EXPECTED, find_browser
from newsspider.dashboard.calendar import calendar
from newsspider.dashboard.linkgraph import MAX_NODES, ROW, WIDTH, topic_graph
from newsspider.dashboard.pages.calendar import outlets_of
from newsspider.dashboard.pages.weeks import BEFORE, WEEKS, host_sparks, outlet_chart, outlet_weeks
from newsspider.dashboard.sparks import HEIGHT, spark
from newsspider.store.reports.nights import verdicts_of_nights
from newsspider.store.reports.readonly import looking
from newsspider.store.reports.topics import StoryLink, TopicStory
from newsspider.store.reports.trends import HostWeek
from tests.conftest import a_database
from tests.dashboard import factories
from tests.dashboard.browsing import visit
from tests.dashboard.conftest import Site, dashboard
from tests.dashboard.factories import HOSTILE
from tests.dashboard.test_http import fetch
from tests.databases.run_rows import ended

DAY = date(2026, 11, 27)
TAG = "Banjir Rob"
STORIES = 120
PHONE = {"width": 390, "height": 800}
WIDTHS = (390, 768, 1400)
in_browser = pytest.mark.skipif(find_browser() is None, reason=f"no browser found: expected {EXPECTED}")


def test_calendar_has_a_square_for_each_night_of_a_year() -> None:
    nights = {
        DAY: [("kompas", 9, "failed"), ("tribun", 8, "ok")],
        DAY - timedelta(days=1): [("tribun", 7, "ok")],
    }
    year = calendar(nights, DAY)
    assert len(year.squares) >= 365
    assert year.squares[0].day.weekday() == 0
    assert year.squares[-1].day == DAY
    assert year.squares[-1].verdict == "failed"
    assert len({(square.x, square.y) for square in year.squares}) == len(year.squares)
    assert max(square.x for square in year.squares) == year.squares[-1].x
    assert year.totals == {"ok": 1, "failed": 1, "": len(year.squares) - 2}
    assert [day.day for _, day in year.months] == [1] * len(year.months)


def test_spark_has_gaps_bands_and_marks() -> None:
    small = spark([None, 4, 5, None, 6, 4, 5, 1], ["", "", "", "failed", "", "", "", ""])
    assert small.line.count("M") == 2
    assert (small.low, small.high) == (4, 6)
    assert small.is_low
    assert small.marks == ((95.0, "failed"),)
    assert all(0 <= y <= HEIGHT for _, y in small.points)
    assert spark([]).line == ""
    assert spark([0.0, 0.0]).value == 0
    assert not spark([1.0, 2.0, 2.0, 2.0, 2.0], top=2.0).is_low


def test_weeks_have_their_usual_range() -> None:
    weeks = WEEKS + BEFORE
    rows = [
        HostWeek(outlet="tribun", host="solo", week=week, stories=90 + week % 3) for week in range(1, weeks)
    ]
    rows += [HostWeek(outlet="tribun", host="solo", week=0, stories=20)]
    rows += [HostWeek(outlet="tribun", host="jogja", week=week, stories=50) for week in range(3)]
    ((name, values),) = outlet_weeks(rows)
    assert (name, len(values), values[-1]) == ("tribun", weeks, 70)
    chart = outlet_chart(values, DAY, [""] * (WEEKS - 1) + ["failed"])
    assert (chart.columns[-1].low, chart.columns[-1].high) == (90, 141)
    assert chart.columns[-1].mark == "failed"
    assert chart.columns[-1].href == f"/?day={DAY}"
    first, second = host_sparks(rows, [""] * WEEKS)
    assert first[1] == "solo", "expected the host with fewer than usual first"
    assert second[2].low is None, "expected no usual range of three weeks"


def test_topic_graph_has_a_line_a_story_and_an_arc_a_link() -> None:
    at = datetime(2026, 11, 27, tzinfo=UTC)
    stories = [TopicStory(story=n, headline=f"Judul {n}", host="solo", at=at) for n in range(MAX_NODES)]
    links = [StoryLink(source=n, target=n // 2, kind="related") for n in range(1, MAX_NODES)]
    graph = topic_graph(stories, links, focus=3)
    assert graph.height == ROW * MAX_NODES
    assert len(graph.arcs) == MAX_NODES - 1
    for arc in graph.arcs:
        right, _, bend = (float(number) for number in re.findall(r"-?[\d.]+", arc.curve)[:3])
        assert 0 <= right / 4 + bend * 3 / 4 <= right <= WIDTH
    bright = {node.text for node in graph.nodes if not node.is_dim}
    assert bright == {"Judul 3", "Judul 1", "Judul 6", "Judul 7"}
    assert sum(not arc.is_dim for arc in graph.arcs) == 3
    assert topic_graph([], [], None).height == 0


@pytest.fixture(scope="module")
def years(server: str, migrated: str) -> Iterator[Site]:
    """A year of nights of two outlets, and a topic of more stories than a graph has, one of them hostile."""
    with a_database(server, like=migrated) as database:
        for ago in range(1, 360):
            verdict = {0: "failed", 7: "degraded", 40: "lost"}.get(ago % 60, "ok")
            ended(database, verdict, hours_ago=24 * ago, spider="tribun" if ago % 5 else "kompas")
        topic(database)
        rejected = factories.redesigned(database)
        with dashboard(database) as address:
            yield Site(address=address, database=database, rejected=rejected)


def topic(database: str) -> None:
    """Stories with one tag over three months, each linked to two older ones."""
    now = datetime.now(UTC)
    with psycopg.connect(database) as connection:
        for number in range(STORIES):
            url = f"https://solo.tribunnews.com/news/{number}/banjir"
            headline = (
                str(HOSTILE["headline"]) if number == 7 else f"{number} Banjir Rob Merendam Jalan Pantura"
            )
            at = now - timedelta(hours=18 * (STORIES - number))
            values = {"url": url, "headline": headline, "at": at, "tags": [TAG.upper(), "Pantura"]}
            connection.execute(
                "with made as (insert into page (outlet, url, host, kind, depth, found_how, outcome) values "
                "('tribun', %(url)s, 'solo.tribunnews.com', 'story', 0, 'given', 'article') returning id) "
                "insert into article (page_id, outlet, url, layout, headline, body, blocks, summary, authors, editors, "
                "breadcrumb, tags, images, page_count, premium, provenance, content_hash, published_at, stored_at) "
                "select id, 'tribun', %(url)s, 'Desktop2024', %(headline)s, 'Isi', '[]', '{}', '{}', '{}', '{}', "
                "%(tags)s, '[]', 1, false, '{}', 'x', %(at)s, %(at)s from made",
                values,
            )
        connection.execute(
            "insert into link (page_id, position, kind, url, anchor, target_id) "
            "select source.page_id, step, (array['related', 'baca_juga'])[1 + step % 2], target.url, 'x', target.page_id "
            "from article as source cross join generate_series(1, 2) as step "
            "inner join article as target on target.page_id = source.page_id - step * step * 3"
        )


def test_topic_shows_its_newest_stories_and_links(years: Site) -> None:
    """Case O10: a graph of a hundred stories, each title whole on hover and for screen readers."""
    status, _, html = fetch(years.address, f"/topic?tag={quote_plus(TAG)}", Accept_Language="en")
    assert status == 200
    assert f"Older ones than these {MAX_NODES} are left out." in html
    rows = html.split('<div class="arcs">')[1].split("</ol>")[0]
    titles = re.findall(r'<li class="" title="(\d+) Banjir Rob Merendam Jalan Pantura">', rows)
    assert [int(number) for number in titles] == list(range(STORIES - 1, STORIES - 1 - MAX_NODES, -1))
    assert rows.count("<path") > 150
    assert fetch(years.address, "/topic?tag=tidak%20ada")[0] == 200
    assert fetch(years.address, "/topic")[0] == 404
    assert fetch(years.address, f"/topic?tag={'x' * 400}")[0] == 400


def test_outlet_has_its_own_verdict_in_a_run_of_several(database: str) -> None:
    began = datetime(2026, 7, 24, 16, 30, tzinfo=UTC)
    with psycopg.connect(database) as connection:
        connection.execute(
            "with made as (insert into run (spider, arguments, version, started_at, finished_at, verdict) values "
            "('news', '{}', '0', %(at)s, %(at)s, 'failed') returning id) "
            "insert into run_outlet (run, outlet, verdict) select id, name, verdict from made, "
            "(values ('detik', 'failed'), ('kompas', 'ok')) as given (name, verdict)",
            {"at": began},
        )
    since, until = began - timedelta(days=1), began + timedelta(days=1)
    with looking(database) as connection:
        for outlet, verdict in ((None, "failed"), ("kompas", "ok"), ("detik", "failed"), ("tribun", None)):
            found = verdicts_of_nights(connection, 45.0, since, until, outlet)
            assert [one.verdict for one in found] == ([verdict] if verdict else [])
            assert outlets_of(found) == (["detik", "kompas"] if verdict else [])


def test_calendar_filters_by_outlet(years: Site) -> None:
    _, _, both = fetch(years.address, "/nights", Accept_Language="en")
    _, _, one = fetch(years.address, "/nights?outlet=kompas", Accept_Language="en")
    assert both.count('class="square verdict-') > 350
    assert 60 < one.count('class="square verdict-') < 90
    assert 'class="mark verdict-lost cross"' in both
    assert json.dumps("failed: 5")[1:-1] in re.sub(r"<[^>]+>", "", both)


@in_browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/nights", "/weeks", f"/topic?tag={quote_plus(TAG)}", "/layouts"])
def test_pages_over_time_are_accessible_at_every_width(
    browser: Browser, years: Site, path: str, scheme: str
) -> None:
    with visit(browser, color_scheme=scheme, locale="id-ID" if scheme == "dark" else "en") as visited:
        visited.page.goto(years.address + path)
        assert not visited.problems()
        for width in WIDTHS:
            visited.page.set_viewport_size({"width": width, "height": 800})
            assert not visited.overflows(), width
        assert not visited.messages


@in_browser
def test_titles_of_a_graph_use_the_width_of_the_page(browser: Browser, years: Site) -> None:
    """Case O10: titles are cut only where the page ends."""
    with visit(browser, viewport={"width": 1400, "height": 900}) as visited:
        visited.page.goto(f"{years.address}/topic?tag={quote_plus(TAG)}")
        cut = visited.page.eval_on_selector_all(
            ".arcs li", "all => all.filter(li => li.scrollWidth > li.clientWidth).length"
        )
        assert cut == 0


@in_browser
def test_label_stands_with_its_value(browser: Browser, years: Site) -> None:
    """Case O9: a heading is nearer to what it names than to the row above it."""
    with visit(browser) as visited:
        visited.page.goto(f"{years.address}/rejections/{years.rejected}")
        heading = visited.page.locator("section.card dl + h2")
        above = heading.locator("xpath=preceding-sibling::dl[1]").bounding_box()
        own, below = heading.bounding_box(), heading.locator("xpath=following-sibling::dl[1]").bounding_box()
        assert above is not None
        assert own is not None
        assert below is not None
        before = own["y"] - above["y"] - above["height"]
        assert before > below["y"] - own["y"] - own["height"] + 8


@in_browser
def test_telephone_shows_the_newest_first(browser: Browser, failed_night: Site, years: Site) -> None:
    """Case O12: a low header with one row of menus, charts at their newest end, and cards for tables."""
    with visit(browser, viewport=PHONE, locale="en") as visited:
        page = visited.page
        page.goto(years.address + "/nights")
        assert page.locator("header.top").bounding_box()["height"] < 90  # type: ignore[index]
        tops = page.eval_on_selector_all(
            ".top ul li", "all => new Set(all.map(li => li.getBoundingClientRect().top)).size"
        )
        assert tops == 1
        newest = page.locator("svg.calendar rect.square").last.bounding_box()
        assert newest is not None
        assert 0 < newest["x"] < PHONE["width"] - newest["width"]
        page.goto(failed_night.address + "/runs")
        first = page.locator("table.cards tbody tr").first
        assert "Began" in first.locator("td").nth(1).evaluate(
            "td => getComputedStyle(td, '::before').content"
        )
        assert first.evaluate("row => getComputedStyle(row).display") == "block"
        assert not visited.overflows()
