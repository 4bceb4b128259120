"""Tables and formats of an export, by name."""

from newsspider.store.reports.exporting import OF_OUTLETS, OF_STORIES

TABLES = (*OF_STORIES, *OF_OUTLETS)
FORMAT_NAMES = ("parquet", "jsonl", "csv")
