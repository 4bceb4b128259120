"""A crawl whose browser is killed repeatedly ends and loses no story."""

from __future__ import annotations

import signal
from pathlib import Path
from typing import Any, cast

import pytest

from newsspider.replica import Newsroom, ReplicaServer
from newsspider.replica.story import Reach
from tests.browser.crawling import has_ended, is_browser, needs_browser, send_signal
from tests.chaos.conftest import Report
from tests.running.nights import last_run, rows, this_hour
from tests.running.processes import Witness, watch

pytestmark = pytest.mark.timeout(900)
RENDERING = ("-a", "hosts=www,solo", "-a", "render=auto", "-s", "RENDER_BUDGET=1000")


@needs_browser
@pytest.mark.parametrize("times", [2, 3])
def test_kills_of_the_browser(database: str, tmp_path: Path, report: Report, times: int) -> None:
    """Two cost nothing; after the third the crawl goes on without, and says so."""
    watch(database)
    site = Newsroom(stories=100, days=1, hosts=("www", "solo"), now=this_hour())
    witness = Witness(site, database, tmp_path / "access.log")
    with (
        ReplicaServer(site, access_log=witness.log) as server,
        witness.crawl("satu", server.address, tmp_path, *RENDERING) as crawl,
    ):
        struck = send_signal(cast(Any, crawl.process), is_browser, signal.SIGKILL, times)
        code = crawl.ended()
    figures = witness.figures()
    report(figures)
    assert (figures.lost, figures.stored_twice, figures.fetched_twice) == (0, 0, 0)
    assert witness.trespasses() == []
    assert all(has_ended(process) for process in struck)
    run, said = last_run(database), crawl.said()
    assert said.count("Starting the browser") == min(3, times + 1)
    stored = {row["url"] for row in rows(database, "select url from article")}
    hidden = {card.url for card in map(site.card, range(site.stories)) if card.reach is Reach.WIDGET}
    if times < 3:
        assert code == 0, run["reasons"]
        assert len(hidden & stored) > len(hidden) / 2  # the newest are named by nobody yet
        assert run["counters"].get("render/failed", 0) <= 2  # both kills met the two pages under way
    else:
        assert code == 3, run["reasons"]
        assert any("the browser died 3 times" in reason for reason in run["reasons"])
