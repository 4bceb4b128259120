"""Tests of field sources and their provenance."""

import pytest

from newsspider.outlets.pages.page import Page
from newsspider.outlets.story.sources import first, value, values

HTML = """<html><head>
<meta name="description" content="Teras kopi">
<script type="application/ld+json">{"@graph": [
 {"@type": "NewsArticle", "headline": " Panen   Kopi ", "isAccessibleForFree": false, "wordCount": 120,
  "author": [{"@type": "Person", "name": "Kirana"}, {"name": "Bagas"}, {"name": "Kirana"}], "editor": {"name": "Endah"},
  "publisher": {"logo": {"url": "https://contoh.example/a.png"}}, "keywords": ["kopi", "", "panen", "kopi"], "articleBody": null},
 {"@type": "BreadcrumbList", "itemListElement": [{"name": "Home"}, {"item": {"name": "Nasional", "@id": "x"}}, {"item": "y"}]}]}</script>
<script>dataLayer = [{'penulis': 'Kirana'}]</script></head>
<body><h1 id="judul">Panen <b>Kopi</b></h1><time datetime="2026-07-24">x</time><p class="t">a</p><p class="t">b</p><p class="t">a</p><p class="t"> </p><div class="by"><a>Kirana</a> <a>Bagas</a></div>
<div class="by"><a>Endah</a> dan <a>Nia Latupono</a></div></body></html>"""


@pytest.fixture
def page() -> Page:
    return Page(HTML, None)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("css:#judul", "Panen Kopi"),
        ("css:time@datetime", "2026-07-24"),
        ("css:time@title", None),
        ("css:h5", None),
        ("ld:headline", "Panen Kopi"),
        ("ld:author", "Kirana"),
        ("ld:editor", "Endah"),
        ("ld:publisher.logo", "https://contoh.example/a.png"),
        ("ld:publisher.logo.url", "https://contoh.example/a.png"),
        ("ld:headline.lain", None),
        ("ld:tiada", None),
        ("ld:articleBody", None),
        ("ld:isAccessibleForFree", "false"),
        ("ld:wordCount", "120"),
        ("meta:description", "Teras kopi"),
        ("meta:og:title", None),
        ("layer:penulis", "Kirana"),
        ("layer:editor", None),
    ],
)
def test_value_reads_each_kind_of_source(page: Page, source: str, expected: str | None) -> None:
    assert value(page, source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("css:p.t", ("a", "b")),
        ("ld:keywords", ("kopi", "panen")),
        ("ld:author", ("Kirana", "Bagas")),
        ("ld:author.name", ("Kirana", "Bagas")),
        ("ld:editor", ("Endah",)),
        ("crumbs:", ("Home", "Nasional", "y")),
        ("meta:description", ("Teras kopi",)),
        ("css:.by", ("Kirana, Bagas", "Endah dan Nia Latupono")),
        ("ld:tiada", ()),
    ],
)
def test_values_reads_each_kind_of_source(page: Page, source: str, expected: tuple[str, ...]) -> None:
    assert values(page, source) == expected


@pytest.mark.parametrize("source", ["xpath://h1", "kopi", ""])
def test_unknown_kind_of_source_raises(page: Page, source: str) -> None:
    with pytest.raises(ValueError, match="expected a source"):
        value(page, source)


def test_first_records_the_source_it_used(page: Page) -> None:
    provenance: dict[str, str] = {}
    number = first(
        page,
        ("css:h5", "css:#judul", "ld:wordCount"),
        lambda text: int(text) if text.isdigit() else None,
        provenance,
        "words",
    )
    assert number == 120
    assert provenance == {"words": "ld:wordCount"}
    assert first(page, ("css:h5",), str, provenance, "lain") is None
    assert "lain" not in provenance


@pytest.mark.parametrize("crumbs", ["null", '"x"', "{}", '[1, null, {"name": {"a": 1}}]'])
def test_broken_breadcrumb_has_no_values(crumbs: str) -> None:
    html = (
        f'<script type="application/ld+json">{{"@type":"BreadcrumbList","itemListElement":{crumbs}}}</script>'
    )
    assert all(isinstance(name, str) for name in values(Page(html, None), "crumbs:"))
