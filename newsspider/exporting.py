"""Is a spreadsheet safe from what a page says? (`-o stories.csv`)"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from scrapy.exporters import CsvItemExporter

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What spreadsheets, some in full width too, take for the beginning of a formula (OWASP: CSV injection)."""


class SafeCsvItemExporter(CsvItemExporter):
    """Scrapy's CSV, in which no cell begins like a formula: such a text gets an apostrophe in front."""

    def serialize_field(self, field: Mapping[str, Any], name: str, value: Any) -> Any:
        """The cell's value."""
        cell = super().serialize_field(field, name, value)
        return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
