"""Arrow schemas of the exported tables, made of the views' columns and their comments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pyarrow as pa  # type: ignore[import-untyped]

from newsspider.exports.errors import ExportError
from newsspider.store.reports.exporting import ViewColumn

SCHEMA_VERSION = 3
"""Version of the exported columns: a column that comes, goes or changes its type raises it."""
TYPES: Mapping[str, pa.DataType] = {
    "text": pa.string(),
    "bigint": pa.int64(),
    "integer": pa.int32(),
    "boolean": pa.bool_(),
    "real": pa.float32(),
    "double precision": pa.float64(),
    "date": pa.date32(),
    "timestamp with time zone": pa.timestamp("us", "UTC"),
    "timestamp without time zone": pa.timestamp("us"),
    "text[]": pa.list_(pa.string()),
}
OUTLET = pa.dictionary(pa.int32(), pa.string())
"""As readers of partitioned folders take the outlet in a file's path."""
_READ_AS_TEXT = (pa.date32(), OUTLET)
"""Types that Arrow's JSON reader does not make of a text; a cast does."""


def arrow_schema(columns: Sequence[ViewColumn]) -> pa.Schema:
    """The schema of a view; each field has its comment as the metadatum `description`. Raises ExportError."""
    fields = [
        pa.field(column.name, _type(column), metadata={"description": column.description or ""})
        for column in columns
    ]
    about = columns[0].about or ""
    return pa.schema(fields, {"description": about, "schema_version": str(SCHEMA_VERSION)})


def _type(column: ViewColumn) -> pa.DataType:
    if column.name == "outlet":
        return OUTLET
    if column.type not in TYPES:
        raise ExportError(
            f"expected the type of {column.name} to be one of {', '.join(TYPES)}, found {column.type}: "
            "update this code, or the database (scrapy migrate)"
        )
    return TYPES[column.type]


def json_schema(schema: pa.Schema) -> pa.Schema:
    """The schema as which Arrow's JSON reader reads the rows, before they are cast."""
    return pa.schema(
        [field.with_type(pa.string()) if field.type in _READ_AS_TEXT else field for field in schema]
    )
