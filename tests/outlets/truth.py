"""Differences between a cleaned article and the labels of its page."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from difflib import unified_diff
from pathlib import Path
from typing import Any, cast

from newsspider.items import Article, Block, Link, LinkKind, Outcome
from newsspider.outlets import OUTLETS
from newsspider.outlets.outlet import Outlet
from pipelines.cleaning import clean

Truth = Mapping[str, Any]
TRIBUN = OUTLETS["tribun"]
WHOLE_LINE = 25
"""Characters: a boilerplate line shorter than this may stand inside a sentence, but never be one."""
PLAIN_FIELDS = (
    "headline",
    "lead",
    "authors",
    "editors",
    "section",
    "tags",
    "topic",
    "source",
    "dateline",
    "signature",
    "site_id",
    "premium",
    "summary",
)


def truth_of(folder: Path, name: str) -> Truth:
    """The label beside a page."""
    return cast(Truth, json.loads((folder / name).read_text("utf-8")))


def page_of(folder: Path) -> bytes:
    """The page in this folder as it was served: HTML or a text rendering, gzipped or not."""
    pages = sorted(folder.glob("page.*"))
    assert len(pages) == 1, f"expected one page.html or page.txt (.gz) in {folder}, found {len(pages)}"
    body = pages[0].read_bytes()
    return gzip.decompress(body) if pages[0].suffix == ".gz" else body


def read_page(folder: Path, address: str | None, outlet: Outlet = TRIBUN) -> Outcome:
    """What the outlet says of the page: an article comes cleaned."""
    outcome = outlet.read(page_of(folder), address)
    return clean(outcome, outlet) if isinstance(outcome, Article) else outcome


def labelled(article: Article) -> dict[str, object]:
    """The article in the words of the labels."""
    fields: dict[str, object] = {name: _plain(getattr(article, name)) for name in PLAIN_FIELDS}
    return fields | {
        "url": article.url or None,
        "published_at": article.published_at,
        "modified_at": article.modified_at,
        "pages": article.page_count,
        "captions": [
            {"text": image.caption, "credit": image.credit}
            for image in article.images
            if image.caption or image.credit
        ],
        "baca_juga": _links(article, LinkKind.BACA_JUGA),
        "recommendation": _links(article, LinkKind.RECOMMENDATION),
        "related": _links(article, LinkKind.RELATED),
    }


def differences(truth: Truth, article: Article, names: Iterable[str]) -> list[str]:
    """One readable entry for each of these fields that is not as labelled."""
    found = labelled(article)
    return [
        f"{name}: expected {expected!r}\n{' ' * len(name)}     found {found[name]!r}"
        for name in names
        if (expected := _to_the_minute(name, truth.get(name))) != _to_the_minute(name, found[name])
    ]


def block_differences(truth: Truth, article: Article) -> list[str]:
    """A diff of the blocks, kind and text, in order.

    A label may allow two kinds ("p|li") where the conventions name none, and list `neutral` lines that
    are neither story nor boilerplate.
    """
    neutral = set(truth.get("neutral", ()))
    blocks = [block for block in article.blocks if block.text not in neutral]
    expected = [f"{block['type']}: {block['text']}" for block in truth["blocks"]]
    found = [_line(block, _allowed(expected, index)) for index, block in enumerate(blocks)]
    return list(unified_diff(expected, found, "labelled", "found", n=1, lineterm=""))


def standing_boilerplate(truth: Truth, article: Article) -> list[str]:
    """The labelled boilerplate lines that still stand in a block."""
    texts = [block.text for block in article.blocks]
    story = {block["text"] for block in truth["blocks"]}
    lines = [line for line in map(_squeeze, truth["boilerplate"]) if line not in story]
    return [line for line in lines if any(_stands(line, text) for text in texts)]


def _stands(line: str, text: str) -> bool:
    return text == line or (len(line) >= WHOLE_LINE and line in text)


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


def _links(article: Article, kind: LinkKind) -> list[dict[str, str | None]]:
    links: list[Link] = sorted(
        (each for each in article.links if each.kind is kind), key=lambda each: each.position
    )
    return [{"url": link.url, "anchor": link.anchor} for link in links]


def _to_the_minute(name: str, value: object) -> object:
    """Times to the minute, because that is how far a page's own words go."""
    if name not in ("published_at", "modified_at") or value is None:
        return value
    time = datetime.fromisoformat(value) if isinstance(value, str) else value
    assert isinstance(time, datetime)
    assert time.utcoffset() is not None, f"{name} must be an aware time, found {time.isoformat()}"
    return time.replace(second=0, microsecond=0)


def _allowed(expected: list[str], index: int) -> str:
    return expected[index].partition(": ")[0] if index < len(expected) else ""


def _line(block: Block, allowed: str) -> str:
    """One found block; under a label of two kinds either stands, cells joined with a bar or not."""
    if "|" in allowed and block.kind in allowed.split("|"):
        return f"{allowed}: {re.sub(r' *[|] *', ' ', block.text)}"
    return f"{block.kind}: {block.text}"


def _squeeze(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
