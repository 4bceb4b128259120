"""Live processes of the embedded server."""

from pathlib import Path

from newsspider.store.embedded.place import Place

PID_LENGTH = 20
"""Bytes of a process number, at most."""


def residents(place: Place) -> set[int]:
    """The processes of the server of an existing folder."""
    return named(place.name)


def named(cluster_name: str) -> set[int]:
    """Each has the server's cluster_name in its command line; a zombie has no command line.

    The pid in postmaster.pid alone proves nothing: it may be a zombie, or by now belong to a stranger.
    """
    name = cluster_name.encode()
    return {
        int(process.name)
        for process in Path("/proc").glob("[0-9]*")
        if name in (command := _command_line(process)) and _is_postgres(command)
    }


def first_process(cluster_name: str) -> int | None:
    """The postmaster of a server whose folder is gone, by the command line that started it."""
    for pid in named(cluster_name):
        if _command_line(Path(f"/proc/{pid}")).split(b"\0")[0].endswith(b"/postgres"):
            return pid
    return None


def written_pid(place: Place) -> int:
    """The pid in postmaster.pid; 0 if there is none."""
    try:
        first = place.pid_file.read_bytes().split(b"\n")[0][:PID_LENGTH]
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
