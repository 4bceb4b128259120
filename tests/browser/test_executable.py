"""Tests of the search for an installed browser."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsspider.browser import executable
from newsspider.browser.executable import find_browser


def program(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    return path


def test_find_browser_prefers_playwrights_newest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    own = tmp_path / "ms-playwright"
    assert find_browser(own) is None
    systems = program(tmp_path / "bin" / "google-chrome")
    assert find_browser(own) == systems
    systems = program(tmp_path / "bin" / "chromium")
    assert find_browser(own) == systems
    whole = program(own / "chromium-999" / "chrome-linux64" / "chrome")
    assert find_browser(own) == whole
    whole = program(own / "chromium-1255" / "chrome-linux64" / "chrome")
    assert find_browser(own) == whole
    shell = program(own / "chromium_headless_shell-1100" / "chrome-linux" / "headless_shell")
    assert find_browser(own) == shell
    shell.chmod(0o644)
    assert find_browser(own) == whole
    assert all(name in executable.EXPECTED for name in executable.NAMES)
