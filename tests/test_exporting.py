"""Can a headline run as a formula in somebody's spreadsheet?"""

from __future__ import annotations

import csv
from io import BytesIO, StringIO

import pytest

from newsspider.exporting import SafeCsvItemExporter
from newsspider.items import Article, Block, BlockKind


def exported(headline: str, *authors: str) -> dict[str, str]:
    """The row of one article in a CSV feed."""
    block = Block(kind=BlockKind.PARAGRAPH, text="Air sungai surut.")
    file = BytesIO()
    exporter = SafeCsvItemExporter(file, encoding="utf-8")
    exporter.start_exporting()
    exporter.export_item(
        Article(outlet="tribun", layout="X", url="", headline=headline, blocks=(block,), authors=authors)
    )
    exporter.finish_exporting()
    return next(csv.DictReader(StringIO(file.getvalue().decode("utf-8"), newline="")))


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r=", "\n=", "\uff1d"])
def test_a_cell_that_begins_like_a_formula_is_text(start: str) -> None:
    assert exported(f"{start}HYPERLINK(A1)")["headline"] == f"'{start}HYPERLINK(A1)"


def test_other_cells_are_as_they_were() -> None:
    assert exported("Air Sungai = Surut")["headline"] == "Air Sungai = Surut"


def test_a_list_of_names_is_a_cell_too() -> None:
    assert exported("Air Sungai Surut", "=1+1", "@Intan")["authors"] == '["=1+1", "@Intan"]'
