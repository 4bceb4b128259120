"""Reading of an archived page again, as a crawl would read it today."""

from __future__ import annotations

from collections.abc import Coroutine, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path
from typing import Any, TypeVar

from newsspider.archive.errors import NotReadable
from newsspider.archive.reader import ArchivedResponse, read
from newsspider.items import Article, Link, LinkKind, Read, Rejection
from newsspider.outlets import OUTLETS
from newsspider.outlets.limits import Limits
from newsspider.outlets.outlet import Outlet
from newsspider.outlets.story.paging import whole_story
from newsspider.reparsing.comparing import changes_of
from newsspider.reparsing.page import ArchivedPage, Reread, Result
from newsspider.visits import Fetch, ReadingKind
from pipelines.cleaning import clean
from pipelines.judging import judge

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Rereader:
    """Reads archived pages of `folder` again, within the crawl's limits. Other processes can get it."""

    folder: Path
    limits: Limits

    def results(self, pages: Sequence[ArchivedPage]) -> list[Result]:
        """What comes of each page."""
        return [self._result(page) for page in pages]

    def _result(self, page: ArchivedPage) -> Result:
        try:
            found = _Reading(self.folder, page, _outlet(page.outlet, self.limits)).read()
        except NotReadable as error:
            return _result(page, Reread.LOST, str(error))
        if isinstance(found, Article):
            return _compared(found, page)
        assert isinstance(found, Rejection)
        outcome = Reread.REJECTED if page.stored is None else Reread.UNREAD
        return _result(page, outcome, f"{found.reason}: {found.detail}")


@dataclass
class _Reading:
    """The reading of one page and its parts. `own_url` is the address that its first page states."""

    folder: Path
    page: ArchivedPage
    outlet: Outlet
    own_url: str = ""

    def read(self) -> Read:
        """The page read, cleaned and judged. Raises NotReadable."""
        response = read(self.folder, self.page.parts[0].position)
        found = self.outlet.read(response.body, response.url, False, response.content_type)
        if not isinstance(found, Article):
            return found
        self.own_url = found.url
        if self.page.stored is not None:
            found = replace(found, url=self.page.url, claims=None)
        article = found
        if article.page_count > 1:
            limit = self.outlet.limits.story_pages_limit
            whole = whole_story(article, self._other_page, limit, self.outlet.page_url)
            article = _at_once(whole)
        article = article.with_links(self._rendered_links(found))  # last, as a crawl does
        fetch = Fetch(page=self.page.url, depth=self.page.depth, status=response.status, body=response.body)
        article = replace(article, fetch=replace(fetch, as_of=self.page.captured_at))
        return judge(clean(article, self.outlet), self.page.captured_at)

    @cached_property
    def _parts(self) -> dict[str, ArchivedResponse]:
        """The other pages of the story, by address."""
        return {part.url: read(self.folder, part.position) for part in self.page.parts[1:]}

    async def _other_page(self, url: str) -> Article | None:
        response = self._parts.get(url)
        if response is None or response.status != 200:
            return None
        found = self.outlet.read(response.body, url, False, response.content_type)
        if not isinstance(found, Article):
            return None
        is_ours = self.page.stored is not None and found.url == self.own_url
        return replace(found, url=self.page.url) if is_ours else found

    def _rendered_links(self, article: Article) -> list[Link]:
        """The stored recommendations, if only a browser shows them: the archive has what the server sent."""
        if not article.hollow:
            return []
        return [
            Link(kind=LinkKind(kind), url=url, anchor=anchor, title=title)
            for kind, url, anchor, title in self.page.links
            if kind == LinkKind.RECOMMENDATION
        ]


@cache
def _outlet(name: str, limits: Limits) -> Outlet:
    """The outlet with these limits, once a process: it remembers addresses and phrases."""
    return replace(OUTLETS[name], limits=limits)


def _compared(article: Article, page: ArchivedPage) -> Result:
    """What comes of a page that is a story."""
    stored = page.stored
    if stored is None:
        if article.claims:
            return _result(page, Reread.REJECTED, f"it says that it shows {article.claims}")
        return Result(page_id=page.page_id, url=page.url, outcome=Reread.NEW, article=article)
    if less := _what_is_less(article, page):
        return _result(page, Reread.LESS, less)
    changes = tuple(changes_of(article, page))
    if not changes:
        return _result(page, Reread.UNCHANGED)
    return Result(
        page_id=page.page_id, url=page.url, outcome=Reread.CHANGED, article=article, changes=changes
    )


def _what_is_less(article: Article, page: ArchivedPage) -> str:
    """What a new reading lacks that the stored one has, in words; empty for nothing."""
    stored = page.stored or {}
    if article.reading is ReadingKind.GENERIC and stored["reading"] == ReadingKind.EXACT:
        return "no layout recognises its page, and an exact reading is stored"
    if len(article.missing_pages) > len(stored["missing_pages"]):
        return f"the archive lacks {len(article.missing_pages)} pages of the story"
    if article.cut_short and len(article.text) < len(stored["body"]):
        return "its page was cut, and more of it is stored"
    return ""


def _result(page: ArchivedPage, outcome: Reread, detail: str = "") -> Result:
    return Result(page_id=page.page_id, url=page.url, outcome=outcome, detail=detail)


def _at_once(coroutine: Coroutine[Any, Any, T]) -> T:
    """The result of a coroutine that waits for nothing."""
    try:
        coroutine.send(None)
    except StopIteration as done:
        result: T = done.value
        return result
    raise RuntimeError("expected a coroutine that waits for nothing, found one that does")
