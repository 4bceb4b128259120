"""Is the database of DATABASE_URL checked first, and every way it can fail told in one line?"""

import socket
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from newsspider.store.database import DatabaseUnavailable, masked, open_database


def refusal(url: str, data_dir: Path) -> str:
    with pytest.raises(DatabaseUnavailable) as caught, open_database(url, data_dir):
        pass
    message = str(caught.value)
    assert "\n" not in message
    assert "rahasia" not in message
    assert "DATABASE_URL" in message
    return message


@pytest.fixture
def silent_port() -> Iterator[int]:
    """A port that takes connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1]


def test_a_server_that_answers_is_yielded_as_it_was_given(server: str, tmp_path: Path) -> None:
    with open_database(f" {server}\n", tmp_path) as conninfo:
        assert conninfo == server
    assert list(tmp_path.iterdir()) == []


def test_without_a_url_the_embedded_server_is_opened(data_dir: Path) -> None:
    with open_database(" \n", data_dir) as conninfo, psycopg.connect(conninfo) as connection:
        assert connection.execute("SELECT current_database()").fetchone() == ("newsspider",)
    assert (data_dir / "postgres" / "cluster").is_dir()


def test_a_server_that_is_not_there(tmp_path: Path) -> None:
    message = refusal("postgresql://budi:rahasia@127.0.0.1:1/berita", tmp_path)
    assert "postgresql://budi:***@127.0.0.1:1/berita" in message
    assert "Connection refused" in message


def test_a_host_that_is_not_there(tmp_path: Path) -> None:
    assert "no-such-host.invalid" in refusal("host=no-such-host.invalid password=rahasia", tmp_path)


def test_a_server_that_says_nothing(tmp_path: Path, silent_port: int) -> None:
    message = refusal(f"postgresql://127.0.0.1:{silent_port}/berita?connect_timeout=2", tmp_path)
    assert "timeout" in message


def test_a_database_that_is_not_there(server: str, tmp_path: Path) -> None:
    assert 'database "tiada" does not exist' in refusal(f"{server} dbname=tiada", tmp_path)


@pytest.mark.parametrize(
    "url",
    [
        "newsspider",
        "mysql://budi:rahasia@host/berita",
        "postgresql+psycopg://budi:rahasia@host/berita",
        "postgresql://budi:rahasia@[::1/berita",
        "postgresql://budi:rahasia@host/berita?no_such_option=1",
        "postgresql://budi:ra@rahasia@host/berita",
        "postgresql://budi:12/rahasia@host/berita",
        "password='rahasia",
    ],
)
def test_an_address_that_cannot_be_read(url: str, tmp_path: Path) -> None:
    assert "expected DATABASE_URL to be like postgresql://" in refusal(url, tmp_path)


@pytest.mark.parametrize("url", ["postgresql://budi:rahasia@host:lima/berita", "port=lima password=rahasia"])
def test_a_port_that_is_no_number(url: str, tmp_path: Path) -> None:
    assert "lima" in refusal(url, tmp_path)


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("postgresql://host/berita", "postgresql://host/berita"),
        ("postgresql://budi@host/berita", "postgresql://budi@host/berita"),
        ("postgresql://budi:rahasia@host/berita", "postgresql://budi:***@host/berita"),
        ("postgresql://:rahasia@host/berita", "postgresql://:***@host/berita"),
        ("postgresql://budi:ra@ha/sia?x@host/berita", "postgresql://budi:***@host/berita"),
        (
            "postgresql://host/berita?password=rahasia&user=budi",
            "postgresql://host/berita?password=***&user=budi",
        ),
        ("host=x password=rahasia user=budi", "host=x password=*** user=budi"),
        (r"host=x password = 'ra ha\'sia' user=budi", "host=x password = *** user=budi"),
    ],
)
def test_a_password_is_never_shown(url: str, shown: str) -> None:
    assert masked(url) == shown
