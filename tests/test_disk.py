"""Flush of files and folders to the disk."""

import os
from pathlib import Path

import pytest

from newsspider.disk import sync


@pytest.mark.parametrize("name", ["", "file"])
def test_flush_leaves_nothing_open(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_bytes(b"warga")
    before = os.listdir("/proc/self/fd")  # noqa: PTH208 - names are what is asked
    for _ in range(3):
        sync(tmp_path / name)
    assert os.listdir("/proc/self/fd") == before  # noqa: PTH208


def test_flush_of_what_is_missing_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        sync(tmp_path / "none")
