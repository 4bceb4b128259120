"""Folder of an export, made beside its place under another name and renamed when everything is in it.

So a folder that is there is whole, and what a killed export left is removed by the next one. Anything else in
that folder is somebody's own: the export is refused.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from newsspider.disk import sync
from newsspider.exports.errors import ExportError
from newsspider.exports.tables import MANIFEST, SUFFIXES, TABLES

UNFINISHED = ".unfinished"
_PARTS = ("outlet=", "month=")
"""What names of folders in a table's folder begin with."""


@contextmanager
def unfinished(folder: Path) -> Iterator[Path]:
    """An empty folder to fill, and to `finish`. What is not finished after the block is removed.

    Raises ExportError if another export fills it, or something is in it that no export made; OSError.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    with _locked(folder) as inode:
        _empty(folder)
        try:
            yield folder
        finally:
            if folder.exists() and folder.stat().st_ino == inode:
                shutil.rmtree(folder)


def finish(folder: Path, place: Path) -> None:
    """Have all files of a folder on the disk, and give it the name `place`. Raises OSError."""
    _sync_all(folder)
    folder.replace(place)  # an empty folder of that name may be there
    sync(place.parent)


def beside(place: Path) -> Path:
    """The folder in which an export is made that will be at `place`."""
    return place.with_name(place.name + UNFINISHED)


def refuse_used(place: Path) -> None:
    """Raises ExportError if there is something at `place`, or a mount, which no folder can replace."""
    if place.is_mount():
        raise ExportError(
            f"expected {place} to be a folder that can be made anew, found a mount: name a folder in it"
        )
    if place.is_symlink() or (place.exists() and not (place.is_dir() and not any(place.iterdir()))):
        raise ExportError(
            f"expected {place} to be a folder that is not there yet or empty, found something in it: "
            "name another folder, or remove that one"
        )


@contextmanager
def _locked(folder: Path) -> Iterator[int]:
    """The folder's inode, while its lock is held, which ends with the process."""
    folder.mkdir(exist_ok=True)
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        inode = os.fstat(descriptor).st_ino
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            inode = 0
        if not folder.exists() or folder.stat().st_ino != inode:  # it may have been renamed meanwhile
            raise ExportError(
                f"expected nobody to fill {folder}, found another export at it: wait for its end"
            )
        yield inode
    finally:
        os.close(descriptor)


def _empty(folder: Path) -> None:
    """Remove what a killed export left. Raises ExportError, before anything is removed."""
    foreign = next((each for each in folder.iterdir() if not _is_ours(each)), None)
    if foreign is not None:
        raise ExportError(
            f"expected in {folder} what an export left that was stopped, found {foreign.name!a}: "
            "move that folder away, or name another one"
        )
    for left in folder.iterdir():
        if left.is_dir():
            shutil.rmtree(left)
        else:
            left.unlink()


def _is_ours(entry: Path) -> bool:
    """Whether an export makes such an entry: its manifest, or a table's folder with nothing but its files."""
    if entry.is_symlink() or not entry.is_dir():
        return entry.name == MANIFEST and not entry.is_symlink()
    return entry.name in TABLES and all(_is_of_table(each, entry.name) for each in entry.rglob("*"))


def _is_of_table(entry: Path, table: str) -> bool:
    if entry.is_symlink():
        return False
    if entry.is_dir():
        return entry.name.startswith(_PARTS)
    return entry.stem in (table, "none") and entry.suffix in SUFFIXES


def _sync_all(folder: Path) -> None:
    """Have everything on the disk before the folder gets its name."""
    for parent, _, names in os.walk(folder):
        for name in names:
            sync(Path(parent, name))
        sync(Path(parent))
