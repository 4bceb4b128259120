"""Feed exporters for tables and XML: cells hold JSON, never Python, and none runs as a formula."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from scrapy.exporters import CsvItemExporter, XmlItemExporter

import newsspider.feeds.adapters  # noqa: F401 - which fields our items have
from newsspider.feeds.cells import cell, safe_cell

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class SafeCsvItemExporter(CsvItemExporter):
    """Scrapy's CSV with JSON in the cells. None begins like a formula: such a text gets an apostrophe."""

    def serialize_field(self, field: Mapping[str, Any], name: str, value: Any) -> str:
        """The cell's text."""
        return safe_cell(field.get("serializer", _same)(value))


class JsonCellXmlItemExporter(XmlItemExporter):
    """Scrapy's XML with one element a field, and JSON in those of nested values."""

    def serialize_field(self, field: Mapping[str, Any], name: str, value: Any) -> str:
        """The element's text; a character that XML does not allow is U+FFFD."""
        return _NOT_XML.sub("\ufffd", cell(field.get("serializer", _same)(value)))


def _same(value: Any) -> Any:
    return value
