"""Tests of a Scrapy crawl that reaches the replica at real URLs by settings alone."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from newsspider.replica import Newsroom, ReplicaServer

ROOT = Path(__file__).parents[2]
NEWSROOM = Newsroom(stories=30)


def _crawl(address: str, *urls: str) -> dict[str, Any]:
    command = [sys.executable, str(Path(__file__).with_name("crawl_process.py")), address, *urls]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def test_requests_reach_replica_and_keep_urls(tmp_path: Path) -> None:
    stories = list(NEWSROOM.urls())[:8]
    tag = "https://www.tribunnews.com/tag/banjir"
    with ReplicaServer(NEWSROOM, access_log=tmp_path / "log") as server:
        result = _crawl(
            server.address,
            *stories,
            tag,
            "http://www.tribunnews.com/nasional?page=2",
            "https://solo.tribunnews.com/tak-ada",
            "https://tribunnews.com/nasional",
        )
    for url in stories:
        number = NEWSROOM.number_of(url)
        assert number is not None
        body = NEWSROOM.page(NEWSROOM.card(number).host.domain, NEWSROOM.card(number).path).body
        assert (result[url]["url"], result[url]["status"], result[url]["html"]) == (url, 200, True)
        assert result[url]["bytes"] == len(body)
        assert result[url]["latency"] > 0
    assert result["http://www.tribunnews.com/nasional?page=2"]["status"] == 200
    assert result["https://solo.tribunnews.com/tak-ada"]["status"] == 404
    assert result["https://www.tribunnews.com/nasional"]["url"] == "https://www.tribunnews.com/nasional"
    assert result[tag]["error"] == "RobotsDisallowed"
    log = [json.loads(line) for line in (tmp_path / "log").read_text().splitlines()]
    requests = {(entry["host"], entry["path"]) for entry in log}
    assert ("www.tribunnews.com", "/robots.txt") in requests
    assert ("www.tribunnews.com", "/tag/banjir") not in requests
    assert ("tribunnews.com", "/nasional") in requests
    assert {entry["user_agent"] for entry in log} == {"kecil/1"}


def test_error_names_the_missing_setting() -> None:
    url = "https://www.tribunnews.com/"
    assert "REPLICA_ADDRESS" in _crawl("", url)[url]["message"]
