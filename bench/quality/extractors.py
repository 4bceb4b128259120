"""General extractors, run in an environment of their own: JSON lines in, JSON lines out.

`python extractors.py NAME` reads objects with `url` and `body` (base64). It answers each with the lines of
the text, headline, authors, time, tags and milliseconds of CPU. It imports nothing of the project.
"""

from __future__ import annotations

import base64
import json
import re
import sys
import time
import warnings
from collections.abc import Callable
from datetime import datetime
from typing import Any

Answer = dict[str, Any]
BLOCKS = frozenset(
    "p div h1 h2 h3 h4 h5 h6 li ul ol blockquote table tr td br figure section article".split()
)


def by_trafilatura(html: bytes, url: str) -> Answer:
    from trafilatura import bare_extraction

    found: Any = bare_extraction(
        html, url=url, favor_precision=True, include_comments=False, with_metadata=True
    )
    if found is None:
        return {}
    named = re.split(r"\s*;\s*", found.author) if found.author else []
    return {
        "lines": (found.text or "").split("\n"),
        "headline": found.title,
        "authors": named,
        "published_at": found.date,
        "tags": list(found.tags or []),
    }


def by_newspaper4k(html: bytes, url: str) -> Answer:
    from newspaper import Article  # type: ignore[import-not-found]

    article = Article(url, language="id", fetch_images=False)
    article.download(input_html=html.decode("utf-8", "replace"))
    article.parse()
    published = article.publish_date
    return {
        "lines": article.text.split("\n"),
        "headline": article.title,
        "authors": list(article.authors),
        "published_at": published.isoformat() if isinstance(published, datetime) else None,
        "tags": [word for word in article.meta_keywords if word],
    }


def by_readability(html: bytes, url: str) -> Answer:
    from lxml import html as parser  # type: ignore[import-untyped]
    from readability import Document  # type: ignore[import-not-found]

    document = Document(html, url=url)
    tree = parser.fromstring(document.summary(html_partial=True))
    return {"lines": _lines(tree), "headline": document.short_title()}


def _lines(tree: Any) -> list[str]:
    """The text of a tree, a line for each block."""
    for node in tree.iter():
        before, behind = ("\n", "\n") if node.tag in BLOCKS else ("", "")
        node.text = before + (node.text or "").replace("\n", " ")
        node.tail = behind + (node.tail or "").replace("\n", " ")
    found: list[str] = tree.text_content().split("\n")
    return found


def by_resiliparse(html: bytes, _: str) -> Answer:
    from resiliparse.extract.html2text import extract_plain_text  # type: ignore[import-not-found]
    from resiliparse.parse.encoding import bytes_to_str, detect_encoding  # type: ignore[import-not-found]

    text = extract_plain_text(
        bytes_to_str(html, detect_encoding(html)), main_content=True, alt_texts=False, list_bullets=False
    )
    return {"lines": text.split("\n")}


EXTRACTORS: dict[str, Callable[[bytes, str], Answer]] = {
    "trafilatura": by_trafilatura,
    "newspaper4k": by_newspaper4k,
    "readability-lxml": by_readability,
    "resiliparse": by_resiliparse,
}


def answer(extract: Callable[[bytes, str], Answer], html: bytes, url: str) -> Answer:
    """What an extractor finds, with its CPU; no text if it fails on the page, and the error."""
    began = time.process_time()
    try:
        found = extract(html, url)
    except Exception as error:  # noqa: BLE001 -- a page that an extractor cannot read is a page it gets wrong
        found = {"error": f"{type(error).__name__}: {error}"}
    return {**found, "ms": 1000 * (time.process_time() - began)}


def main() -> None:
    """Answer every line; the first page is read twice, so that imports are not counted."""
    warnings.simplefilter("ignore")
    extract = EXTRACTORS[sys.argv[1]]
    for number, line in enumerate(sys.stdin):
        request = json.loads(line)
        html = base64.b64decode(request["body"])
        if number == 0:
            answer(extract, html, request["url"])
        print(json.dumps(answer(extract, html, request["url"])), flush=True)


if __name__ == "__main__":
    main()
