"""Does a Scrapy crawl reach the replica under the real hosts and URLs, through settings alone?"""

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
    command = [sys.executable, str(Path(__file__).with_name("crawl.py")), address, *urls]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    seen: dict[str, Any] = json.loads(done.stdout)
    return seen


def test_requests_reach_the_replica_and_responses_keep_their_urls(tmp_path: Path) -> None:
    stories = list(NEWSROOM.urls())[:8]
    tag = "https://www.tribunnews.com/tag/banjir"
    with ReplicaServer(NEWSROOM, access_log=tmp_path / "log") as server:
        seen = _crawl(
            server.address, *stories, tag, "http://www.tribunnews.com/nasional?page=2",
            "https://solo.tribunnews.com/tak-ada", "https://tribunnews.com/nasional",
        )  # fmt: skip
    for url in stories:
        number = NEWSROOM.number_of(url)
        assert number is not None
        body = NEWSROOM.page(NEWSROOM.card(number).host.domain, NEWSROOM.card(number).path).body
        assert (seen[url]["url"], seen[url]["status"], seen[url]["html"]) == (url, 200, True)
        assert seen[url]["bytes"] == len(body)
        assert seen[url]["latency"] > 0
    assert seen["http://www.tribunnews.com/nasional?page=2"]["status"] == 200
    assert seen["https://solo.tribunnews.com/tak-ada"]["status"] == 404
    assert seen["https://www.tribunnews.com/nasional"]["url"] == "https://www.tribunnews.com/nasional"
    assert seen[tag]["error"] == "RobotsDisallowed"
    log = [json.loads(line) for line in (tmp_path / "log").read_text().splitlines()]
    asked = {(entry["host"], entry["path"]) for entry in log}
    assert ("www.tribunnews.com", "/robots.txt") in asked
    assert ("www.tribunnews.com", "/tag/banjir") not in asked
    assert ("tribunnews.com", "/nasional") in asked
    assert {entry["user_agent"] for entry in log} == {"kecil/1"}


def test_without_an_address_the_error_says_what_is_missing() -> None:
    url = "https://www.tribunnews.com/"
    assert "REPLICA_ADDRESS" in _crawl("", url)[url]["why"]
