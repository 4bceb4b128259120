"""Errors are counted however far logging is turned down."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator

import pytest

from newsspider.runs.errorcount import LoggedErrors

NAME = "tests.logged"
LOGGER = logging.getLogger(NAME)
ADAPTER = logging.LoggerAdapter(LOGGER, {})
CALLS: dict[str, Callable[[], None]] = {
    "error": lambda: LOGGER.error("rusak: %s", 1),
    "critical": lambda: LOGGER.critical("rusak"),
    "fatal": lambda: LOGGER.fatal("rusak"),
    "exception": lambda: LOGGER.exception("rusak"),
    "log": lambda: LOGGER.log(logging.ERROR, "rusak"),
    "adapter": lambda: ADAPTER.error("rusak"),
    "adapter of an adapter": lambda: logging.LoggerAdapter(ADAPTER, {}).exception("rusak"),
    "root": lambda: logging.error("rusak"),
    "a percent sign": lambda: LOGGER.error("100 %"),
}
TURNED_DOWN: dict[str, Callable[[], None]] = {
    "as it is": lambda: None,
    "disabled": lambda: logging.disable(logging.CRITICAL),
    "a level of its own": lambda: LOGGER.setLevel(logging.CRITICAL + 1),
    "the root's level": lambda: logging.getLogger().setLevel(logging.CRITICAL + 1),
    "no way up": lambda: setattr(LOGGER, "propagate", False),
    "switched off": lambda: setattr(LOGGER, "disabled", True),
}


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    root = logging.getLogger().level
    yield
    logging.disable(logging.NOTSET)
    logging.getLogger().setLevel(root)
    LOGGER.setLevel(logging.NOTSET)
    LOGGER.propagate, LOGGER.disabled = True, False


@pytest.mark.parametrize("turn_down", TURNED_DOWN.values(), ids=list(TURNED_DOWN))
@pytest.mark.parametrize("call", CALLS.values(), ids=list(CALLS))
def test_an_error_counts_once_at_every_level(call: Callable[[], None], turn_down: Callable[[], None]) -> None:
    """Case T1."""
    errors = LoggedErrors()
    turn_down()
    call()
    assert errors.number == 1


def test_what_is_no_error_does_not_count() -> None:
    """Case T1, the other way: warnings, and what a logger's filter says is none."""
    errors = LoggedErrors()
    LOGGER.warning("hati-hati")
    LOGGER.log(logging.WARNING, "hati-hati")
    ADAPTER.warning("hati-hati")

    def no_error(record: logging.LogRecord) -> bool:
        return "biasa" not in record.getMessage()

    LOGGER.addFilter(no_error)
    LOGGER.error("biasa saja")
    LOGGER.removeFilter(no_error)
    assert errors.number == 0


def test_a_line_names_who_logged_it(caplog: pytest.LogCaptureFixture) -> None:
    LoggedErrors()
    LOGGER.error("satu")
    ADAPTER.error("dua")
    LOGGER.log(logging.INFO, "tiga")
    LOGGER.exception("empat")
    assert {(record.filename, record.funcName) for record in caplog.records} == {
        ("test_errorcount.py", "test_a_line_names_who_logged_it")
    }


def test_two_crawls_of_a_process_count_their_own() -> None:
    first = LoggedErrors()
    LOGGER.error("satu")
    second = LoggedErrors()
    LOGGER.error("dua")
    assert (first.number, second.number) == (2, 1)
