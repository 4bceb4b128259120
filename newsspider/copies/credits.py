"""Credits of other publishers on a story's page: evidence that it is taken over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from newsspider.items import Article
from newsspider.urls import host_of

LONGEST_NAME, LONGEST_LINE = 100, 300
"""Characters of a credit that are kept."""


class CreditKind(StrEnum):
    """How a page names another publisher."""

    REPUBLISHED = "republished"  # "Artikel ini telah tayang di ...": the first publisher
    SOURCE = "source"  # "Sumber: ...", or the page's own field for it
    AGENCY = "agency"  # the mark of an agency or of another newsroom in dateline, signature or byline


class Credit(NamedTuple):
    """Another publisher as a page names it, and the line that does."""

    kind: CreditKind
    name: str
    line: str


_REPUBLISHED = re.compile(
    r"\b(?:tayang|naik|terbit|dimuat|dipublikasikan|diterbitkan|published|appeared) (?:di|pada|on|in|at)"
    r" (?P<name>[\w-]{1,60}(?:\.[\w-]{1,20}){0,4}(?: [A-Z]\w{1,30})?)"
)
_AGENCY = re.compile(
    r"(?<![\w.])(?P<name>antara(?: ?news)?|afp|reuters|xinhua|bloomberg|anadolu(?: agency)?|kyodo|yonhap"
    r"|bernama|associated press|al jazeera|dpa|efe|tass|infopublik|[\w-]{3,30}\.(?:com|co\.id|id))(?![\w.])",
    re.IGNORECASE,
)
REPUBLICATION = "republication"
"""The rule that cuts a note about the first publisher, of every outlet."""


def credits_of(article: Article) -> list[Credit]:
    """The credits of a cleaned article, each name once for a kind. A page's own name is no credit."""
    host = host_of(article.url)
    own = {article.outlet, host, host.removeprefix("www."), host.removeprefix("www.").partition(".")[0]}
    found: dict[tuple[CreditKind, str], Credit] = {}
    for credit in _stated(article):
        if credit.name.lower().removeprefix("www.") not in own:
            found.setdefault((credit.kind, credit.name.lower()), credit)
    return list(found.values())


def _stated(article: Article) -> Iterator[Credit]:
    for cut in article.removed:
        if cut.rule == REPUBLICATION and (note := _REPUBLISHED.search(cut.text)):
            yield _credit(CreditKind.REPUBLISHED, note["name"], cut.text)
    if article.source:
        yield _credit(CreditKind.SOURCE, article.source, article.source)
    for line in (article.dateline, article.signature, *article.authors):
        if line and (mark := _AGENCY.search(line)) and not _is_brand(mark["name"], article):
            yield _credit(CreditKind.AGENCY, mark["name"], line)


def _is_brand(name: str, article: Article) -> bool:
    """Whether a mark is a brand of the page's own outlet, such as KABAR.COM."""
    return article.outlet in name.lower().replace(" ", "") or name.lower() in host_of(article.url)


def _credit(kind: CreditKind, name: str, line: str) -> Credit:
    return Credit(kind, name[:LONGEST_NAME], line[:LONGEST_LINE])
