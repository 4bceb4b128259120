"""DATABASE_URL: spellings, checks, and errors of one line."""

import asyncio
import socket
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from newsspider.store.address import read_address, safe_address
from newsspider.store.database import DatabaseUnavailable, open_database
from newsspider.store.retry import RetryPolicy, StoreLost


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


def test_live_server_is_yielded_as_given(server: str, tmp_path: Path) -> None:
    with open_database(f" {server}\n", tmp_path) as conninfo:
        assert conninfo == server
    assert list(tmp_path.iterdir()) == []


def test_empty_url_opens_the_embedded_server(data_dir: Path) -> None:
    with open_database(" \n", data_dir) as conninfo, psycopg.connect(conninfo) as connection:
        assert connection.execute("SELECT current_database()").fetchone() == ("newsspider",)
    assert (data_dir / "postgres" / "cluster").is_dir()


def test_missing_server_is_reported(tmp_path: Path) -> None:
    message = refusal("postgresql://budi:rahasia@127.0.0.1:1/berita", tmp_path)
    assert "postgresql://budi@127.0.0.1:1/berita" in message
    assert "Connection refused" in message


def test_unknown_host_is_reported(tmp_path: Path) -> None:
    assert "no-such-host.invalid" in refusal("host=no-such-host.invalid password=rahasia", tmp_path)


def test_silent_server_is_reported(tmp_path: Path, silent_port: int) -> None:
    message = refusal(f"postgresql://127.0.0.1:{silent_port}/berita?connect_timeout=2", tmp_path)
    assert "timeout" in message


def test_missing_database_is_reported(server: str, tmp_path: Path) -> None:
    assert 'database "tiada" does not exist' in refusal(f"{server} dbname=tiada", tmp_path)


UNREADABLE = [
    "newsspider",
    "mysql://budi:rahasia@host/berita",
    "postgresql://budi:rahasia@[::1/berita",
    "postgresql://budi:rahasia@host/berita?no_such_option=1",
    "postgresql://budi:rahasia@host/berita?rahasia",
    "postgresql://budi:rahasia@host/berita?schema=rahasia",
    "postgresql://budi:ra@rahasia@host/berita",
    "postgresql://budi:12/rahasia@host/berita",
    "postgresql://budi:rahasia",
    "postgresql://budi:%rahasia@host/berita",
    "postgresql://budi:rahasia@host:lima/berita",
    "postgresql:/budi:rahasia@host/berita",
    "postgresql//budi:rahasia@host/berita",
    "host=h password=a rahasia",
    "host=h password='rahasia",
    "host=h passwd=rahasia",
    "PASSWORD=rahasia host=h",
    "budi:rahasia@host/berita",
    "rahasia",
    "port=lima password=rahasia",
    "password='rahasia",
    "host=h\npassword='rahasia\n",
    "jdbc:oracle:thin:budi/rahasia@host",
    "https://budi:rahasia@host/berita",
    "postgresql://host/berita?user=budi;password=rahasia",
]


@pytest.mark.parametrize("url", UNREADABLE)
def test_unreadable_address_is_never_shown(url: str, tmp_path: Path) -> None:
    """Case X7."""
    message = refusal(url, tmp_path)
    assert "expected DATABASE_URL to be like postgresql://" in message
    for part in ("budi", "berita", "host/", "lima", "mysql", "oracle"):
        assert part not in message.replace("host:5432", "")


