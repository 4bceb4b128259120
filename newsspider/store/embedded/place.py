"""Place of the embedded server: folder, data, socket and log."""

import hashlib
import logging
import re
import stat
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from psycopg.conninfo import make_conninfo

from newsspider.store.embedded.account import Account, account_for
from newsspider.store.errors import DatabaseUnavailable

ELSEWHERE = Path("/var/lib/newsspider")  # for root, whose home no lesser user may enter
SHORT = Path("/tmp")  # for sockets; not TMPDIR, because every process must come to the same path
DATABASE = "newsspider"
SOCKET = ".s.PGSQL.5432"
LOG_TAIL = 200_000  # bytes
LONGEST_SOCKET_PATH = 107  # bytes: Linux's sun_path less the closing NUL

logger = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """All users may enter `folder`; `cluster` (the data) and `sockets` in it belong to the account alone."""

    folder: Path
    account: Account

    @property
    def cluster(self) -> Path:
        return self.folder / "cluster"

    @property
    def log(self) -> Path:
        return self.folder / "server.log"

    @property
    def pid_file(self) -> Path:
        return self.cluster / "postmaster.pid"

    @property
    def version(self) -> int | None:
        """The major version the data were made with; None if there are none. Raises DatabaseUnavailable."""
        file = self.cluster / "PG_VERSION"
        if not file.exists() and not self._has_data():
            return None
        text = file.read_bytes()[:20].decode("ascii", "replace").strip() if file.is_file() else None
        if text is None or not text.isdecimal():
            found = "no such file" if text is None else "an empty file" if not text else f"{text!a}"
            raise DatabaseUnavailable(
                f"expected {file} to hold the major version of PostgreSQL, found {found}: write it there "
                "again "
                f"({self._version_in_log() or 'the newest start in ' + str(self.log) + ' names it'}), "
                "restore "
                f"{self.folder} from a backup, or move {self.folder} away to begin anew"
            )
        return int(text)

    def _has_data(self) -> bool:
        return self.cluster.is_dir() and any(self.cluster.iterdir())

    def _version_in_log(self) -> str:
        """The major version that was started here last."""
        try:
            said = self.log.read_bytes()[-LOG_TAIL:].decode(errors="replace")
        except OSError:
            return ""
        starts = re.findall(r"starts PostgreSQL (\d+)", said)
        return f"it was {starts[-1]}" if starts else ""

    @property
    def name(self) -> str:
        """The server's cluster_name. Unlike the path it stays the same after a `mv` of the folder."""
        found = self.folder.stat()
        return "newsspider-" + _digest(f"{found.st_dev}-{found.st_ino}")

    @property
    def sockets(self) -> Path:
        """`run` in the folder, unless its path is too long, or PostgreSQL would split it at a comma."""
        usual = self.folder / "run"
        path = str(usual / SOCKET)
        plain = path.isascii() and not set(path) & set(',"\\')
        return usual if plain and len(path) <= LONGEST_SOCKET_PATH else SHORT / self.name

    def conninfo(self, database: str) -> str:
        return make_conninfo(host=str(self.sockets), port=5432, user="newsspider", dbname=database)

    def open_sockets(self) -> None:
        """Make the socket folder. Only the account may enter it, because the socket needs no password."""
        folder = self.sockets
        with suppress(FileExistsError):
            folder.mkdir(mode=0o700)
            self.account.own(folder)
        found = folder.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != self.account.uid or found.st_mode & 0o077:
            raise DatabaseUnavailable(
                f"expected the socket folder {folder} to be one that only {self.account.name} may enter, "
                f"found {stat.filemode(found.st_mode)} of user {found.st_uid}: remove it and start again"
            )

    def close_sockets(self) -> None:
        if self.sockets.parent == SHORT:
            with suppress(OSError):
                self.sockets.rmdir()


def settle(data_dir: Path) -> Place:
    """The place `data_dir/postgres`. If the server's user cannot reach it, it is a link to elsewhere."""
    usual = data_dir.absolute() / "postgres"
    data_dir.mkdir(parents=True, exist_ok=True)
    account = account_for(usual / "cluster")
    if not usual.exists() and not usual.is_symlink() and not account.reaches(data_dir):
        _settle_elsewhere(usual, account)
    folder = usual.resolve()
    if folder.parent == ELSEWHERE:  # a link may come from another machine
        _make(ELSEWHERE, 0o711)
    _make(folder, 0o711 if account.dropped else 0o700)
    if not account.reaches(folder):
        raise DatabaseUnavailable(
            f"expected {account.name}, who runs the embedded server, to be able to enter {folder}, found a "
            f"folder on the way closed: open it (chmod o+x), or move {usual} away to begin anew elsewhere"
        )
    return Place(folder=folder, account=account)


def _settle_elsewhere(usual: Path, account: Account) -> None:
    elsewhere = ELSEWHERE / _digest(str(usual.resolve()))
    _make(ELSEWHERE, 0o711)
    _make(elsewhere, 0o711)
    (elsewhere / "linked-from").write_bytes(bytes(usual) + b"\n")
    with suppress(FileExistsError):  # another process of ours was quicker
        usual.symlink_to(elsewhere)
        logger.warning(
            "%s cannot enter %s: the database is kept in %s, where %s links to",
            account.name,
            usual.parent,
            elsewhere,
            usual,
        )


def _make(folder: Path, mode: int) -> None:
    """Make a folder with this mode, whatever the umask. A folder that exists keeps its mode."""
    with suppress(FileExistsError):
        folder.mkdir()
        folder.chmod(mode)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode(errors="surrogateescape")).hexdigest()[:12]
