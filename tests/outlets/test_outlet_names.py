"""Generic rooms name no outlet: what is known of one stands in its own module."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from newsspider.outlets import OUTLETS

ROOT = Path(__file__).resolve().parents[2]
KINDS = {".py", ".sql", ".toml", ".html", ".js", ".tmpl"}
OWN = re.compile(
    rf"newsspider/(?:outlets/(?:tribun|sites|publishers)/.*|outlets/__init__\.py|spiders/(?:{'|'.join(OUTLETS)})\.py|replica/.*)"
)
"""Files of outlets, their registry, and the newsroom that stands in for one."""
EXAMPLES = re.compile(r"newsspider/(?:commands|console|dashboard|spiders/allnews\.py)")
"""Rooms that show an operator commands and addresses."""
EXAMPLE = re.compile(r"\bscrapy\b|-a outlets=|\bwww\.", re.IGNORECASE)
ORDINARY = {"antara", "detik", "suara", "super", "tempo", "warta"}
"""Names that are also ordinary words: between, second, voice, pace, news. Antara is an agency besides, whose
pictures and stories every newsroom credits."""
RULES = re.compile(r"\btribunx_banner\b", re.IGNORECASE)
"""A rule's name that the stored lines have."""


def _names() -> Iterator[str]:
    """Names of outlets, their brands, and the words that begin their domains."""
    for outlet in OUTLETS.values():
        yield from (outlet.name, *outlet.marks.brands)
        yield from (
            re.sub(r"\.(?:com|co|id|net|org)\b", "", host).rpartition(".")[2] for host in outlet.hosts
        )


NAME = re.compile(rf"(?<![a-z])(?:{'|'.join(map(re.escape, sorted({*_names()} - ORDINARY)))})")
FILES = sorted(
    path
    for folder in ("newsspider", "pipelines", "settings")
    for path in (ROOT / folder).rglob("*")
    if path.suffix in KINDS and not OWN.fullmatch(str(path.relative_to(ROOT)))
)


def named_lines(path: Path) -> list[str]:
    shows = EXAMPLES.match(str(path.relative_to(ROOT))) is not None
    lines = (RULES.sub("", line) for line in path.read_text("utf-8").splitlines())
    return [line for line in lines if NAME.search(line.casefold()) and not (shows and EXAMPLE.search(line))]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_line_of_a_generic_room_names_no_outlet(path: Path) -> None:
    assert named_lines(path) == []


@pytest.mark.parametrize(
    "line", ['BRAND = "tribun"', "tribun\\w*", "# as TRIBUNNEWS.COM", "Kompas|AFP", "kumparan"]
)
def test_name_is_found(line: str) -> None:
    assert NAME.search(line.casefold())
