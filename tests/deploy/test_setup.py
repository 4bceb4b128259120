"""`deploy/setup browser` gets a browser, or shows the error and names the command that does (case O20)."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.running.crawling import ROOT

STATE = """
pwd -P
.venv/bin/python -VV
cksum <constraints.txt
"""
PYTHON = """#!/bin/sh
[ "$1" != -VV ] || { echo "Python 3.12.0"; exit; }
echo "$*" >>asked
[ -e fetched ] || { echo "Error: getaddrinfo EAI_AGAIN cdn.example" >&2; exit 1; }
"""
APT = """#!/bin/sh
echo "apt-get $*" >>asked
[ "$1" = install ] || exit 0
[ -e packaged ] || { echo "E: Unable to locate package chromium" >&2; exit 100; }
ln -s /bin/true bin/chromium
"""


def program(path: Path, text: str) -> None:
    path.write_text(text)
    path.chmod(0o755)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project whose environment is made, on a machine without a browser."""
    for folder in ("deploy", "bin", ".venv/bin"):
        (tmp_path / folder).mkdir(parents=True)
    shutil.copy(ROOT / "deploy/setup", tmp_path / "deploy/setup")
    (tmp_path / "constraints.txt").write_text("kopi==1\n")
    program(tmp_path / ".venv/bin/python", PYTHON)
    for name in "bash sh cat cksum cmp pwd mktemp timeout touch rm grep tail sleep flock dirname ln".split():
        (tmp_path / "bin" / name).symlink_to(str(shutil.which(name)))
    stamp = subprocess.run(["sh", "-c", STATE], cwd=tmp_path, capture_output=True, text=True, check=True)
    (tmp_path / ".venv/stamp").write_text(stamp.stdout)
    return tmp_path


def set_up(project: Path, user: int = 0, apt: bool = True) -> str:
    """What `deploy/setup browser` says to this user."""
    program(project / "bin/id", f"#!/bin/sh\necho {user}\n")
    if apt:
        program(project / "bin/apt-get", APT)
    done = subprocess.run(
        ["bash", "deploy/setup", "browser"],
        cwd=project,
        env={**os.environ, "PATH": str(project / "bin")},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


def asked(project: Path) -> list[str]:
    return (project / "asked").read_text().splitlines() if (project / "asked").exists() else []


def test_setup_installs_package_on_debian(project: Path) -> None:
    """Case O20: as python3-venv is."""
    (project / "packaged").touch()
    said = set_up(project)
    assert asked(project) == ["apt-get update", "apt-get install -y --no-install-recommends chromium"]
    assert f"browser: {project}/bin/chromium" in said
    assert "no browser" not in set_up(project)


def test_setup_falls_back_to_playwrights_browser(project: Path) -> None:
    (project / "fetched").touch()
    said = set_up(project)
    assert asked(project)[-1] == "-m playwright install --with-deps chromium"
    assert "E: Unable to locate package chromium" in said
    assert "no browser" not in said


@pytest.mark.parametrize(
    ("user", "apt", "reason", "remedy"),
    [
        (0, True, "none could be installed", "apt-get install chromium"),
        (1000, True, "only root may install packages", "sudo apt-get install chromium"),
        (
            1000,
            False,
            "this system has no apt-get",
            "sudo .venv/bin/python -m playwright install --with-deps chromium",
        ),
    ],
)
def test_setup_error_names_one_command(project: Path, user: int, apt: bool, reason: str, remedy: str) -> None:
    """Case O20: the first time with the error; later without trying again."""
    said = set_up(project, user, apt)
    assert "Error: getaddrinfo EAI_AGAIN cdn.example" in said
    assert f"no browser ({reason}, and none could be fetched); install one with: {remedy}\n" in said
    assert "stories lack the recommendations that only JavaScript shows" in said
    before = asked(project)
    assert f"install one with: {remedy}\n" in set_up(project, user, apt)
    assert asked(project) == before
    program(project / "bin/chromium", "#!/bin/sh\n")
    assert "no browser" not in set_up(project, user, apt)
