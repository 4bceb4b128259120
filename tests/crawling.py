"""How does a test run scrapy as a person would: as a command, in the project's folder?"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def scrapy(
    *arguments: str, address: str = "", database: str = "", project: str = "replica", timeout: int = 100
) -> subprocess.CompletedProcess[str]:
    """Run `scrapy ARGUMENTS`; `address` is a replica's, `database` a conninfo. A crawl shows no page in a
    browser unless it is told to (`-a render=`)."""
    environment = {
        **os.environ,
        "SCRAPY_PROJECT": project,
        "REPLICA_ADDRESS": address,
        "DATABASE_URL": database,
        "NEWSSPIDER_CONTACT": "https://example.org/newsspider",
    }
    without = ["-s", "RENDER=never"] if arguments[0] == "crawl" else []
    command = [sys.executable, "-m", "scrapy", *arguments, *without]
    return subprocess.run(
        command,
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
    )
