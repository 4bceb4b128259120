"""Environment of the other extractors: their dependencies clash with the project's."""

from __future__ import annotations

import hashlib
import subprocess
import venv
from pathlib import Path

from bench.quality.cases import ROOT

FOLDER = ROOT / "data" / "quality"
CONSTRAINTS = Path(__file__).with_name("constraints.txt")
STAMP = FOLDER / "constraints.sha256"


def python() -> Path:
    """The interpreter of the environment, which is made if it is not what constraints.txt says.

    Raises SystemExit if the packages cannot be installed.
    """
    found = FOLDER / "bin" / "python"
    wanted = hashlib.sha256(CONSTRAINTS.read_bytes()).hexdigest()
    if STAMP.exists() and STAMP.read_text("utf-8") == wanted:
        return found
    print("installing the other extractors: a minute or two", flush=True)
    venv.create(FOLDER, with_pip=True, clear=True)
    # All dependencies are pinned, so none is looked for.
    stated = ("--quiet", "--disable-pip-version-check", "--no-deps", "--require-hashes", "-r", CONSTRAINTS)
    done = subprocess.run([found, "-m", "pip", "install", *stated], check=False)
    if done.returncode:
        raise SystemExit("expected pip to install bench/quality/constraints.txt, it failed: see above")
    STAMP.write_text(wanted, "utf-8")
    return found
