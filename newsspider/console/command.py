"""Base class of the project's commands: settings, database, errors in one line, exit codes."""

from __future__ import annotations

import argparse
from abc import abstractmethod
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import ClassVar, TypeVar

from scrapy.exceptions import UsageError
from scrapy.settings import Settings

from newsspider.console.manual import Documented
from newsspider.console.terminal import show, warn
from newsspider.store.database import open_database
from newsspider.store.errors import StoreError
from newsspider.store.reports.readonly import has_tables, looking, was_made
from newsspider.validation import BadValue

NO_DATABASE = "No database yet: nothing has been crawled. Begin with: scrapy crawl tribun"

Answer = TypeVar("Answer")


class CommandFailed(Exception):
    """A command that cannot do what was asked: one line that says what was expected and what was found."""

    def __init__(self, message: str, exit_code: int = 1) -> None:
        super().__init__(message)
        self.exit_code = exit_code


class ProjectCommand(Documented):
    """A command that crawls nothing itself. `operands` names what may follow the options; "" is nothing."""

    requires_project = True
    requires_crawler_process = False
    description: ClassVar[str]
    operands: ClassVar[str] = ""
    failures: ClassVar[Mapping[type[Exception], int]] = {}
    """Exit codes of further errors that are one line; of a StoreError it is 1."""

    @property
    def project_settings(self) -> Settings:
        """The project's settings, with those of the command line."""
        assert self.settings is not None
        return self.settings

    @property
    def place(self) -> tuple[str, Path]:
        """DATABASE_URL and DATA_DIR: where the crawls' database is."""
        return self.project_settings["DATABASE_URL"], Path(self.project_settings["DATA_DIR"])

    def short_desc(self) -> str:
        return self.description

    def syntax(self) -> str:
        return f"[options] {self.operands}".strip()

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Called by Scrapy. Raises UsageError, which Scrapy ends with exit code 2."""
        if args and not self.operands:
            raise UsageError(f"expected options only, found {args[0]!a}", print_help=False)
        if unknown := next((arg for arg in args if arg.startswith("--")), None):
            raise UsageError(
                f"expected an option of this command (-h lists them), found {unknown!a}", print_help=False
            )
        failures: tuple[type[Exception], ...] = (StoreError, *self.failures)
        try:
            self.exitcode = self.execute(args, opts) or 0
        except BadValue as error:
            raise UsageError(str(error), print_help=False) from None
        except CommandFailed as error:
            self.fail(error, error.exit_code)
        except failures as error:
            codes = (code for kind, code in self.failures.items() if isinstance(error, kind))
            self.fail(error, next(codes, 1))

    @abstractmethod
    def execute(self, args: list[str], opts: argparse.Namespace) -> int | None:
        """Do the work; the exit code, None is 0. Raises CommandFailed, BadValue, StoreError, UsageError."""

    def fail(self, error: object, exit_code: int) -> None:
        """Say in one line on stderr what went wrong."""
        warn(str(error))
        self.exitcode = exit_code

    def database(self) -> AbstractContextManager[str]:
        """The conninfo of the crawls' database, which is made where there is none. Raises StoreError."""
        return open_database(*self.place)

    def ask(self, question: Callable[[str], Answer], say: bool = True) -> Answer | None:
        """What `question` finds in the crawls' database, whose conninfo it gets; None, and with `say` that is
        said, where nothing has been crawled. Makes no database. Raises StoreError."""
        if was_made(*self.place):
            with self.database() as conninfo:
                with looking(conninfo) as connection:
                    is_used = has_tables(connection)
                if is_used:
                    return question(conninfo)
        if say:
            show(f"{NO_DATABASE}{self.demo_hint}")
        return None

    @property
    def demo_hint(self) -> str:
        """How to look into the demo's database; empty if there is none, or another to look into."""
        demo = self.place[1] / "demo"
        if was_made(*self.place) or not was_made("", demo):
            return ""
        command = type(self).__module__.rpartition(".")[2]
        return f". The demo's database is there: NEWSSPIDER_DATA={demo} scrapy {command}"
