"""Fields of an article that only its removed lines state: source, topic, writers, editors, premium."""

from __future__ import annotations

from newsspider.items import Article, Removed
from newsspider.outlets.boilerplate.rules import CutRule
from newsspider.outlets.boilerplate.wording import ROLE, SOURCE
from newsspider.outlets.site import Site
from newsspider.outlets.story.people import split_names
from newsspider.urls import host_of
from pipelines.draft import Draft

_WRITERS = frozenset(("penulis", "reporter", "kontributor", "wartawan", "jurnalis", "pewarta", "writer"))
_EDITORS = frozenset(("editor", "penyunting", "redaktur"))


def take_fields(draft: Draft, outlet: Site) -> None:
    """Fill the article's empty fields from its removed lines. If a line names the first publisher, credit
    lines are the publisher's and are ignored."""
    removed = [line for line in draft.page if isinstance(line, Removed)]
    republished = any(cut.rule == CutRule.REPUBLICATION for cut in removed)
    for cut in removed:
        match cut.rule:
            case CutRule.REPUBLICATION:
                _take_source(draft, cut.text, outlet)
            case CutRule.TOPIC_CALLOUT:
                found = outlet.marks.topic.fullmatch(cut.text)
                draft.fill("topic", found["topic"].strip() if found else "", cut.rule)
            case CutRule.DATELINE:
                draft.fill("dateline", cut.text, cut.rule)
            case CutRule.CREDIT_LINE if not republished:
                _take_credits(draft, cut.text)
            case CutRule.SOURCE_LINE:
                stated = SOURCE.fullmatch(cut.text)
                draft.fill("source", stated["source"] if stated else "", cut.rule)
            case CutRule.PREMIUM_BOX:
                draft["premium"] = True


def _take_source(draft: Draft, note: str, outlet: Site) -> None:
    found = outlet.marks.republished.fullmatch(note)
    own = found is None or _is_own(found["source"], draft.original)
    draft.fill("source", "" if found is None or own else found["source"], CutRule.REPUBLICATION)


def _take_credits(draft: Draft, line: str) -> None:
    """Writers and editors of a credit line in the story; the page's own credits take precedence."""
    writers: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    for found in ROLE.finditer(line):
        role = found["role"].lower()
        writers += split_names(found["names"]) if role in _WRITERS else ()
        editors += split_names(found["names"]) if role in _EDITORS else ()
    draft.fill("authors", writers, CutRule.CREDIT_LINE)
    draft.fill("editors", editors, CutRule.CREDIT_LINE)


def _is_own(source: str, article: Article) -> bool:
    """Whether the named first publisher is the page's own site: then the closing note was copied."""
    return source.lower() in (host_of(article.url), host_of(article.url).removeprefix("www."))
