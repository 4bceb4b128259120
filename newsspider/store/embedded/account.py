"""System user that runs the embedded server. PostgreSQL refuses root, so root drops its privileges."""

import os
import pwd
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from newsspider.store.errors import DatabaseUnavailable

# Nothing of the caller's environment: a PGDATA, PGPORT, TZ or LC_ALL there must not change the server.
ENVIRONMENT = {"LC_ALL": "C", "PATH": "/usr/local/bin:/usr/bin:/bin"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Account:
    """A system user. `dropped`: we are root, and children become this user; else they stay who we are."""

    name: str
    uid: int
    gid: int
    dropped: bool

    def run(self, *command: str | Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command,
            check=False,
            cwd="/",
            env=ENVIRONMENT,
            capture_output=True,
            text=True,
            errors="replace",
            **self._identity(),
        )

    def start(
        self, command: Sequence[str | Path], log: IO[bytes], environment: Mapping[str, str]
    ) -> subprocess.Popen[bytes]:
        """Start a process in a session of its own: it may outlive us, and does not get our Ctrl-C."""
        return subprocess.Popen(
            command,
            cwd="/",
            env={**ENVIRONMENT, **environment},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            **self._identity(),
        )

    def reaches(self, path: Path) -> bool:
        """Whether the user can enter this folder or run this file, as the system says, which knows ACLs."""
        return not self.dropped or self.run("test", "-x", path).returncode == 0

    def own(self, path: Path) -> None:
        if self.dropped:
            os.chown(path, self.uid, self.gid)

    def _identity(self) -> dict[str, Any]:
        return {"user": self.uid, "group": self.gid, "extra_groups": []} if self.dropped else {}


def account_for(cluster: Path) -> Account:
    """The owner of the data if there are any, else our user, else (for root) `postgres` or `nobody`."""
    if cluster.exists() and not cluster.is_dir():
        raise DatabaseUnavailable(
            f"expected {cluster} to be a folder with the database, found a file: move it away"
        )
    owner = cluster.stat().st_uid if cluster.exists() else None
    if os.geteuid() == 0:
        return _account(_lesser_user() if owner is None else _entry(owner), dropped=True)
    if owner not in (None, os.geteuid()):
        raise DatabaseUnavailable(
            f"expected the database in {cluster} to belong to you, found that it belongs to "
            f"{_entry(owner).pw_name}: run as that user or as root, or choose another data folder"
        )
    return _account(_entry(os.geteuid()), dropped=False)


def _account(entry: pwd.struct_passwd, *, dropped: bool) -> Account:
    if dropped and entry.pw_uid == 0:
        raise DatabaseUnavailable(
            "expected the embedded database to belong to a user that is not root, found root, as whom "
            "PostgreSQL does not run: chown -R the folder postgres of the data folder to another user"
        )
    return Account(name=entry.pw_name, uid=entry.pw_uid, gid=entry.pw_gid, dropped=dropped)


def _lesser_user() -> pwd.struct_passwd:
    users = {entry.pw_name: entry for entry in pwd.getpwall()}
    for name in ("postgres", "nobody"):
        if name in users:
            return users[name]
    raise DatabaseUnavailable(
        "expected a user postgres or nobody to run the embedded server (PostgreSQL does not run as root), "
        "found neither: create one (useradd -r postgres) or set DATABASE_URL"
    )


def _entry(uid: int) -> pwd.struct_passwd:
    """The user's passwd entry, or a made-up one: containers run users without an entry."""
    try:
        return pwd.getpwuid(uid)
    except KeyError:
        return pwd.struct_passwd((str(uid), "", uid, uid, "", "/", ""))
