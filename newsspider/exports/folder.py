"""Folder of an export, made beside its place under another name and renamed when everything is in it.

So a folder that is there is whole, and whatever a killed export left is removed by the next one.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from newsspider.exports.errors import ExportError

UNFINISHED = ".unfinished"


@contextmanager
def unfinished(folder: Path) -> Iterator[Path]:
    """An empty folder to fill, and to `finish`. What is not finished after the block is removed.

    Raises ExportError if another export fills it; OSError.
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
    _sync(place.parent)


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
    """Remove what a killed export left."""
    for left in folder.iterdir():
        if left.is_dir() and not left.is_symlink():
            shutil.rmtree(left)
        else:
            left.unlink()


def _sync_all(folder: Path) -> None:
    """Have everything on the disk before the folder gets its name."""
    for parent, _, names in os.walk(folder):
        for name in names:
            _sync(Path(parent, name))
        _sync(Path(parent))


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
