"""Dumps of a database's schema, for comparing two databases."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from newsspider.store.ledger import STORE

SCHEMA = Path(str(STORE / "schema.sql"))
NOISE = re.compile(
    r"^--\n-- (PostgreSQL database dump( complete)?|Name: .+; Type: [A-Z ]+; Schema: .+; Owner: -)\n--\n"
    r"|^-- Dumped (from|by) .*\n"
    r"|^SET (statement_timeout|lock_timeout|idle_in_transaction_session_timeout|transaction_timeout"
    r"|client_encoding|standard_conforming_strings|check_function_bodies|xmloption|client_min_messages|row_security"
    r"|default_tablespace|default_table_access_method) = .*;\n"
    r"|^SELECT pg_catalog\.set_config\('search_path', '', false\);\n"
    r"|^\\(un)?restrict .*\n",
    re.MULTILINE,
)
"""Lines that pg_dump writes about itself and its session, and its titles. The body of a function may hold a
SET and a comment too."""


def dump_schema(conninfo: str, programs: Path) -> str:
    """All that is in the database but the ledger, as the pg_dump in `programs` writes it."""
    dump = subprocess.run(
        [
            programs / "pg_dump",
            "--schema-only",
            "--no-owner",
            "--no-privileges",
            "--exclude-table=public.newsspider_migration",
            f"--dbname={conninfo}",
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert dump.returncode == 0, dump.stderr
    return re.sub(r"\n{3,}", "\n\n", NOISE.sub("", dump.stdout)).strip() + "\n"
