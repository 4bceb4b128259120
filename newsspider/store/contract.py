"""Document of the views for dashboards: `python -m newsspider.store.contract` prints it, for docs/ops.md."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from newsspider.store.embedded.sharing import embedded_server
from newsspider.store.errors import StoreError
from newsspider.store.migrate import migrate
from newsspider.store.queries import query
from newsspider.store.reports.readonly import Reader, looking

HEADER = """\
# The views for dashboards

Not to be edited: these are the comments on the views of the schema `ops` (newsspider/store/views). After a
change of one:

    python -m newsspider.store.contract > docs/ops.md

The views and their columns stay as they are; new ones may come, so name the columns you want. They answer
within 100 milliseconds with a million stories, twenty million links and 400 runs in the database, if a
question about days names a month or so ([measured](benchmarks.md#the-views-for-dashboards)). Texts are as the
pages had them, and pages are written by strangers: whoever shows one escapes it, and makes no link of an
address without looking at it.

`deploy/roles.sql` makes the role `newsspider_reader`, which may read these views and nothing else; it is cut
off after ten seconds. `deploy/grafana/` holds dashboards and alert rules that read them.
"""


def contract(conninfo: str) -> str:
    """The document: each view with its comment and its columns."""
    with looking(conninfo) as connection:
        return HEADER + "".join(_sections(connection))


def _sections(connection: Reader) -> Iterator[str]:
    shown: str | None = None
    for view, about, column, kind, meaning in connection.execute(query("ops_columns")):
        if view != shown:
            yield f"\n## ops.{view}\n\n{about}\n\n| column | type | meaning |\n|---|---|---|\n"
            shown = view
        yield f"| `{column}` | {kind} | {meaning} |\n"


def main() -> int:
    """Print the document of a fresh database. Returns the exit code."""
    with tempfile.TemporaryDirectory(prefix="newsspider-") as folder:
        Path(folder).chmod(0o711)  # for root: the server's user must come through
        try:
            with embedded_server(Path(folder)) as conninfo:
                migrate(conninfo)
                print(contract(conninfo), end="")
        except StoreError as error:
            print(error, file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