@pytest.mark.parametrize(
    "url",
    [
        "host=127.0.0.1 port=1 password=a\\ rahasia",
        "host=127.0.0.1 port=1 dbname=postgresql://budi:rahasia@h/b",
        "host=127.0.0.1 port=1 user='budi password=rahasia'",
        "postgresql://127.0.0.1:1/berita?password=rahasia",
        "postgresql://127.0.0.1:1/berita?sslpassword=rahasia&sslkey=/none",
        "postgresql://budi:rahasia@no-such-host.invalid/berita",
        "postgresql://:rahasia@127.0.0.1:1",
        "postgresql://budi%40rahasia@127.0.0.1:1/berita",
    ],
)
def test_secret_is_hidden_when_server_is_away(url: str, tmp_path: Path) -> None:
    """Case X7: what libpq parsed is shown, without secrets and without what may be a slip of the pen."""
    assert "expected a PostgreSQL server at postgresql://" in refusal(url, tmp_path)


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("postgresql://host/berita", "postgresql://host/berita"),
        ("postgresql://budi@host/berita", "postgresql://budi@host/berita"),
        ("postgresql://budi:rahasia@host:6543/berita", "postgresql://budi@host:6543/berita"),
        ("postgresql://budi%3Arahasia@host/berita", "postgresql://***@host/berita"),
        ("postgresql://[::1]:6543/berita", "postgresql://::1:6543/berita"),
        ("postgresql://a:5432,b:5433/berita", "postgresql://a,b:5432,5433/berita"),
        ("postgresql:///berita", "postgresql:///berita"),
        ("host=/run/postgresql dbname=berita", "postgresql:///berita?host=/run/postgresql"),
        ("host=x password=rahasia user=budi", "postgresql://budi@x/"),
        ("host='x y' user='budi@tenant'", "postgresql://***@x y/"),
        ("host=x password='ra", "an address that cannot be read"),
    ],
)
def test_shown_address_hides_secrets(url: str, shown: str) -> None:
    """Case X7."""
    assert safe_address(url) == shown


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("postgres://budi:r@host/berita", "postgresql://budi:r@host/berita"),
        ("postgresql+psycopg://budi:r@host/berita", "postgresql://budi:r@host/berita"),
        ("postgresql+psycopg2://budi@host/berita", "postgresql://budi@host/berita"),
        (
            "postgresql+asyncpg://budi@host/berita?ssl=require",
            "postgresql://budi@host/berita?sslmode=require",
        ),
        ("POSTGRESQL://host/berita", "postgresql://host/berita"),
        ("psql://budi@host/berita", "postgresql://budi@host/berita"),
        (
            "jdbc:postgresql://host:5433/berita?user=budi&password=r&ssl=true",
            "postgresql://host:5433/berita?user=budi&password=r&sslmode=require",
        ),
        ("postgresql://host/berita?schema=public", "postgresql://host/berita"),
        (
            "postgresql://host/berita?currentSchema=public&sslmode=require",
            "postgresql://host/berita?sslmode=require",
        ),
        ("postgresql://host/berita?pgbouncer=true&connection_limit=1", "postgresql://host/berita"),
        (
            "postgresql://host/berita?sslmode=require&pool=5&encoding=utf8",
            "postgresql://host/berita?sslmode=require",
        ),
        ('"postgresql://host/berita"', "postgresql://host/berita"),
        ("'postgresql://host/berita'\n", "postgresql://host/berita"),
        ("DATABASE_URL=postgresql://host/berita", "postgresql://host/berita"),
        ("export DATABASE_URL='postgresql://host/berita'", "postgresql://host/berita"),
        ("\ufeffpostgresql://host/berita \t\r\n", "postgresql://host/berita"),
        ("host=h dbname=berita", "host=h dbname=berita"),
    ],
)
def test_address_accepts_other_softwares_spellings(written: str, read: str) -> None:
    """Case D3: what is unambiguous is accepted."""
    assert read_address(written) == read


async def test_crawl_log_hides_the_password(caplog: pytest.LogCaptureFixture) -> None:
    """Case X7: what the log, a run's reasons and an alert are made of."""
    away = "postgresql://budi:rahasia@127.0.0.1:1/berita"
    caplog.set_level("DEBUG")
    policy = RetryPolicy(away)
    failed = psycopg.OperationalError('connection to "budi:rahasia@127.0.0.1" failed: rahasia')

    async def work() -> None:
        raise failed

    async with asyncio.timeout(20):
        with pytest.raises(StoreLost) as lost:
            await policy._retry(work, (0.01,), 0.05, 0.05)
    assert "rahasia" not in str(lost.value) + caplog.text
