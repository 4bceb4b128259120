"""Readers that are compared: ours in this process, each of the others in a process of their environment."""

from __future__ import annotations

import base64
import json
import subprocess
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from bench.quality.cases import Case
from bench.quality.scoring import Found
from newsspider.items import Article
from newsspider.outlets import OUTLETS
from newsspider.outlets.unknown import unknown_outlet
from pipelines.cleaning import clean

EXTRACTORS = Path(__file__).with_name("extractors.py")
OTHERS = ("trafilatura", "newspaper4k", "readability-lxml", "resiliparse")


def read_ours(case: Case, generic: bool = False) -> Found:
    """What our reader finds: by the outlet's layouts, or generically as on a host that we do not know."""
    outlet = None if generic else OUTLETS.get(case.outlet)
    outlet = outlet or unknown_outlet(case.address)
    began = time.process_time()
    outcome = outlet.read(case.body, case.address)
    if not isinstance(outcome, Article):
        return Found(ms=1000 * (time.process_time() - began))
    article = clean(outcome, outlet)
    return Found(
        lines=tuple(block.text for block in article.blocks),
        headline=article.headline,
        authors=article.authors,
        published_at=article.published_at.isoformat() if article.published_at else None,
        tags=article.tags,
        ms=1000 * (time.process_time() - began),
    )


def read_with(extractor: str, python: Path, given: Sequence[Case]) -> list[Found]:
    """What an extractor finds of each page. Raises SystemExit with its last line if it fails."""
    requests = "".join(
        json.dumps({"url": case.address, "body": base64.b64encode(case.body).decode("ascii")}) + "\n"
        for case in given
    )
    done = subprocess.run(
        [python, EXTRACTORS, extractor], input=requests, capture_output=True, text=True, check=False
    )
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    if done.returncode or len(answers) != len(given):
        raise SystemExit(
            f"{extractor}: expected {len(given)} answers, found {len(answers)}: {_last(done.stderr)}"
        )
    return [_found(answer) for answer in answers]


def _found(answer: Mapping[str, object]) -> Found:
    values = {name: tuple(value) if isinstance(value, list) else value for name, value in answer.items()}
    return Found(**values)  # type: ignore[arg-type]


def _last(lines: str) -> str:
    return next(iter(reversed(lines.strip().splitlines())), "no message")


def by_ours(given: Iterable[Case], generic: bool = False) -> list[Found]:
    """What our reader finds of each page."""
    return [read_ours(case, generic) for case in given]
