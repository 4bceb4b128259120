"""Which living processes are the embedded server's?"""

from pathlib import Path

from newsspider.store.embedded.place import Place


def residents(place: Place) -> set[int]:
    """Each has the server's cluster_name in its command line; a zombie has no command line.

    The pid in postmaster.pid alone proves nothing: it may be a zombie, or by now belong to a stranger.
    """
    name = place.name.encode()
    return {
        int(process.name)
        for process in Path("/proc").glob("[0-9]*")
        if name in (command := _command_line(process)) and _is_postgres(command)
    }


def written_pid(place: Place) -> int:
    """The pid in postmaster.pid; 0 if there is none."""
    try:
        first = place.pid_file.read_text().split("\n")[0]
    except FileNotFoundError:
        return 0
    return int(first) if first.isdigit() else 0


def _command_line(process: Path) -> bytes:
    try:
        return (process / "cmdline").read_bytes()
    except OSError:  # it ended while we looked
        return b""


def _is_postgres(command: bytes) -> bool:
    """The first process keeps its command line; its children are titled "postgres: <cluster_name>: ..."."""
    program = command.split(b"\0")[0]
    return program.endswith(b"/postgres") or program.startswith(b"postgres:")
