"""Fixtures of the store's tests: a data folder of an embedded server that several tests may share."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from newsspider.store.embedded.sharing import embedded_server
from tests.store.servers import is_gone


@pytest.fixture(scope="session", autouse=True)
def ordinary_umask() -> Iterator[None]:
    """The folders that these tests make can be entered, also where the machine's umask would close them."""
    before = os.umask(0o022)
    yield
    os.umask(before)


@pytest.fixture(scope="session")
def shared_dir(programs: list[Path]) -> Iterator[Path]:
    """A data folder whose database is made already: what one test does to it, the next must not feel."""
    with tempfile.TemporaryDirectory(prefix="nst-", dir="/tmp") as folder:
        Path(folder).chmod(0o711)
        with embedded_server(Path(folder), programs):
            pass
        yield Path(folder)


@pytest.fixture
def made(shared_dir: Path) -> Iterator[Path]:
    yield shared_dir
    assert is_gone(shared_dir)
