"""Which browser is there on this machine?"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""On the PATH, in this order: the headless shell needs a third less CPU than the whole Chromium."""
OWN = (
    "chromium_headless_shell-*/*/chrome-headless-shell", "chromium_headless_shell-*/*/headless_shell",
    "chromium-*/chrome-linux*/chrome",
)  # fmt: skip
"""What `playwright install chromium` leaves, below its folder."""
EXPECTED = f"Playwright's own, or {', '.join(NAMES[:-1])} or {NAMES[-1]} on the PATH"


def find_browser(own_folder: Path | None = None) -> Path | None:
    """The program to start: Playwright's own if it is installed, else the system's; None where there is none.

    `own_folder` is where Playwright keeps its browsers, by default where it keeps them on Linux.
    """
    folder = own_folder or Path.home() / ".cache" / "ms-playwright"
    own = next((program for program in _installed(folder) if os.access(program, os.X_OK)), None)
    return own or next((Path(found) for found in map(shutil.which, NAMES) if found), None)


def _installed(folder: Path) -> Iterator[Path]:
    for pattern in OWN:
        yield from sorted(folder.glob(pattern), key=_revision, reverse=True)


def _revision(program: Path) -> int:
    """1255 of .../chromium-1255/chrome-linux64/chrome."""
    found = re.search(r"(?<!\d)\d+$", program.parents[1].name)
    return int(found[0]) if found else 0
