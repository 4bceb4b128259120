"""Program under the system calls and namespaces that a unit allows.

`python -m tests.deploy.confined SYSCALLS NAMESPACES -- PROGRAM ...` becomes the program, under two filters such
as systemd makes of SystemCallFilter= (names, commas between them) and RestrictNamespaces= (kinds), without
privileges, and as nobody if it was root. Needs libseccomp, which systemd needs as well.
"""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from collections.abc import Collection

LIBRARY = "libseccomp.so.2"
ALLOW, DENY, NOT_THERE = 0x7FFF0000, 0x00050000 | errno.EPERM, 0x00050000 | errno.ENOSYS
MASKED_EQUAL = 7
NAMESPACES = {
    "mnt": 0x00020000,
    "cgroup": 0x02000000,
    "uts": 0x04000000,
    "ipc": 0x08000000,
    "user": 0x10000000,
    "pid": 0x20000000,
    "net": 0x40000000,
}
NO_NEW_PRIVILEGES = 38
NOBODY = 65534


class Comparison(ctypes.Structure):
    """libseccomp's `scmp_arg_cmp`."""

    _fields_ = [
        ("arg", ctypes.c_uint),
        ("op", ctypes.c_int),
        ("mask", ctypes.c_uint64),
        ("value", ctypes.c_uint64),
    ]


class Filter:
    """One filter: its rules, and its action for every call that no rule names."""

    def __init__(self, library: ctypes.CDLL, otherwise: int) -> None:
        self.library = library
        library.seccomp_init.restype = ctypes.c_void_p
        self.context = ctypes.c_void_p(library.seccomp_init(ctypes.c_uint32(otherwise)))

    def rule(self, action: int, name: str, argument: int | None = None, flag: int = 0) -> None:
        """Of the call of this name, or of it with this flag among an argument's."""
        number = self.library.seccomp_syscall_resolve_name(name.encode())
        if number < 0:  # another processor's
            return
        comparisons = (Comparison * 1)(Comparison(argument or 0, MASKED_EQUAL, flag, flag))
        count = 0 if argument is None else 1
        done = self.library.seccomp_rule_add_array(
            self.context, ctypes.c_uint32(action), number, count, comparisons
        )
        assert done == 0, (name, done)

    def load(self) -> None:
        assert self.library.seccomp_load(self.context) == 0


def confine(calls: Collection[str], namespaces: Collection[str]) -> None:
    """From now on, for this process and all that it starts."""
    library = ctypes.CDLL(LIBRARY)
    ctypes.CDLL(None).prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    kinds = Filter(library, ALLOW)
    kinds.rule(NOT_THERE, "clone3")  # its flags are out of a filter's sight
    for kind in set(NAMESPACES) - set(namespaces):
        for name, argument in (("clone", 0), ("unshare", 0), ("setns", 1)):
            kinds.rule(DENY, name, argument, NAMESPACES[kind])
    only = Filter(library, DENY)
    for name in calls:
        only.rule(ALLOW, name)
    kinds.load()
    only.load()


if __name__ == "__main__":
    calls, namespaces, _, *program = sys.argv[1:]
    if os.geteuid() == 0:
        os.setgroups([])
        os.setresgid(NOBODY, NOBODY, NOBODY)
        os.setresuid(NOBODY, NOBODY, NOBODY)
    confine(calls.split(","), namespaces.split())
    os.execvp(program[0], program)
