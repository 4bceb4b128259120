"""Documentation site: collects README, docs and generated pages, and builds them strictly with MkDocs.

`python -m deploy.site.build [FOLDER]` writes the site to FOLDER (data/site). It needs no network. Exit code:
that of MkDocs, which is not 0 after any warning.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from deploy.site.reference import ROOT, help_page, reasons_page, tables_page

CONFIG = ROOT / "deploy/site/mkdocs.yml"
ELSEWHERE = {
    "README.md": "index.md",
    "README.id.md": "id.md",
    "CHANGELOG.md": "changelog.md",
    "deploy/grafana/README.md": "grafana.md",
}
"""Documents outside of docs, and their names on the site."""
GENERATED = {"help.md": help_page, "tables.md": tables_page, "reasons.md": reasons_page}
LINK = re.compile(r"(!?\[(?:[^\[\]]|!\[[^\]]*\]\([^)]*\))*\])\(([^()\s]+)\)")
BEFORE_LIST = re.compile(r"^(?!\s|(?:[-*|]|\d+\.)\s)(.+)\n(?=(?:-|\d+\.) )", re.MULTILINE)
FENCE = re.compile(r"^(```.*?^```)$", re.MULTILINE | re.DOTALL)


def collect(folder: Path) -> None:
    """Write the pages, pictures and mkdocs.yml of the site into a new folder."""
    pages = folder / "docs"
    shutil.copytree(ROOT / "docs", pages, ignore=shutil.ignore_patterns("*.md"))
    for path in sorted((ROOT / "docs").rglob("*.md")):
        (pages / path.relative_to(ROOT / "docs")).write_text(page_of(path), "utf-8")
    for name, place in ELSEWHERE.items():
        if (ROOT / name).exists():
            (pages / place).write_text(page_of(ROOT / name), "utf-8")
    for place, made in GENERATED.items():
        (pages / place).write_text(made(), "utf-8")
    config = CONFIG.read_text("utf-8")
    (folder / "mkdocs.yml").write_text(config + "\n".join(unnamed(config, pages)) + "\n", "utf-8")


def unnamed(config: str, pages: Path) -> Iterator[str]:
    """Lines that add the pages that the navigation does not name."""
    more = sorted({path.name for path in pages.glob("*.md")} - {*re.findall(r"(\S+\.md)$", config, re.M)})
    if more:
        yield "  - More:"
        yield from (f"      - {name}" for name in more)


def page_of(path: Path) -> str:
    """A document with the links and lists of the site."""
    pieces = FENCE.split(path.read_text("utf-8"))
    prose = [spaced(LINK.sub(lambda link: on_site(link, path), piece)) for piece in pieces[::2]]
    return "".join(piece for pair in zip(prose, [*pieces[1::2], ""], strict=True) for piece in pair)


def on_site(link: re.Match[str], path: Path) -> str:
    """A link as the site has it; one to a file of the code is its text alone."""
    text, target = link[1], link[2]
    if "![" in text[1:]:  # a picture that is a link
        text = f"[{LINK.sub(lambda inner: on_site(inner, path), text[1:-1])}]"
    if re.match(r"[a-z]+:|#", target):
        return f"{text}({target})"
    name, _, anchor = target.partition("#")
    place = os.path.normpath(path.parent.relative_to(ROOT) / name)
    if place not in ELSEWHERE and not place.startswith("docs" + os.sep):
        return text.removeprefix("[").removesuffix("]")
    page = ELSEWHERE.get(place, place.removeprefix("docs" + os.sep))
    return f"{text}({page}{'#' * bool(anchor)}{anchor})"


def spaced(text: str) -> str:
    """An empty line before each list: Python's Markdown wants one, the hosts of the code do not."""
    return BEFORE_LIST.sub(r"\1\n\n", text)


def build(site: Path) -> int:
    """Build the site. Returns the exit code of MkDocs."""
    with tempfile.TemporaryDirectory(prefix="newsspider-site-") as folder:
        collect(Path(folder))
        where = ["--config-file", f"{folder}/mkdocs.yml", "--site-dir", str(site.resolve())]
        done = subprocess.run(
            [sys.executable, "-m", "mkdocs", "build", "--strict", *where],
            cwd=ROOT,
            env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
            capture_output=True,  # --quiet would let every warning pass
            text=True,
            check=False,
        )
    if done.returncode:
        print(done.stderr, file=sys.stderr)
    else:
        print(f"the site is in {site}: open index.html; its search needs a server, such as")
        print(f"  .venv/bin/python -m http.server --bind 127.0.0.1 --directory {shlex.quote(str(site))} 8000")
    return done.returncode


if __name__ == "__main__":
    sys.exit(build(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("data/site")))
