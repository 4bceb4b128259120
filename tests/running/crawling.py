"""Run `scrapy` as a person does: as a command, in the project's folder."""

from __future__ import annotations

import os
import subprocess

from tests.running import forkserver

ROOT = forkserver.ROOT
HANGS = 240.0
"""Seconds after which a command counts as hung, on the slowest machine."""


def scrapy(
    *arguments: str, address: str = "", database: str = "", project: str = "replica", timeout: float = HANGS
) -> subprocess.CompletedProcess[str]:
    """Run `scrapy ARGUMENTS`; `address` is a replica's, `database` a conninfo.

    A crawl renders no page in a browser, unless `-a render=` says so. Raises subprocess.TimeoutExpired.
    """
    without = ["-s", "RENDER=never"] if arguments[0] == "crawl" else []
    return forkserver.run([*arguments, *without], environment_of(address, database, project), timeout)


def command(*arguments: object, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run `scrapy ARGUMENTS` in our environment and these variables. Raises subprocess.TimeoutExpired."""
    return forkserver.run([str(each) for each in arguments], {**os.environ, **variables}, HANGS)


def environment_of(address: str, database: str, project: str = "replica") -> dict[str, str]:
    """The environment of a command of this project, with a replica's address and a conninfo."""
    return {
        **os.environ,
        "SCRAPY_PROJECT": project,
        "REPLICA_ADDRESS": address,
        "DATABASE_URL": database,
        "NEWSSPIDER_CONTACT": "https://example.org/newsspider",
    }
