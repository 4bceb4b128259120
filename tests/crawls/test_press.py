"""One crawl of four newsrooms of different markup: every story once, and a verdict on each outlet."""

from __future__ import annotations

import subprocess
from collections import Counter
from pathlib import Path

import pytest

from newsspider.replica.newsroom import Newsroom
from newsspider.replica.press import HOUSES, Press, Trouble
from newsspider.replica.serving.server import ReplicaServer
from tests.running.crawling import scrapy
from tests.running.nights import last_run, rows, this_hour

SPIDER = Path(__file__).parent / "press_spider.py"
HOSTS = ["www.tribunnews.com", *(host for house in HOUSES.values() for host in house.hosts)]
TEPI = HOUSES["tepi"].hosts[0]
NAMES = {"tribun": "tribun", "pantai": "pantai", "lereng": "lereng", "tepi": TEPI}
"""The newsrooms' outlets. Suara Tepi has none of its own: its outlet is its host."""


def newsrooms(**troubles: Trouble) -> Press:
    tribun = Newsroom(stories=12, days=1, now=this_hour(), hosts=("www",), first_in=1)
    return Press(tribun, troubles=troubles)


def crawl(press: Press, database: str) -> subprocess.CompletedProcess[str]:
    with ReplicaServer(press) as replica:
        arguments = ("-a", f"hosts={','.join(HOSTS)}", "-a", "depth=9", "-s", "RUN_IDLE_TIMEOUT=0")
        return scrapy("runspider", str(SPIDER), *arguments, address=replica.address, database=database)


def stored(database: str) -> Counter[tuple[str, str]]:
    """How often each story is stored, by outlet and address."""
    found = rows(database, "select outlet, url from article")
    return Counter((row["outlet"], row["url"]) for row in found)


def verdicts(database: str) -> dict[str, tuple[str, set[str]]]:
    """The verdict on each outlet, with the codes of its reasons."""
    found = rows(database, "select outlet, verdict, reasons from run_outlet")
    return {row["outlet"]: (row["verdict"], {one["code"] for one in row["reasons"]}) for row in found}


def of_press(press: Press, *names: str) -> Counter[tuple[str, str]]:
    return Counter((NAMES[name], url) for name in names for url in press.urls(name))


def test_good_night_is_ok_and_has_every_story_once(database: str) -> None:
    press = newsrooms()
    done = crawl(press, database)
    found = stored(database)
    assert found == of_press(press, "pantai", "lereng", "tepi") + Counter(
        ("tribun", url) for url in press.tribun.urls()
    ), done.stderr
    assert verdicts(database) == {name: ("ok", set()) for name in NAMES.values()}
    layouts = rows(
        database, "select distinct outlet, layout from article where outlet <> 'tribun' order by 1"
    )
    assert [(row["outlet"], row["layout"]) for row in layouts] == [
        ("lereng", "LerengStory"),
        ("pantai", "PantaiStory"),
        (TEPI, "Generic"),
    ]
    assert (last_run(database)["verdict"], done.returncode) == ("ok", 0)


@pytest.fixture
def bad_night(database: str) -> tuple[Press, str]:
    press = newsrooms(lereng=Trouble.REFUSED, pantai=Trouble.REDESIGNED, tepi=Trouble.SILENT)
    crawl(press, database)
    return press, database


def test_refused_redesigned_and_silent_outlets_are_judged_alone(bad_night: tuple[Press, str]) -> None:
    press, database = bad_night
    found = verdicts(database)
    assert found["tribun"] == ("ok", set())
    assert found["lereng"][0] == "failed"
    assert found["lereng"][1] & {"refused", "nothing_read"}
    assert found["pantai"][0] == "degraded"
    assert found["pantai"][1] == {"host_stories_generic"}
    assert found[TEPI][0] == "failed"
    assert found[TEPI][1] & {"nothing_read", "host_silent"}
    assert set(stored(database).values()) == {1}
    assert {outlet for outlet, _ in stored(database)} == {"tribun", "pantai"}
    assert len(stored(database)) == press.tribun.stories + len(press.urls("pantai"))
    run = last_run(database)
    assert run["verdict"] == "failed"
    named = {reason.partition(": ")[0] for reason in run["reasons"]}
    assert named == {"lereng", "pantai", TEPI}
