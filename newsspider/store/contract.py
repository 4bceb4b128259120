"""Views as documents: `python -m newsspider.store.contract` prints docs/ops.md; with `data`, docs/data.md."""

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
question about days names a month or so ([measured](benchmarks.md#the-views-for-dashboards)).
`ops.syndication` takes [longer](benchmarks.md#copies-of-a-story). Texts are as the
pages had them, and pages are written by strangers: whoever shows one escapes it, and makes no link of an
address without looking at it.

`deploy/roles.sql` makes the role `newsspider_reader`, which may read these views and nothing else; it is cut
off after ten seconds. `deploy/grafana/` holds dashboards and alert rules that read them.
"""


DATA_HEADER = """\
# The data for analysts

Not to be edited: these are the comments on the views of the schema `data` (newsspider/store/data). After a
change of one:

    python -m newsspider.store.contract data > docs/data.md

The views and their columns stay as they are; new ones may come, so name the columns you want. Texts are as
the pages had them, and pages are written by strangers: whoever shows one escapes it.
[Questions](questions.md) has twenty of them with their SQL. [`scrapy export`](export.md) writes the same
tables to files.

`deploy/roles.sql` makes the role `newsspider_analyst`, which may read these views and nothing else; it is cut
off after a minute.
"""
REFERENCES = ("target", "original")
"""Columns that hold the number of another story."""
SHORT = {"timestamp with time zone": "timestamptz", "timestamp without time zone": "timestamp"}
"""Types of several words, as Mermaid takes them."""


def contract(conninfo: str) -> str:
    """The document for dashboards: each view with its comment and its columns."""
    with looking(conninfo) as connection:
        return HEADER + "".join(_sections(connection, "ops"))


def dictionary(conninfo: str) -> str:
    """The dictionary for analysts: a picture of the views of the schema `data`, and their columns."""
    with looking(conninfo) as connection:
        picture = "\n".join(_picture(connection))
        return f"{DATA_HEADER}\n```mermaid\n{picture}\n```\n" + "".join(_sections(connection, "data"))


def _sections(connection: Reader, schema: str) -> Iterator[str]:
    shown: str | None = None
    for view, about, column, kind, meaning in connection.execute(query("view_columns"), {"schema": schema}):
        if view != shown:
            yield f"\n## {schema}.{view}\n\n{about}\n\n| column | type | meaning |\n|---|---|---|\n"
            shown = view
        yield f"| `{column}` | {kind} | {meaning} |\n"


def _picture(connection: Reader) -> Iterator[str]:
    """Lines of a Mermaid diagram: what refers to what, then each view with its columns."""
    columns = connection.execute(query("view_columns"), {"schema": "data"}).fetchall()
    yield "erDiagram"
    for view, _, column, _, _ in columns:
        if column == "story" and view != "story":
            yield f"    story ||--o{{ {view} : has"
        elif column in REFERENCES:
            yield f"    {view} }}o--o| story : {column}"
        elif column == "spellings":
            yield f"    {view} ||--|{{ byline : {column}"
    for view in dict.fromkeys(row[0] for row in columns):
        yield f"    {view} {{"
        for own, _, column, kind, _ in columns:
            if own == view:
                yield f"        {SHORT.get(kind, kind)} {column}"
        yield "    }"


def main() -> int:
    """Print the document of a fresh database. Returns the exit code."""
    document = dictionary if sys.argv[1:] == ["data"] else contract
    with tempfile.TemporaryDirectory(prefix="newsspider-") as folder:
        Path(folder).chmod(0o711)  # for root: the server's user must come through
        try:
            with embedded_server(Path(folder)) as conninfo:
                migrate(conninfo)
                print(document(conninfo), end="")
        except StoreError as error:
            print(error, file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
