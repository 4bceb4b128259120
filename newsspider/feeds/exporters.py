"""Feed exporters for tables and XML: cells hold JSON, never Python, and none runs as a formula."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from scrapy.exporters import CsvItemExporter, XmlItemExporter
from scrapy.utils.serialize import ScrapyJSONEncoder

import newsspider.feeds.adapters  # noqa: F401 - which fields our items have

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What spreadsheets, some in full width too, take for the beginning of a formula (OWASP: CSV injection)."""
_UNWRITABLE = re.compile("[\ud800-\udfff]")
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def cell(value: Any) -> str:
    """A value as the text of one cell: nothing for None, a text as it is, all else as JSON."""
    if value is None:
        return ""
    if isinstance(value, str):
        return str(value)
    return json.dumps(value, ensure_ascii=False, cls=ScrapyJSONEncoder)


class SafeCsvItemExporter(CsvItemExporter):
    """Scrapy's CSV with JSON in the cells. None begins like a formula: such a text gets an apostrophe."""

    def serialize_field(self, field: Mapping[str, Any], name: str, value: Any) -> str:
        """The cell's text."""
        text = _UNWRITABLE.sub("\ufffd", cell(field.get("serializer", _same)(value)))
        is_number = isinstance(value, (int, float))
        return f"'{text}" if text.startswith(_FORMULA) and not is_number else text


class JsonCellXmlItemExporter(XmlItemExporter):
    """Scrapy's XML with one element a field, and JSON in those of nested values."""

    def serialize_field(self, field: Mapping[str, Any], name: str, value: Any) -> str:
        """The element's text; a character that XML does not allow is U+FFFD."""
        return _NOT_XML.sub("\ufffd", cell(field.get("serializer", _same)(value)))


def _same(value: Any) -> Any:
    return value
