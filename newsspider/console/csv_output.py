"""Output for spreadsheets: CSV, in which no cell runs as a formula or steers a terminal."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from newsspider.feeds.cells import Semicolons, cell, safe_cell
from newsspider.text import STEERING


def show_csv(names: Sequence[str], rows: Iterable[Mapping[str, Any]], semicolons: bool) -> None:
    """Print a header and the rows' values of these names on stdout, by RFC 4180, or between semicolons."""
    writer = csv.writer(sys.stdout, Semicolons if semicolons else csv.excel)
    writer.writerow(names)
    for row in rows:
        writer.writerow([safe_cell(STEERING.sub("\ufffd", cell(row[name]))) for name in names])
    sys.stdout.flush()
