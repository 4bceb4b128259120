"""Cases Q3 and Q7: what pipelines and feeds see of our items, and what they may set."""

from __future__ import annotations

import json
import re
from dataclasses import FrozenInstanceError, fields, replace
from pathlib import Path
from typing import Any

import pytest
from itemadapter import ItemAdapter

from newsspider.feeds.adapters import ARTICLE, OutcomeAdapter
from newsspider.items import Article, Block, BlockKind, Image, Listing, Rejection
from newsspider.visits import Moved, Source, Unchanged
from tests.factories import NOON, article

INNER = {"fetch", "hollow", "left_out", "cut_short"}


def test_adapter_fields_match_docs_order() -> None:
    """Case Q3: declared in one place, explained in docs/items.md."""
    page = (Path(__file__).parents[2] / "docs" / "items.md").read_text("utf-8")
    documented = re.findall(r"^\| `(\w+)` \|", page, re.M)
    assert list(ItemAdapter(article())) == documented == list(ARTICLE)
    assert not set(documented) & INNER
    assert set(documented) - {"text"} <= {field.name for field in fields(Article)}
    assert ItemAdapter(article())["text"] == "Panen\nLaporan\nWarga memanen kopi."


def test_json_writer_of_scrapys_docs_works() -> None:
    """Case Q7: json.dumps(ItemAdapter(item).asdict())."""
    plain = json.loads(json.dumps(ItemAdapter(article()).asdict()))
    assert plain["published_at"] == "2026-07-24T05:40:00+00:00"
    assert plain["blocks"][0] == {"kind": "h", "text": "Panen"}
    assert plain["links"][0]["published_at"] == "2026-07-24T05:40:00+00:00"
    assert type(ItemAdapter(article())["blocks"][0]["kind"]) is str


@pytest.mark.parametrize(
    ("name", "given", "held"),
    [
        ("headline", "KOPI", "KOPI"),
        ("lead", None, None),
        ("lead", "Ringkas", "Ringkas"),
        ("tags", ["kopi", "tani"], ("kopi", "tani")),
        ("missing_pages", [2], (2,)),
        ("premium", True, True),
        ("page_count", 3, 3),
        ("published_at", "2026-07-24T12:40:00+07:00", NOON),
        ("published_at", None, None),
        ("modified_at", NOON, NOON),
        ("images", [{"url": None, "caption": "Sawah"}], (Image(url=None, caption="Sawah"),)),
        ("blocks", [{"kind": "p", "text": "Satu."}], (Block(kind=BlockKind.PARAGRAPH, text="Satu."),)),
        ("blocks", [Block(kind=BlockKind.QUOTE, text="Dua.")], (Block(kind=BlockKind.QUOTE, text="Dua."),)),
        ("provenance", {"headline": "saya"}, {"headline": "saya"}),
    ],
)
def test_adapter_sets_field_on_item(name: str, given: Any, held: Any) -> None:
    """Case Q7: every kind of field; and our own `replace` keeps it."""
    item = article()
    ItemAdapter(item)[name] = given
    assert getattr(item, name) == held
    assert getattr(replace(item, layout="Lain"), name) == held
    assert item.fetch is not None


def test_pipeline_value_is_noted_in_provenance() -> None:
    """Case Q7: where a field came from stays true."""
    item = article()
    ItemAdapter(item)["headline"] = "Kopi"
    assert item.provenance["headline"] == "css:#arttitle", "nothing has changed"
    ItemAdapter(item)["headline"] = "Kopi Arabika"
    ItemAdapter(item)["text"] = "Satu."
    assert item.provenance == {"headline": "pipeline", "blocks": "pipeline"}


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("PANEN\nLaporan\nWarga memetik kopi.", [("h", "PANEN"), ("p", "Laporan\nWarga memetik kopi.")]),
        (
            "Panen\nTambahan.\nLagi.\nLaporan",
            [("h", "Panen"), ("p", "Tambahan."), ("p", "Lagi."), ("p", "Laporan")],
        ),
        ("", []),
    ],
)
def test_adapter_text_sets_blocks(text: str, blocks: list[tuple[str, str]]) -> None:
    """Case Q7: the field `text` of feeds can be set like any other."""
    item = article()
    ItemAdapter(item)["text"] = text
    assert [(str(block.kind), block.text) for block in item.blocks] == blocks


@pytest.mark.parametrize(
    ("name", "given", "error"),
    [
        ("judul", "x", "does not support field: judul; it has outlet, url"),
        ("fetch", None, "does not support field: fetch"),
        ("headline", None, "expected headline of Article to be a text, found NoneType"),
        ("headline", 5, "found int"),
        ("tags", "kopi", "expected tags of Article to be a list of texts, found str"),
        ("tags", [1], "list of texts"),
        ("published_at", "kemarin", "ISO 8601"),
        ("published_at", "2026-07-24T12:40:00", "aware"),
        ("premium", "yes", "True or False"),
        ("page_count", True, "whole number"),
        ("blocks", [{"kind": "p"}], "a list of dicts with kind, text"),
        ("blocks", [{"kind": "huruf", "text": "x"}], "a list of dicts with kind, text"),
    ],
)
def test_adapter_refuses_wrong_value_in_one_line(name: str, given: Any, error: str) -> None:
    """Case Q7: the item stays as it was, and the message holds no article."""
    item, before = article(), article()
    with pytest.raises((KeyError, TypeError, ValueError), match=re.escape(error)) as raised:
        ItemAdapter(item)[name] = given
    assert item == before
    assert len(str(raised.value)) < 500


def test_adapter_refuses_deletion() -> None:
    """Case Q7: as itemadapter documents, KeyError."""
    adapter = ItemAdapter(article())
    with pytest.raises(KeyError, match="keeps all its fields"):
        del adapter["lead"]
    with pytest.raises(KeyError, match="does not support field"):
        del adapter["judul"]
    assert adapter.get("judul") is None


def test_adapter_keeps_items_frozen() -> None:
    """Case Q7."""
    with pytest.raises(FrozenInstanceError):
        article().headline = "x"  # type: ignore[misc]


@pytest.mark.parametrize(
    "item",
    [
        Listing(outlet="tribun", url="u", layout="Sitemap", source=Source.SITEMAP),
        Rejection(outlet="tribun", url="u", reason="NoLayout", detail="d", body=b"\xff" * 100),
        Unchanged(outlet="tribun", url="u", kind="story"),
        Moved(outlet="tribun", url="u", to="v"),
    ],
    ids=lambda item: type(item).__name__,
)
def test_adapter_makes_plain_values_of_outcomes(item: Any) -> None:
    """Case Q7: `scrapy parse` shows lists and rejections too."""
    plain = json.loads(json.dumps(ItemAdapter(item).asdict()))
    assert plain["url"] == "u"
    assert "body" not in plain
    assert ItemAdapter.is_item(item)
    assert OutcomeAdapter.get_field_names_from_class(type(item)) == list(plain)
