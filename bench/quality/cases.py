"""Labelled pages: the project's recordings, and real pages in a folder beside the project."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
RECORDINGS = ROOT / "tests" / "pages"
SHARED = ROOT.parent / "shared" / "pages"
LABELS = {RECORDINGS: "expected.json", SHARED: "gold.json"}
"""The name of the label beside each page, by folder."""
OUTLET_OF = {"tribunnews": "tribun"}
"""Outlets of folders with another name."""
ADDRESSES = {"antara_2016_otomotif_aspira": "http://otomotif.antaranews.com/berita/546646/prototype"}
"""Addresses of pages whose label has none."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """A labelled page. `outlet` is the name of its outlet; one without layouts is read generically."""

    name: str
    outlet: str
    address: str
    body: bytes
    label: dict[str, Any]


def cases(folder: Path) -> list[Case]:
    """The stories in this folder that are pages of HTML: the others have no reader but ours."""
    return sorted(_cases(folder), key=lambda case: case.name)


def _cases(folder: Path) -> Iterator[Case]:
    for path in folder.glob(f"*/*/{LABELS.get(folder, 'expected.json')}"):
        label = json.loads(path.read_text("utf-8"))
        page = next(path.parent.glob("page.html*"), None)
        if page is None or label.get("rejection"):
            continue
        body = page.read_bytes()
        outlet = OUTLET_OF.get(path.parent.parent.name, path.parent.parent.name)
        yield Case(
            name=path.parent.name,
            outlet=outlet,
            address=label.get("address") or label["url"] or ADDRESSES[path.parent.name],
            body=gzip.decompress(body) if page.suffix == ".gz" else body,
            label=label,
        )
