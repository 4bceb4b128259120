"""Files of exports: every row of the views, in three formats, as other programs read them."""

from __future__ import annotations

import csv
import hashlib
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import pandas  # type: ignore[import-untyped]
import polars
import psycopg
import pyarrow.parquet as parquet  # type: ignore[import-untyped]
import pytest
from psycopg.rows import dict_row

from newsspider.exports.export import ExportReport
from newsspider.exports.files import FORMATS
from newsspider.exports.schema import SCHEMA_VERSION, TYPES, arrow_schema
from newsspider.exports.tables import FORMAT_NAMES, TABLES
from newsspider.feeds.cells import FORMULA
from newsspider.store.reports.exporting import snapshot
from tests.exports.conftest import FORMULAS, LONG, files_of

DIGESTS = {
    1: "54328008253a76ee7751b026aaa840fb7d8a6b56c623a5e8717f87766ad4aa32",
    2: "515117b458975c420c6da2d7a12b98397cb5459d9239e51f12698427fb452bda",
    3: "19e83d562c34965f78d8ec1e3472e8af316335ca2b7e5b592221a9c754e8c361",
}
"""SHA-256 of the names and types of all columns, by schema version."""
Exports = dict[str, ExportReport]


def rows(conninfo: str, table: str) -> list[dict[str, Any]]:
    """The rows of a view as the database has them."""
    with psycopg.connect(conninfo, row_factory=dict_row) as connection:
        connection.execute("set timezone = 'UTC'")
        return connection.execute(f"select * from data.{table}".encode()).fetchall()


