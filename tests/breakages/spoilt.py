"""Newsrooms that have changed overnight: other markup, a banner, refused or emptied pages."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from hashlib import blake2b
from typing import Any
from urllib.parse import urlsplit

from newsspider.replica.addresses import story_name
from newsspider.replica.page import Page, Site
from newsspider.replica.story import Story

Change = Callable[[str, str, str], str]
"""The new text of a story's page, of its host, path and text."""


class Spoilt:
    """A site whose story pages, or lists, are as `story` and `listed` make them."""

    def __init__(self, site: Site, story: Change | None = None, listed: Change | None = None) -> None:
        self._site, self._story, self._listed = site, story, listed

    def page(self, host: str, target: str) -> Page:
        page = self._site.page(host, target)
        path = urlsplit(target).path
        is_story = story_name(host.partition(":")[0], path) is not None
        change = self._story if is_story else self._listed
        if change is None or page.status != 200:
            return page
        text = change(host, target, page.body.decode("utf-8"))
        return (
            replace(page, body=text.encode(), version=None) if text else replace(page, status=403, body=b"")
        )


def swapped(pattern: str, text: str) -> Change:
    """Every match is replaced."""
    return lambda *page: re.sub(pattern, text, page[-1], flags=re.DOTALL)


def redesigned(*sections: str) -> Change:
    """The sections' pages have other ids and classes."""

    def change(_: str, path: str, html: str) -> str:
        if path.split("/")[1] not in sections:
            return html
        return (
            html.replace("arttitle", "judul-baru")
            .replace("txt-article", "isi-berita")
            .replace('"article"', '"konten"')
        )

    return change


def with_banner(text: str) -> Change:
    """A new line in the midst of every story."""

    def change(_: str, __: str, html: str) -> str:
        head, mark, body = html.partition("txt-article")
        first, end, rest = body.partition("</p>")
        return f"{head}{mark}{first}{end}\n<p>{text}</p>{rest}" if end else html

    return change


def refused(share: float) -> Change:
    """A share of the stories answers 403."""
    return lambda host, path, html: "" if _chance(host, path) < share else html


def emptied() -> Change:
    """The index pages name no story."""

    def change(_host: str, path: str, html: str) -> str:
        chosen = path.startswith("/index-news")
        return re.sub(r"<li class=\"ptb15\">.*?</li>", "", html, flags=re.DOTALL) if chosen else html

    return change


def exchanged(story: Story, editor: str) -> Story:
    """The editor stands where the author should, and the other way round."""
    names: dict[str, Any] = {
        "byline": editor,
        "authors": (editor,),
        "editors": story.authors[:1] or story.editors,
    }
    return replace(story, **names)


def _chance(host: str, path: str) -> float:
    """From 0 to 1, the same for the same page."""
    return int.from_bytes(blake2b(f"{host}{path}".encode(), digest_size=4).digest()) / 2**32
