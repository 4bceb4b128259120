"""Search for an installed browser."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""Programs on the PATH, in this order: the headless shell needs a third less CPU than the full Chromium."""
PLAYWRIGHT_PATTERNS = (
    "chromium_headless_shell-*/*/chrome-headless-shell",
    "chromium_headless_shell-*/*/headless_shell",
    "chromium-*/chrome-linux*/chrome",
)
"""Programs that `playwright install chromium` puts below its folder."""
EXPECTED = f"Playwright's own, or {', '.join(NAMES[:-1])} or {NAMES[-1]} on the PATH"


def find_browser(playwright_folder: Path | None = None) -> Path | None:
    """Return Playwright's browser if it is installed, else the system's, else None.

    `playwright_folder` is where Playwright keeps its browsers, by default its folder on Linux.
    """
    folder = playwright_folder or Path.home() / ".cache" / "ms-playwright"
    own = next((program for program in _installed(folder) if os.access(program, os.X_OK)), None)
    return own or next((Path(found) for found in map(shutil.which, NAMES) if found), None)


def _installed(folder: Path) -> Iterator[Path]:
    for pattern in PLAYWRIGHT_PATTERNS:
        yield from sorted(folder.glob(pattern), key=_revision, reverse=True)


def _revision(program: Path) -> int:
    """1255 of .../chromium-1255/chrome-linux64/chrome."""
    found = re.search(r"(?<!\d)\d+$", program.parents[1].name)
    return int(found[0]) if found else 0