def sorted_rows(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(found, key=lambda row: json.dumps(row, default=str, sort_keys=True))


def read_parquet(folder: Path, table: str) -> list[dict[str, Any]]:
    paths = sorted((folder / table).rglob("*.parquet"))
    return [row for path in paths for row in parquet.ParquetFile(path).read().to_pylist()]


def read_lines(folder: Path, table: str) -> list[dict[str, Any]]:
    paths = sorted((folder / table).rglob("*.jsonl"))
    return [json.loads(line) for path in paths for line in path.read_bytes().split(b"\n") if line]


def read_cells(
    folder: Path, table: str, delimiter: str = ",", encoding: str = "utf-8"
) -> list[dict[str, str]]:
    found = []
    for path in sorted((folder / table).rglob("*.csv")):
        with path.open(encoding=encoding, newline="") as file:
            csv.field_size_limit(2**24)
            found += list(csv.DictReader(file, delimiter=delimiter))
    return found


@pytest.mark.parametrize("table", TABLES)
def test_parquet_has_every_row_and_value(hostile: str, exports: Exports, table: str) -> None:
    truth = rows(hostile, table)
    found = read_parquet(exports["parquet"].folder, table)
    assert sorted_rows(found) == sorted_rows(truth)
    assert exports["parquet"].rows[table] == len(truth)
    assert truth


@pytest.mark.parametrize("table", TABLES)
def test_json_lines_have_every_row(exports: Exports, table: str) -> None:
    found = sorted_rows(read_lines(exports["jsonl"].folder, table))
    truth = sorted_rows(read_parquet(exports["parquet"].folder, table))
    assert len(found) == len(truth) == exports["jsonl"].rows[table]
    texts = [name for name, value in truth[0].items() if isinstance(value, (str, int, list))]
    keys = {json.dumps([row[name] for name in texts]) for row in truth}
    assert {json.dumps([row[name] for name in texts]) for row in found} == keys


@pytest.mark.parametrize("table", TABLES)
def test_csv_has_every_row_and_no_formula(exports: Exports, table: str) -> None:
    found = read_cells(exports["csv"].folder, table)
    assert len(found) == exports["csv"].rows[table] > 0
    cells = [cell for row in found for cell in row.values()]
    assert not [cell for cell in cells if cell.startswith(FORMULA)]
    if table == "story":
        headlines = {row["headline"] for row in found}
        assert {f"'{text}" for text in FORMULAS if text != "\tlari"} <= headlines
        assert LONG in {row["text"] for row in found}
        assert '["=HYPERLINK(1)"]' in {row["captions"] for row in found}


@pytest.mark.parametrize("table", TABLES)
def test_csv_of_semicolons_has_the_same_cells(exports: Exports, table: str) -> None:
    """All but fractions, which have a decimal comma."""
    usual = read_cells(exports["csv"].folder, table)
    found = read_cells(exports["csv-semicolon"].folder, table, ";", "utf-8-sig")
    fractions = {"similarity"}
    for before, after in zip(usual, found, strict=True):
        assert before.keys() == after.keys()
        for name, cell in before.items():
            assert after[name] == (cell.replace(".", ",") if name in fractions else cell)
    (first, *_) = (exports["csv-semicolon"].folder / table).rglob("*.csv")
    assert first.read_bytes().startswith(b"\xef\xbb\xbf"), "spreadsheets take a file without it for Latin-1"


def test_hostile_text_is_the_same_in_all_formats(exports: Exports) -> None:
    headlines = [
        {row["headline"] for row in read(exports[name].folder, "story") if "Sela" in row["headline"]}
        for name, read in (("parquet", read_parquet), ("jsonl", read_lines), ("csv", read_cells))
    ]
    assert headlines[0] == headlines[1] == headlines[2]
    (text,) = headlines[0]
    assert "\x1b" not in text
    assert "\ufffd" in text


def test_stories_lie_by_outlet_and_month(exports: Exports) -> None:
    """By Jakarta's clock: the evening of August 31 in UTC is September there."""
    folder = exports["parquet"].folder
    found = {path for path in files_of(folder) if path.startswith("story/")}
    stored = {path for path in found if "=2026-07/" not in path and "=2026-09/" not in path}
    assert found - stored == {
        "story/outlet=kompas/month=2026-07/story.parquet",
        "story/outlet=tribun/month=2026-07/story.parquet",
        "story/outlet=tribun/month=2026-09/story.parquet",
    }
    assert len(stored) == 1, "expected the story without a time in the month in which it was stored"


def test_pandas_polars_and_duckdb_agree(exports: Exports) -> None:
    folder = exports["parquet"].folder
    frame = pandas.read_parquet(folder / "story")
    assert {"outlet", "month"} <= {*frame.columns}
    assert str(frame["published_at"].dt.tz) == "UTC"
    lazy = polars.read_parquet(folder / "story")
    table = f"'{folder}/story/**/*.parquet'"
    by_duckdb = asked(f"select outlet, count(*), sum(word_count) from {table} group by 1 order by 1")
    by_pandas = frame.groupby("outlet", observed=True)["word_count"].agg(["size", "sum"])
    by_polars = lazy.group_by("outlet").agg(polars.len(), polars.sum("word_count")).sort("outlet")
    assert by_duckdb == [(name, *values) for name, *values in by_pandas.itertuples()]
    assert by_duckdb == [(str(name), size, words) for name, size, words in by_polars.rows()]
    assert [name for name, *_ in by_duckdb] == ["kompas", "tribun"]
    for table_name in TABLES:
        assert len(pandas.read_parquet(folder / table_name)) == exports["parquet"].rows[table_name]


def test_duckdb_reads_csv_and_json_lines(exports: Exports) -> None:
    for name, call in (("csv", "read_csv('{}', max_line_size=4000000)"), ("jsonl", "read_json('{}')")):
        source = call.format(f"{exports[name].folder}/story/**/*.{name}")
        assert asked(f"select count(*), count(distinct story) from {source}") == [(11, 11)]


def asked(question: str) -> list[tuple[Any, ...]]:
    """DuckDB's answer."""
    with duckdb.connect() as connection:
        return connection.execute(question).fetchall()


def test_parquet_fields_have_descriptions(exports: Exports) -> None:
    for path in exports["parquet"].folder.rglob("*.parquet"):
        schema = parquet.read_schema(path)
        assert all(field.metadata[b"description"].endswith(b".") for field in schema)
        assert schema.metadata[b"schema_version"] == str(SCHEMA_VERSION).encode()
        assert parquet.ParquetFile(path).metadata.row_group(0).column(0).compression == "ZSTD"


def test_schema_version_rises_with_the_columns(hostile: str) -> None:
    with snapshot(hostile) as view:
        columns = {table: [(each.name, each.type) for each in view.columns(table)] for table in TABLES}
        for table in TABLES:
            assert len(arrow_schema(view.columns(table))) == len(columns[table])
    digest = hashlib.sha256(json.dumps(columns).encode()).hexdigest()
    assert DIGESTS.get(SCHEMA_VERSION) == digest, (
        "a column of the schema data came, went or changed its type: raise SCHEMA_VERSION, add its digest"
    )
    assert {kind for each in columns.values() for _, kind in each} <= TYPES.keys()


def test_manifest_names_every_file(exports: Exports) -> None:
    for name, report in exports.items():
        manifest = json.loads((report.folder / "manifest.json").read_text("utf-8"))
        files = {file["path"]: file for file in manifest["files"]}
        assert files.keys() | {"manifest.json"} == files_of(report.folder)
        for path, file in files.items():
            content = (report.folder / path).read_bytes()
            assert (file["bytes"], file["sha256"]) == (len(content), hashlib.sha256(content).hexdigest())
        assert manifest["request"] == {"format": name, "tables": list(TABLES), "query": {}}
        assert manifest["schema_version"] == SCHEMA_VERSION
        counted = {table: each["rows"] for table, each in manifest["tables"].items()}
        assert counted == report.rows
        for table in TABLES:
            assert counted[table] == sum(f["rows"] for f in files.values() if f["table"] == table)


def test_every_format_has_its_kind_of_file() -> None:
    assert tuple(FORMATS) == FORMAT_NAMES


def test_no_other_command_imports_arrow() -> None:
    """It takes a tenth of a second and some 40 MB, and Scrapy imports all commands for each."""
    code = "import sys, newsspider.commands.export; sys.exit('pyarrow' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
