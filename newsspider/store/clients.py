"""Connections of PostgreSQL's own programs. Passwords are never among their arguments, which all users of the
machine can read."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from psycopg.conninfo import make_conninfo
from psycopg.pq import Conninfo

from newsspider.store.address import SECRET, options_of

SERVICE = "newsspider"


@dataclass(frozen=True, kw_only=True, slots=True)
class Client:
    """The `--dbname=` argument of a program, and its environment."""

    arguments: Sequence[str]
    environment: dict[str, str]


@contextmanager
def client(conninfo: str) -> Iterator[Client]:
    """The connection of a program such as psql, for the block. Raises DatabaseUnavailable."""
    options = {key: str(value) for key, value in options_of(conninfo).items()}
    secrets = {key: options.pop(key) for key in SECRET & options.keys()}
    variables = _variables()
    environment = {
        **os.environ,
        **{variables[key]: value for key, value in secrets.items() if variables.get(key)},
    }
    rest = {key: value for key, value in secrets.items() if not variables.get(key)}
    if not rest:
        yield Client(arguments=[f"--dbname={make_conninfo(**options)}"], environment=environment)
        return
    with tempfile.NamedTemporaryFile("w", prefix="newsspider-", suffix=".conf") as file:  # mode 0600
        lines = "".join(f"{key}={value}\n" for key, value in rest.items())
        file.write(f"[{SERVICE}]\n{lines}")
        file.flush()
        environment["PGSERVICEFILE"] = file.name
        yield Client(
            arguments=[f"--dbname={make_conninfo(**options, service=SERVICE)}"], environment=environment
        )


def _variables() -> dict[str, str]:
    """The environment variable of each libpq option."""
    return {
        option.keyword.decode(): option.envvar.decode() for option in Conninfo.get_defaults() if option.envvar
    }
