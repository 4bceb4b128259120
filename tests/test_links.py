"""Links of the documentation: each leads to a file and a heading that exist."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from tests.running.crawling import ROOT

DOCUMENTS = sorted(
    path.relative_to(ROOT)
    for path in (
        ROOT / "README.md",
        ROOT / "README.id.md",
        ROOT / "CHANGELOG.md",
        *ROOT.glob("docs/**/*.md"),
        *ROOT.glob("deploy/**/*.md"),
    )
)
LINK = re.compile(r"\]\(([^()\s]+)\)")
OUTSIDE = re.compile(r"https://(?:[a-z0-9-]+\.)+[a-z]{2,}(?:/[\w.~%/-]*)?(?:\?[\w=&%.-]+)?(?:#[\w-]+)?")
HEADING = re.compile(r"^#{1,6} (.+?)\s*$", re.MULTILINE)
CODE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)


def anchor(heading: str) -> str:
    """The anchor that GitHub makes of a heading."""
    text = re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", heading).lower()
    return re.sub(r"[^\w\- ]", "", text).replace(" ", "-")


@cache
def anchors(path: Path) -> set[str]:
    found: list[str] = []
    for heading in HEADING.findall(CODE.sub("", path.read_text("utf-8"))):
        name = anchor(heading)
        found.append(f"{name}-{found.count(name)}" if name in found else name)
    return {*found}


@pytest.mark.parametrize(
    ("heading", "made"),
    [
        ("`scrapy search WORDS`", "scrapy-search-words"),
        ("What an alert means", "what-an-alert-means"),
        ("A, b & c: d/e", "a-b--c-de"),
        ("The [frontier](frontier.md)", "the-frontier"),
        ("snake_case", "snake_case"),
    ],
)
def test_anchors_follow_github(heading: str, made: str) -> None:
    """Case O19."""
    assert anchor(heading) == made


@pytest.mark.parametrize("document", DOCUMENTS, ids=str)
def test_document_links_lead_to_files_and_headings(document: Path) -> None:
    """Case O19: files and anchors."""
    here = ROOT / document
    wrong = []
    for link in LINK.findall(CODE.sub("", here.read_text("utf-8"))):
        if re.match(r"[a-z]+:", link):
            continue
        path, _, name = link.partition("#")
        target = (here.parent / path).resolve() if path else here
        if not target.exists() or (name and name not in anchors(target)):
            wrong.append(link)
    assert not wrong


@pytest.mark.parametrize("document", DOCUMENTS, ids=str)
def test_links_to_other_sites_have_the_form_of_addresses(document: Path) -> None:
    """By their form alone: nothing is asked for."""
    links = LINK.findall(CODE.sub("", (ROOT / document).read_text("utf-8")))
    assert not [link for link in links if re.match(r"[a-z]+:", link) and not OUTSIDE.fullmatch(link)]


@pytest.mark.parametrize(
    ("link", "well_formed"),
    [
        ("https://www.rfc-editor.org/rfc/rfc9309", True),
        ("https://github.com/caronc/apprise/wiki#x", True),
        ("http://example.org/", False),
        ("https://localhost/", False),
        ("https://example.org/a<b>", False),
        ("javascript:alert", False),
    ],
)
def test_form_of_an_address(link: str, well_formed: bool) -> None:
    assert bool(OUTSIDE.fullmatch(link)) == well_formed


def test_every_document_is_linked() -> None:
    """A document that nobody finds is none."""
    linked = {
        (ROOT / document.parent / link.partition("#")[0]).resolve()
        for document in DOCUMENTS
        for link in LINK.findall((ROOT / document).read_text("utf-8"))
        if not re.match(r"[a-z]+:", link)
    }
    lost = [
        document
        for document in DOCUMENTS
        if document.name not in ("README.md", "README.id.md", "CHANGELOG.md")
        and (ROOT / document) not in linked
    ]
    assert not lost
