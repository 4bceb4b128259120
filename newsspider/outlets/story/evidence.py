"""Evidence that a page shows the story of its address: its writer, time, opening, ending and words."""

from __future__ import annotations

from dataclasses import replace

from newsspider.items import Article
from newsspider.outlets.boilerplate.marks import Marks
from newsspider.outlets.story.identity import is_of_address, says_little
from newsspider.visits import ReadingKind

OPENING = 6
"""Blocks: the dateline or reporter line of a story is one of the first."""


def doubt(article: Article, url: str | None, marks: Marks) -> str | None:
    """What shows that a page is not the story of its address; None for nothing.

    A page in a story's layout is one if it states its address, says that it is a story, or has the words of
    its address. A page without a layout must have those words. They stand in its visible headline, or it
    names a writer or a time. Where they do not stand in its headline at all, it also states its address,
    unless that says little.
    """
    title = f"a page entitled {article.headline!r}"
    if article.reading is ReadingKind.EXACT:
        stated = article.claims != "" or says_story(article, marks) or is_of_address(article, url)
        return None if stated else f"{title} with neither that nor the words of its address"
    if not is_of_address(article, url):
        return f"{title} without the words of its address"
    little = says_little(url)
    named = not little and is_of_address(replace(article, blocks=()), url)
    visible = article.provenance["headline"].endswith("as visible")
    if not (named and visible) and not says_story(article, marks):
        return f"{title} without writer, time, dateline or signature"
    if not (named or little) and article.claims == "":
        return f"{title}, without the words of its address, which states none"
    return None


def says_story(article: Article, marks: Marks) -> bool:
    """Whether the page names a writer or a time, or opens or ends as the outlet's stories do."""
    credited = article.authors or article.editors or article.source or article.published_at
    ended = any(marks.signature_of(block.text) for block in article.story[-1:])
    return bool(credited) or ended or opens_as_story(article, marks)


def opens_as_story(article: Article, marks: Marks) -> bool:
    """Whether one of the first lines is a dateline or a reporter line."""
    texts = [line for block in article.story[:OPENING] for line in block.text.split("\n")]
    return any(marks.dateline.match(text) or marks.reporter_of(text) for text in texts[:OPENING])
