"""Which stories are there, what is known of one, and who leads to whom?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from newsspider.dashboard.diff import editions
from newsspider.dashboard.inspector import as_stored
from newsspider.dashboard.linkgraph import drawn
from newsspider.dashboard.pages.look import Elsewhere, Look, NotThere, paged
from newsspider.store.reports.listings import newest_stories
from newsspider.store.reports.search import NoWords, TooSlow
from newsspider.store.reports.search import search as find
from newsspider.store.reports.story import StoredStory, number_of, stored_story

ROWS, FOUND = 30, 15
"""Stories of a screenful: of the newest, and of those that have certain words."""


def search(look: Look) -> Mapping[str, Any]:
    asked, host, section = look.word("q"), look.word("host"), look.word("section")
    if asked and asked.startswith(("http://", "https://")):
        number = number_of(look.connection, asked)
        if number is not None:
            raise Elsewhere(f"/story/{number}")
    page = look.page()
    told = {"q": asked, "host": host, "section": section, "answer": None, "trouble": None}
    if asked is None:
        rows = newest_stories(look.connection, ROWS + 1, (page - 1) * ROWS, host=host, section=section)
        return {**told, **paged(rows, page, ROWS)}
    skip = (page - 1) * FOUND
    try:
        answer = find(look.connection, asked, limit=FOUND, offset=skip, host=host, section=section)
    except (NoWords, TooSlow) as error:
        return {**told, "trouble": str(error), **paged([], page, ROWS)}
    return {**told, "answer": answer, "rows": [], "page": page, "more": answer.matches > skip + FOUND}


def story(look: Look) -> Mapping[str, Any]:
    found = _found(look)
    return {
        "stored": found,
        "article": found.article,
        "shown": as_stored(found.article),
        "editions": editions(found),
    }


def neighbours(look: Look) -> Mapping[str, Any]:
    found = _found(look)
    return {"stored": found, "article": found.article, "drawing": drawn(found)}


def _found(look: Look) -> StoredStory:
    found = stored_story(look.connection, look.id())
    if found is None:
        raise NotThere
    return found
