"""Test servers that do not wait for the disk: none of their data has to outlive a power cut."""

from __future__ import annotations

import psycopg

WAITS = ("fsync", "full_page_writes", "synchronous_commit")


def save_nothing(server: str) -> None:
    """Switch the waits of a server off, for all its databases. A copy of a database then costs a tenth."""
    with psycopg.connect(server, autocommit=True) as connection:
        for setting in WAITS:
            connection.execute(f"ALTER SYSTEM SET {setting} = off".encode())
        connection.execute("SELECT pg_reload_conf()")
