"""Fields of an article that only its removed lines state: source, topic, writers, editors, premium."""

from __future__ import annotations

import re
from dataclasses import replace

from newsspider.items import Article
from newsspider.outlets.rules import CutRule
from newsspider.outlets.site import Site
from newsspider.outlets.wording import ROLE, SOURCE
from newsspider.urls import host_of

_NAMES = re.compile(r"\s?(?:[,&/]|\bdan\b)\s?")
_WRITERS = frozenset(("penulis", "reporter", "kontributor", "wartawan", "jurnalis", "pewarta", "writer"))
_EDITORS = frozenset(("editor", "penyunting", "redaktur"))


def take_fields(article: Article, outlet: Site) -> Article:
    """Fill the article's empty fields from its removed lines. If a line names the first publisher, credit
    lines are the publisher's and are ignored."""
    republished = any(cut.rule == CutRule.REPUBLICATION for cut in article.removed)
    for cut in article.removed:
        match cut.rule:
            case CutRule.REPUBLICATION:
                article = _take_source(article, cut.text, outlet)
            case CutRule.TOPIC_CALLOUT:
                found = outlet.marks.topic.fullmatch(cut.text)
                article = _take(article, "topic", found["topic"].strip() if found else "", cut.rule)
            case CutRule.DATELINE:
                article = _take(article, "dateline", cut.text, cut.rule)
            case CutRule.CREDIT_LINE if not republished:
                article = _take_credits(article, cut.text)
            case CutRule.SOURCE_LINE:
                stated = SOURCE.fullmatch(cut.text)
                article = _take(article, "source", stated["source"] if stated else "", cut.rule)
            case CutRule.PREMIUM_BOX if not article.premium:
                article = replace(article, premium=True)
    return article


def _take(article: Article, name: str, value: object, rule: str) -> Article:
    if not value or getattr(article, name):
        return article
    provenance = {**article.provenance, name: f"line:{rule}"}
    return replace(article, provenance=provenance, **{name: value})  # type: ignore[arg-type]


def _take_source(article: Article, note: str, outlet: Site) -> Article:
    found = outlet.marks.republished.fullmatch(note)
    return _take(
        article,
        "source",
        found["source"] if found and not _is_own(found["source"], article) else "",
        CutRule.REPUBLICATION,
    )


def _take_credits(article: Article, line: str) -> Article:
    """Writers and editors of a credit line in the story; the page's own credits take precedence."""
    writers: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    for found in ROLE.finditer(line):
        role = found["role"].lower()
        writers += people_in(found["names"]) if role in _WRITERS else ()
        editors += people_in(found["names"]) if role in _EDITORS else ()
    article = _take(article, "authors", writers, CutRule.CREDIT_LINE)
    return _take(article, "editors", editors, CutRule.CREDIT_LINE)


def _is_own(source: str, article: Article) -> bool:
    """Whether the named first publisher is the page's own site: then the closing note was copied."""
    return source.lower() in (host_of(article.url), host_of(article.url).removeprefix("www."))


def people_in(text: str) -> tuple[str, ...]:
    """The people named in one line, without points around them."""
    return tuple(name for piece in _NAMES.split(text) if (name := piece.strip(" .")))
