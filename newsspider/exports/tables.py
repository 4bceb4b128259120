"""Tables, formats and the manifest of an export, by name."""

from newsspider.store.reports.exporting import OF_OUTLETS, OF_STORIES

TABLES = (*OF_STORIES, *OF_OUTLETS)
FORMAT_NAMES = ("parquet", "jsonl", "csv", "csv-semicolon")
SUFFIXES = (".parquet", ".jsonl", ".csv")
"""Of the files in these formats."""
MANIFEST = "manifest.json"
