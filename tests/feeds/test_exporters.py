"""Case Q2: feeds in every format, and headlines that would run as a formula in somebody's spreadsheet."""

from __future__ import annotations

import csv
import json
import marshal
import pickle
from collections.abc import Callable
from io import BytesIO, StringIO
from typing import Any
from xml.etree import ElementTree

import pytest
from scrapy.exporters import JsonLinesItemExporter, MarshalItemExporter, PickleItemExporter

from newsspider.feeds.adapters import ARTICLE
from newsspider.feeds.exporters import JsonCellXmlItemExporter, SafeCsvItemExporter
from newsspider.items import Article, Block, BlockKind
from tests.factories import article


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
def test_csv_cell_like_formula_is_text(start: str) -> None:
    assert exported(f"{start}HYPERLINK(A1)")["headline"] == f"'{start}HYPERLINK(A1)"


def test_csv_other_cells_unchanged() -> None:
    assert exported("Air Sungai = Surut")["headline"] == "Air Sungai = Surut"


def test_csv_list_cell_like_formula() -> None:
    assert exported("Air Sungai Surut", "=1+1", "@Intan")["authors"] == '["=1+1", "@Intan"]'


def feed(exporter: type[Any], *items: object, **options: Any) -> bytes:
    """What an exporter makes of items, with the options of a feed."""
    file = BytesIO()
    made = exporter(file, encoding="utf-8", **options)
    made.start_exporting()
    for item in items:
        made.export_item(item)
    made.finish_exporting()
    return file.getvalue()


NESTED = article(
    blocks=(Block(kind=BlockKind.PARAGRAPH, text='Kata "kopi", <b> & \u2013 \x0b.'),),
    tags=("a,b", "c"),
    premium=True,
)
CELLS = {
    "blocks": [{"kind": "p", "text": 'Kata "kopi", <b> & \u2013 \x0b.'}],
    "authors": ["Kirana Lestari"],
    "tags": ["a,b", "c"],
    "images": [{"url": None, "caption": "Kebun", "credit": None, "alt": None, "position": None}],
    "removed": [{"rule": "dateline", "text": "MALANG -", "position": 0}],
    "provenance": {"headline": "css:#arttitle"},
    "missing_pages": [],
    "premium": True,
    "page_count": 1,
}


def test_csv_cells_hold_json() -> None:
    """Case Q2: every nested field; and Q3: the text, no inner field, the order declared."""
    text = feed(SafeCsvItemExporter, NESTED).decode("utf-8")
    row = next(csv.DictReader(StringIO(text, newline="")))
    assert {name: json.loads(row[name]) for name in CELLS} == CELLS
    assert list(row) == list(ARTICLE)
    assert row["text"].startswith('Kata "kopi"')
    assert row["lead"] == ""
    assert row["published_at"] == "2026-07-24T05:40:00+00:00"
    assert "BlockKind" not in text


def test_xml_elements_hold_json() -> None:
    """Case Q2: with a character that XML does not allow."""
    (item,) = ElementTree.fromstring(feed(JsonCellXmlItemExporter, NESTED))
    found = {element.tag: element.text or "" for element in item}
    allowed = {**CELLS, "blocks": [{"kind": "p", "text": 'Kata "kopi", <b> & \u2013 \x0b.'}]}
    assert {name: json.loads(found[name]) for name in CELLS} == allowed
    assert list(found) == list(ARTICLE)
    assert found["lead"] == ""
    assert "\ufffd" in found["text"]


@pytest.mark.parametrize(
    ("exporter", "load"), [(PickleItemExporter, pickle.load), (MarshalItemExporter, marshal.load)]
)
def test_binary_feeds_hold_plain_types(
    exporter: type[Any], load: Callable[[BytesIO], dict[str, Any]]
) -> None:
    """Case Q2: no class of ours is needed to read them."""
    file = BytesIO()
    exporter(file).export_item(NESTED)
    file.seek(0)
    found = load(file)
    assert list(found) == list(ARTICLE)
    assert json.loads(json.dumps(found))["tags"] == ["a,b", "c"]
    assert b"newsspider" not in file.getvalue()


@pytest.mark.parametrize("wanted", [["url", "text"], {"url": "alamat", "text": "isi"}])
def test_exporter_chooses_and_names_fields(wanted: Any) -> None:
    """Case Q3: FEED_EXPORT_FIELDS, as a list and as a dict."""
    lines = feed(SafeCsvItemExporter, NESTED, fields_to_export=wanted).decode("utf-8").splitlines()
    names = wanted.values() if isinstance(wanted, dict) else wanted
    assert lines[0] == ",".join(names)
    assert json.loads(feed(JsonLinesItemExporter, NESTED, fields_to_export=wanted)).keys() == set(names)


def test_exporter_writes_foreign_items() -> None:
    """Case Q2: a dict of somebody's own pipeline."""
    row = next(
        csv.DictReader(StringIO(feed(SafeCsvItemExporter, {"a": -5, "b": [1, None], "c": "-x"}).decode()))
    )
    assert row == {"a": "-5", "b": "[1, null]", "c": "'-x"}


def test_exporter_replaces_lone_surrogate() -> None:
    """Case Q2: what JSON escapes on a page can bring."""
    assert "\ufffd" in feed(SafeCsvItemExporter, {"a": "x\ud800"}).decode("utf-8")
    assert ElementTree.fromstring(feed(JsonCellXmlItemExporter, {"a": "x\ud800"}))[0][0].text == "x\ufffd"
