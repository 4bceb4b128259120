"""Manifest of an export: what was exported, of which moment, and which files hold it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson

from newsspider import __version__
from newsspider.exports.errors import ExportError
from newsspider.exports.schema import SCHEMA_VERSION
from newsspider.store.reports.exporting import ExportQuery, Moment, Selection, ViewColumn


@dataclass(frozen=True, kw_only=True, slots=True)
class FileEntry:
    """A file of an export: its path below the folder, in POSIX form, and what it holds."""

    path: str
    table: str
    rows: int
    bytes: int
    sha256: str


def entry_of(path: Path, folder: Path, table: str, rows: int) -> FileEntry:
    """The entry of a file that is written. Raises OSError."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256")
    return FileEntry(
        path=path.relative_to(folder).as_posix(),
        table=table,
        rows=rows,
        bytes=path.stat().st_size,
        sha256=digest.hexdigest(),
    )


def request_of(wanted: ExportQuery, file_format: str, tables: Sequence[str]) -> dict[str, Any]:
    """What was asked for, as the manifest has it; exports of one series have the same."""
    stated = {name: value for name, value in asdict(wanted).items() if value not in (None, False)}
    request = {"format": file_format, "tables": list(tables), "query": stated}
    plain: dict[str, Any] = orjson.loads(orjson.dumps(request))
    return plain


def manifest_of(
    request: Mapping[str, Any],
    moment: Moment,
    selection: Selection,
    tables: Mapping[str, Sequence[ViewColumn]],
    files: Sequence[FileEntry],
) -> dict[str, Any]:
    """The manifest. `since_here` is for the next export of a series: what it need not export again."""
    rows = {table: sum(file.rows for file in files if file.table == table) for table in tables}
    return {
        "program": "newsspider",
        "program_version": __version__,
        "schema_version": SCHEMA_VERSION,
        "snapshot_at": moment.taken_at,
        "request": dict(request),
        "tables": {
            table: {
                "rows": rows[table],
                "columns": [
                    {"name": each.name, "type": each.type, "description": each.description}
                    for each in columns
                ],
            }
            for table, columns in tables.items()
        },
        "files": [asdict(file) for file in files],
        "since_here": {
            "source": moment.source,
            "first_open": moment.first_open,
            "recent": sorted(selection.recent.items()),
        },
    }


def manifest_bytes(manifest: Mapping[str, Any]) -> bytes:
    return orjson.dumps(manifest, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


@dataclass(frozen=True, kw_only=True, slots=True)
class EarlierExport:
    """What the manifest of an earlier export says: its path, request, moment and recent stories."""

    path: Path
    request: Mapping[str, Any]
    taken_at: datetime
    source: str
    first_open: int
    recent: Mapping[int, int]


def read_manifest(path: Path) -> EarlierExport:
    """An earlier export's manifest. Raises ExportError."""
    try:
        found = orjson.loads(path.read_bytes())
        here = found["since_here"]
        return EarlierExport(
            path=path,
            request=found["request"],
            taken_at=datetime.fromisoformat(found["snapshot_at"]),
            source=str(here["source"]),
            first_open=int(here["first_open"]),
            recent={int(story): int(writer) for story, writer in here["recent"]},
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ExportError(
            f"expected {path} to be the manifest of an export, found {type(error).__name__}: move its "
            "folder away, and the next export begins before it"
        ) from None
