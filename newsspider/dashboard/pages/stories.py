"""Pages about stories: search, one story with its edits, and its link graph."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from newsspider.dashboard.diff import edits_of
from newsspider.dashboard.inspector import as_stored
from newsspider.dashboard.linkgraph import MAX_NODES, neighbour_graph, topic_graph
from newsspider.dashboard.pages.captures import captured_pages
from newsspider.dashboard.pages.request import MAX_NUMBER, NotFound, PageRequest, Redirected, paginate
from newsspider.store.reports.listings import newest_stories
from newsspider.store.reports.search import NoWords, SearchTimeout
from newsspider.store.reports.search import search as find
from newsspider.store.reports.story import StoredStory, number_of, stored_story
from newsspider.store.reports.topics import links_between, stories_of_tag

NEWEST_PER_PAGE, FOUND_PER_PAGE = 30, 15
"""Stories of a result page: of the newest, and of a search."""


def search(request: PageRequest) -> Mapping[str, Any]:
    query, host, section = request.text("q"), request.text("host"), request.text("section")
    if query and query.startswith(("http://", "https://")):
        number = number_of(request.connection, query)
        if number is not None:
            raise Redirected(f"/story/{number}")
    page = request.page()
    is_generic = query is None and request.text("reading") == "generic"
    values = {
        "q": query,
        "host": host,
        "section": section,
        "is_generic": is_generic,
        "answer": None,
        "trouble": None,
    }
    if query is None:
        skip = (page - 1) * NEWEST_PER_PAGE
        most = NEWEST_PER_PAGE + 1
        rows = newest_stories(request.connection, most, skip, host=host, section=section, generic=is_generic)
        return {**values, **paginate(rows, page, NEWEST_PER_PAGE)}
    skip = (page - 1) * FOUND_PER_PAGE
    try:
        answer = find(
            request.connection, query, limit=FOUND_PER_PAGE, offset=skip, host=host, section=section
        )
    except (NoWords, SearchTimeout) as error:
        return {**values, "trouble": str(error), **paginate([], page, FOUND_PER_PAGE)}
    more = answer.matches > skip + FOUND_PER_PAGE
    return {**values, "answer": answer, "rows": [], "page": page, "more": more}


def story(request: PageRequest) -> Mapping[str, Any]:
    found = _found(request)
    return {
        "stored": found,
        "article": found.article,
        "shown": as_stored(found.article),
        "captures": captured_pages(request, found.id),
        "edits": edits_of(found),
    }


def neighbours(request: PageRequest) -> Mapping[str, Any]:
    found = _found(request)
    return {"stored": found, "article": found.article, "graph": neighbour_graph(found)}


def topic(request: PageRequest) -> Mapping[str, Any]:
    """The newest stories with ?tag=, and the links among them; ?focus= is a story whose links stand out."""
    tag = request.text("tag")
    if tag is None:
        raise NotFound
    found = stories_of_tag(request.connection, tag, MAX_NODES)
    links = links_between(request.connection, [one.story for one in found])
    focus = request.integer("focus", 0, 1, MAX_NUMBER) or None
    return {
        "tag": tag,
        "focus": focus,
        "graph": topic_graph(found, links, focus),
        "is_cut": len(found) == MAX_NODES,
    }


def _found(request: PageRequest) -> StoredStory:
    found = stored_story(request.connection, request.id())
    if found is None:
        raise NotFound
    return found
