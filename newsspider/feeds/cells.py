"""Cells of tables for spreadsheets: JSON, never Python, and none that runs as a formula."""

from __future__ import annotations

import csv
import json
import re
from typing import Any

from scrapy.utils.serialize import ScrapyJSONEncoder

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What spreadsheets, some in full width too, take for the beginning of a formula (OWASP: CSV injection)."""
_UNWRITABLE = re.compile("[\ud800-\udfff]")


class Semicolons(csv.excel):
    """CSV between semicolons, as spreadsheets read it where the comma is the decimal separator."""

    delimiter = ";"


def decimal_comma(value: float) -> str:
    """A fraction as it is written in Indonesia."""
    return repr(value).replace(".", ",")


def cell(value: Any) -> str:
    """A value as the text of one cell: nothing for None, a text as it is, all else as JSON."""
    if value is None:
        return ""
    if isinstance(value, str):
        return str(value)
    return json.dumps(value, ensure_ascii=False, cls=ScrapyJSONEncoder)


def safe_cell(value: Any) -> str:
    """The same for a spreadsheet: a text that begins like a formula gets an apostrophe before it."""
    text = _UNWRITABLE.sub("\ufffd", cell(value))
    is_number = isinstance(value, (int, float))
    return f"'{text}" if text.startswith(FORMULA) and not is_number else text
