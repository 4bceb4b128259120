"""Databases for tests: a real PostgreSQL, one server a session, one database a test; and the tests' markers."""

import gc
import os
import tempfile
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import ModuleType

import psycopg
import pytest
from hypothesis import settings
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from newsspider.store.embedded.binaries import candidates, wheel_folder
from newsspider.store.embedded.sharing import embedded_server
from newsspider.store.migrate import migrate
from tests.databases.unsafe import save_nothing

settings.register_profile("newsspider", deadline=None)
settings.load_profile("newsspider")  # no outcome depends on the machine's speed
gc.disable()  # until all tests are collected: their objects stay, and looking at them takes a quarter of the time

FIRST = (
    "breakages/",
    "crawls/test_bad_nights.py",
    "crawls/test_every_story.py",
    "crawls/test_odd_sites.py",
    "crawls/test_many_workers.py",
    "browser/test_deaths.py",
    "browser/test_isolation.py",
    "browser/test_rendered.py",
    "scheduling/test_scheduler.py",
    "commands/test_demo.py",
    "drift/test_suspects.py",
    "scheduling/test_schedule_command.py",
    "test_habits.py",
    "commands/test_scrapys_commands.py",
    "dashboard/test_live.py",
    "deploy/test_runbook.py",
    "deploy/test_running.py",
    "runs/test_shutdown.py",
    "commands/test_healthcheck.py",
    "dashboard/test_pages.py",
    "store/test_workers.py",
    "test_streams.py",
    "recordings/",
    "fuzz/",
    "crawls/",
    "browser/",
    "store/",
)
"""The longest files begin first, in this order, so that no process is left with one at the end."""


FIXTURES = {"data_dir", "programs"}
"""Fixtures that start a server, or are for one."""
SLOW = ("fuzz/", "outlets/boilerplate/test_cheap_signs.py")
STARTERS = {
    "newsspider.replica.serving.server",
    "newsspider.store.embedded.sharing",
    "tests.running.bad_nights",
    "tests.browser.crawling",
    "tests.running.crawling",
    "tests.running.forkserver",
    "tests.databases.locking",
    "tests.running.nights",
    "tests.crawls.oddnights",
    "tests.running.oddsite",
    "tests.running.processes",
    "tests.running.receiving",
    "tests.running.stopping",
    "tests.running.stranger",
}
"""Modules whose functions start a process or a server: a test module that imports one is not `quick`."""

Slowest = Callable[[str, float], None]
STOPS: list[tuple[float, str]] = []


@pytest.fixture
def slowest() -> Slowest:
    """Note a state of a crawl, and how many seconds it took to stop in it: they are printed at the end."""
    return lambda state, seconds: STOPS.append((seconds, state))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if STOPS:
        terminalreporter.write_sep("-", "seconds from SIGTERM to the end")
        for seconds, state in sorted(STOPS, reverse=True):
            terminalreporter.write_line(f"{seconds:6.1f}  {state}")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if not _starts_something(item):
            item.add_marker("quick")
    items.sort(key=_rank)


def pytest_collection_finish() -> None:
    gc.freeze()
    gc.enable()


def _rank(item: pytest.Item) -> int:
    """The item's place in FIRST."""
    place = _place(item.path)
    return next((rank for rank, start in enumerate(FIRST) if place.startswith(start)), len(FIRST))


@cache
def _place(path: Path) -> str:
    return path.relative_to(Path(__file__).parent).as_posix()


def _starts_something(item: pytest.Item) -> bool:
    """Whether the test needs a database, or its module can start a process, a newsroom or a browser."""
    return (
        _place(item.path).startswith(SLOW)
        or not FIXTURES.isdisjoint(getattr(item, "fixturenames", ()))
        or (isinstance(item, pytest.Function) and _can_start(item.module))
    )


@cache
def _can_start(module: ModuleType) -> bool:
    names = vars(module)
    return "subprocess" in names or any(
        getattr(value, "__module__", None) in STARTERS for value in names.values()
    )


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--postgres",
        choices=["best", "system", "wheel"],
        default="best",
        help="whose PostgreSQL to test on: the one a crawl would take (best), the system's, the wheel's",
    )


@pytest.fixture(autouse=True)
def settings_module() -> Iterator[None]:
    """`get_project_settings` names its module in os.environ, where it wins over SCRAPY_PROJECT of later tests."""
    before = os.environ.get("SCRAPY_SETTINGS_MODULE")
    yield
    if before is None:
        os.environ.pop("SCRAPY_SETTINGS_MODULE", None)


@pytest.fixture(scope="session")
def programs(request: pytest.FixtureRequest) -> list[Path]:
    """Folders to look for PostgreSQL in, as `--postgres` says."""
    kind = request.config.getoption("--postgres")
    return [
        folder for folder in candidates() if kind == "best" or (folder == wheel_folder()) == (kind == "wheel")
    ]


@pytest.fixture(scope="session", autouse=True)
def archive() -> Iterator[Path]:
    """The folder in which the crawls of a session archive, away from the project's own."""
    with (
        tempfile.TemporaryDirectory(prefix="nsa-", dir="/tmp") as folder,
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setenv("NEWSSPIDER_ARCHIVE", folder)
        yield Path(folder)


@pytest.fixture
def data_dir() -> Iterator[Path]:
    """Under /tmp: pytest's own folders make long socket paths, and are closed to the user root drops to."""
    with tempfile.TemporaryDirectory(prefix="nst-", dir="/tmp") as folder:
        Path(folder).chmod(0o711)
        yield Path(folder)


@pytest.fixture(scope="session")
def server(programs: list[Path]) -> Iterator[str]:
    """The conninfo of a database to administer the session's server from."""
    with tempfile.TemporaryDirectory(prefix="nst-", dir="/tmp") as folder:
        Path(folder).chmod(0o711)
        with embedded_server(Path(folder), programs) as conninfo:
            save_nothing(conninfo)
            yield conninfo


@pytest.fixture
def empty_database(server: str) -> Iterator[str]:
    """The conninfo of a database of the test's own, without any table."""
    with a_database(server) as conninfo:
        yield conninfo


@pytest.fixture
def second_database(server: str) -> Iterator[str]:
    """Another empty one."""
    with a_database(server) as conninfo:
        yield conninfo


@pytest.fixture(scope="session")
def migrated(server: str) -> Iterator[str]:
    """The name of a migrated database to copy: that takes a quarter of the time of migrating one."""
    with a_database(server) as conninfo:
        migrate(conninfo)
        yield str(conninfo_to_dict(conninfo)["dbname"])


@pytest.fixture
def database(server: str, migrated: str) -> Iterator[str]:
    """The conninfo of a database of the test's own, migrated."""
    with a_database(server, like=migrated) as conninfo:
        yield conninfo


@contextmanager
def a_database(server: str, like: str = "template1") -> Iterator[str]:
    """The conninfo of a database as long as the block lasts; a copy of the one named `like`."""
    name = f"test_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {like}".encode())
        yield make_conninfo(server, dbname=name)
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())
