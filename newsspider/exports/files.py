"""Files of an export in its formats. Each takes rows as JSON objects, and holds few of them."""

from __future__ import annotations

import csv
import io
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, ClassVar

import orjson
import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.json as arrow_json  # type: ignore[import-untyped]
import pyarrow.parquet as parquet  # type: ignore[import-untyped]

from newsspider.exports.schema import json_schema
from newsspider.exports.tables import FORMAT_NAMES
from newsspider.feeds.cells import Semicolons, decimal_comma, safe_cell

GROUP_ROWS = 25_000
GROUP_BYTES = 8 * 2**20
"""A row group ends at so many rows, or bytes of JSON; a row that is longer has a group of its own."""
BUFFER_BYTES = 2**20
_SAFE = (int, type(None))
"""Types whose values csv writes as they are to be."""


class TableFile(ABC):
    """One file of one table, to be written once and closed. `rows` counts what was added."""

    suffix: str

    def __init__(self, path: Path, schema: pa.Schema) -> None:
        self.path, self.schema, self.rows = path, schema, 0

    def add(self, rows: Iterable[bytes]) -> None:
        """Write rows, each a JSON object in UTF-8 with the schema's names. Raises OSError."""
        for row in rows:
            self._write(row)
            self.rows += 1

    @abstractmethod
    def _write(self, row: bytes) -> None: ...

    @abstractmethod
    def close(self) -> None:
        """Write what is left. Raises OSError."""


class ParquetFile(TableFile):
    """Parquet with zstd, one row group after another."""

    suffix = "parquet"

    def __init__(self, path: Path, schema: pa.Schema) -> None:
        super().__init__(path, schema)
        self._pool = pa.system_memory_pool()  # Arrow's own keeps what is freed
        self._writer = parquet.ParquetWriter(
            path, schema, compression="zstd", version="2.6", memory_pool=self._pool
        )
        self._group: list[bytes] = []
        self._bytes = 0

    def _write(self, row: bytes) -> None:
        if self._group and self._bytes + len(row) > GROUP_BYTES:
            self._flush()
        self._group.append(row)
        self._bytes += len(row) + 1
        if len(self._group) >= GROUP_ROWS:
            self._flush()

    def _flush(self) -> None:
        data = b"\n".join(self._group)
        self._group, self._bytes = [], 0
        table = arrow_json.read_json(
            pa.BufferReader(data),
            read_options=arrow_json.ReadOptions(use_threads=False, block_size=len(data) + 1),
            parse_options=arrow_json.ParseOptions(
                explicit_schema=json_schema(self.schema), unexpected_field_behavior="error"
            ),
            memory_pool=self._pool,
        )
        self._writer.write_table(table.cast(self.schema))

    def close(self) -> None:
        if self._group:
            self._flush()
        self._writer.close()


class JsonLinesFile(TableFile):
    """One JSON object a line; moments with their offset from UTC, lists as lists."""

    suffix = "jsonl"

    def __init__(self, path: Path, schema: pa.Schema) -> None:
        super().__init__(path, schema)
        self._file = path.open("wb", buffering=BUFFER_BYTES)

    def _write(self, row: bytes) -> None:
        self._file.write(row + b"\n")

    def close(self) -> None:
        self._file.close()


class CsvFile(TableFile):
    """CSV with a header. No cell runs as a formula in a spreadsheet; lists are JSON, null is empty."""

    suffix = "csv"
    dialect: ClassVar[type[csv.Dialect]] = csv.excel
    encoding = "utf-8"

    def __init__(self, path: Path, schema: pa.Schema) -> None:
        super().__init__(path, schema)
        binary = path.open("wb", buffering=BUFFER_BYTES)
        self._file = io.TextIOWrapper(binary, encoding=self.encoding, newline="")
        self._writer = csv.writer(self._file, self.dialect)
        self._writer.writerow(schema.names)

    def _write(self, row: bytes) -> None:
        values = orjson.loads(row)
        self._writer.writerow([self._cell(values[name]) for name in self.schema.names])

    def _cell(self, value: Any) -> Any:
        return value if type(value) in _SAFE else safe_cell(value)

    def close(self) -> None:
        self._file.close()


class SemicolonCsvFile(CsvFile):
    """CSV for spreadsheets in Indonesian: semicolons, decimal commas, and a mark that the file is UTF-8."""

    dialect = Semicolons
    encoding = "utf-8-sig"

    def _cell(self, value: Any) -> Any:
        return decimal_comma(value) if isinstance(value, float) else super()._cell(value)


FORMATS: Mapping[str, type[TableFile]] = dict(
    zip(FORMAT_NAMES, (ParquetFile, JsonLinesFile, CsvFile, SemicolonCsvFile), strict=True)
)
"""Kinds of files by the name of their format."""
