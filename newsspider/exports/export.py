"""Export of stories and what belongs to them, as they are at one moment."""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa  # type: ignore[import-untyped]

from newsspider.exports.errors import ExportError
from newsspider.exports.files import FORMATS, TableFile
from newsspider.exports.folder import UNFINISHED, beside, finish, refuse_used, unfinished
from newsspider.exports.manifest import (
    EarlierExport,
    FileEntry,
    entry_of,
    manifest_bytes,
    manifest_of,
    read_manifest,
    request_of,
)
from newsspider.exports.schema import arrow_schema
from newsspider.exports.tables import MANIFEST
from newsspider.store.reports.exporting import (
    OF_OUTLETS,
    OF_STORIES,
    ExportQuery,
    Partition,
    Selection,
    Snapshot,
    ViewColumn,
    snapshot,
)

STORIES_AT_ONCE = 500
"""Stories of one question to the database."""
OUTLET = re.compile(r"[a-z0-9][a-z0-9_.-]{0,239}")
"""What may be part of a path. Names of outlets are so; a host of no outlet is one by its own name."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ExportReport:
    """What an export wrote: its folder, its moment, and the rows, files and bytes of each table."""

    folder: Path
    taken_at: datetime
    rows: Mapping[str, int]
    files: int
    bytes: int
    restarted: bool = False
    """Whether a series began anew, because its last export was of another database."""


@dataclass(kw_only=True)
class Export:
    """Writes the rows of `tables` that belong to the stories of `wanted` into a folder of files in
    `file_format`. `say` hears how many of how many stories are done."""

    conninfo: str
    wanted: ExportQuery
    file_format: str
    tables: Sequence[str]
    say: Callable[[int, int], None]
    _files: list[FileEntry] = field(default_factory=list, init=False)

    def to_folder(self, place: Path) -> ExportReport:
        """Export into a new folder. Raises ExportError, StoreError, OSError."""
        refuse_used(place)
        with unfinished(beside(place)) as folder, snapshot(self.conninfo) as view:
            return self._write(view, folder, place, view.select(self.wanted))

    def to_series(self, series: Path) -> ExportReport | None:
        """Export what is new since the last export in `series` into a folder of its own there; None if there
        is nothing. Raises ExportError, StoreError, OSError."""
        last_of(series)
        with unfinished(series / f"export{UNFINISHED}") as folder:
            return self._add_to_series(series, folder, last_of(series))

    def _add_to_series(
        self, series: Path, folder: Path, earlier: EarlierExport | None
    ) -> ExportReport | None:
        request = request_of(self.wanted, self.file_format, self.tables)
        if earlier and earlier.request != request:
            raise ExportError(
                f"expected the request of the earlier exports in {series}, {earlier.request}, found "
                f"{request}: state the same, or name another folder"
            )
        with snapshot(self.conninfo) as view:
            known = earlier if earlier and earlier.source == view.moment.source else None
            if known:
                selection = view.select(self.wanted, known.first_open, known.recent)
            else:
                selection = view.select(self.wanted)
            if known and not selection.stories:
                return None
            place = series / f"export={view.moment.taken_at.astimezone(UTC):%Y%m%dT%H%M%S.%fZ}"
            return self._write(view, folder, place, selection, restarted=bool(earlier and not known))

    def _write(
        self, view: Snapshot, folder: Path, place: Path, selection: Selection, restarted: bool = False
    ) -> ExportReport:
        self._files = []
        columns = {table: view.columns(table) for table in self.tables}
        self._write_tables(view, folder, selection, columns)
        request = request_of(self.wanted, self.file_format, self.tables)
        manifest = manifest_of(request, view.moment, selection, columns, self._files)
        (folder / MANIFEST).write_bytes(manifest_bytes(manifest))
        finish(folder, place)
        return ExportReport(
            folder=place,
            taken_at=view.moment.taken_at,
            rows={table: each["rows"] for table, each in manifest["tables"].items()},
            files=len(self._files),
            bytes=sum(file.bytes for file in self._files),
            restarted=restarted,
        )

    def _write_tables(
        self,
        view: Snapshot,
        folder: Path,
        selection: Selection,
        columns: Mapping[str, Sequence[ViewColumn]],
    ) -> None:
        schemas = {table: arrow_schema(columns[table]) for table in self.tables}
        done = 0
        for partition, stories in selection.partitions.items():
            for table in [table for table in self.tables if table in OF_STORIES]:
                self._add(folder, table, schemas[table], partition, _rows(view, table, stories))
            done += len(stories)
            self.say(done, selection.stories)
        outlets = sorted({partition.outlet for partition in selection.partitions})
        for table in [table for table in self.tables if table in OF_OUTLETS]:
            for outlet in outlets:
                rows = view.rows_of_outlets(table, [outlet])
                self._add(folder, table, schemas[table], Partition(outlet, ""), rows)
        for table in self.tables:
            if all(file.table != table for file in self._files):
                empty = self._begin(folder / table / "none", schemas[table])
                empty.close()
                self._save(folder, empty, table)

    def _add(
        self, folder: Path, table: str, schema: pa.Schema, partition: Partition, rows: Generator[bytes]
    ) -> None:
        """Write the rows of a partition into a file, if there are any."""
        with closing(rows):
            first = next(rows, None)
            if first is None:
                return
            file = self._begin(folder / table / _path_of(partition) / table, schema)
            with closing(file):
                file.add([first])
                file.add(rows)
        self._save(folder, file, table)

    def _begin(self, path: Path, schema: pa.Schema) -> TableFile:
        kind = FORMATS[self.file_format]
        path.parent.mkdir(parents=True, exist_ok=True)
        return kind(path.with_name(f"{path.name}.{kind.suffix}"), schema)

    def _save(self, folder: Path, file: TableFile, table: str) -> None:
        self._files.append(entry_of(file.path, folder, table, file.rows))


def last_of(series: Path) -> EarlierExport | None:
    """The newest export in a folder of exports; None if there is none. Raises ExportError."""
    if not series.exists():
        return None
    if not series.is_dir() or (series / MANIFEST).exists():
        raise ExportError(
            f"expected {series} to be a folder of exports (--new), found another thing: name another folder"
        )
    found = max(series.glob("export=*"), default=None)
    return read_manifest(found / MANIFEST) if found else None


def _rows(view: Snapshot, table: str, stories: array[int]) -> Generator[bytes]:
    for first in range(0, len(stories), STORIES_AT_ONCE):
        yield from view.rows_of_stories(table, stories[first : first + STORIES_AT_ONCE])


def _path_of(partition: Partition) -> Path:
    """The folders of a partition, as readers of partitioned data know them. Raises ExportError."""
    if not OUTLET.fullmatch(partition.outlet):
        raise ExportError(
            f"expected the name of an outlet, found {partition.outlet[:100]!a}: rename it in the database"
        )
    outlet = Path(f"outlet={partition.outlet}")
    return outlet / f"month={partition.month}" if partition.month else outlet
