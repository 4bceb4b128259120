"""Creation of the data folder, whole or not at all: initdb in a temporary folder, then a rename."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from newsspider.disk import sync
from newsspider.store.embedded.binaries import Binaries
from newsspider.store.embedded.place import Place
from newsspider.store.errors import DatabaseUnavailable


def make_cluster(place: Place, binaries: Binaries) -> None:
    """Make the data folder. Call it inside the gate."""
    for leftover in place.folder.glob("initdb-*"):  # of a process that was killed here
        shutil.rmtree(leftover, ignore_errors=True)
    complaints = []
    for locale in _locales(binaries.major):
        if not (complaint := _make_with(locale, place, binaries)):
            return
        complaints.append(complaint)
    raise DatabaseUnavailable(
        f"expected initdb {binaries.version} to make a database in {place.folder}, found: {complaints[-1]}: "
        "see to that, or set DATABASE_URL"
    )


def _make_with(locale: list[str], place: Place, binaries: Binaries) -> str:
    """Run initdb. Returns its complaint, empty if it succeeded."""
    unfinished = Path(tempfile.mkdtemp(prefix="initdb-", dir=place.folder))
    place.account.own(unfinished)
    # `trust` holds on the Unix socket alone, in a folder that only the account and root can enter.
    access = ["--username=newsspider", "--auth-local=trust", "--auth-host=reject"]
    options = [*access, "--encoding=UTF8", "--data-checksums", *locale]
    made = place.account.run(binaries.folder / "initdb", "-D", unfinished, *options)
    if made.returncode != 0:
        shutil.rmtree(unfinished)
        return _complaint(made.stderr)
    unfinished.rename(place.cluster)
    sync(place.folder)
    return ""


def _locales(major: int) -> Iterator[list[str]]:
    """Locale options, best first. PostgreSQL's own C.UTF-8 (17 and newer) sorts the same on every system.

    The system's C.UTF-8 is for older versions, and for the full-text parser of all: with plain C that
    takes a curly quote for a part of the word.
    """
    provider = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"] if major >= 17 else []
    yield [*provider, "--locale=C.UTF-8"]
    yield [*provider, "--locale=C"]


def _complaint(stderr: str) -> str:
    lines = [line for line in stderr.splitlines() if line.strip()]
    errors = [line for line in lines if "error:" in line or "FATAL:" in line]
    return (errors or lines or ["no word of explanation"])[0].strip()
