"""Digest of an outlet's rules: which rules a story was read with.

It covers the source text of the shared reading modules, those of publishers among them, of the pipelines that
cut, and of the outlet's own module or package. It is the same in every process and on every machine. A change
of another outlet does not change it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from hashlib import blake2b
from importlib.resources import files
from importlib.resources.abc import Traversable

SHARED = files("newsspider.outlets")
"""Also within an egg, as Scrapyd has it."""
ROOMS = ("boilerplate", "generic", "listings", "pages", "publishers", "story")
"""Folders that all outlets share."""
PIPELINES = files("pipelines")


@cache
def rules_digest(outlet: str) -> str:
    """The digest of the rules of the outlet of this name: 16 hexadecimal digits.

    An outlet without a file of its own has the digest of the shared modules.
    """
    digest = blake2b(digest_size=8)
    shared = (SHARED, *(SHARED / room for room in ROOMS), PIPELINES)
    for path in (*(path for folder in shared for path in _modules(folder)), *_own_modules(outlet)):
        digest.update(path.name.encode())
        digest.update(path.read_text("utf-8").encode())
    return digest.hexdigest()


def _own_modules(outlet: str) -> Iterator[Traversable]:
    """The modules of the outlet: a package of its name, or a file of the folder `sites`."""
    package, module = SHARED / outlet, SHARED / "sites" / f"{outlet}.py"
    if package.is_dir():
        yield from _modules(package)
    if module.is_file():
        yield module


def _modules(folder: Traversable) -> Iterator[Traversable]:
    paths = (path for path in folder.iterdir() if path.name.endswith(".py"))
    return iter(sorted(paths, key=lambda path: path.name))
