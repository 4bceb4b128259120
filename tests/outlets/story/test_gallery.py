"""Photo galleries at a story's address: captions are captions, and pictures alone are a rejection."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from newsspider.items import Article, Rejection
from newsspider.outlets import OUTLETS
from pipelines.cleaning import clean
from pipelines.judging import judge

TITLE = "Foto: Warga Menenun Kain di Lembah Pinus"
CAPTIONS = (
    "Perajin menata kain tenun di halaman rumah, Desa Lembah Pinus, Sabtu (11/7/2026).",
    "Seorang anak menggulung benang di samping ibunya.",
    "Benang dijemur di pagar bambu sebelum dicelup warna alami.",
    "Alat tenun tua yang dipakai tiga generasi keluarga itu.",
)
LEAD = (
    "Warga Desa Lembah Pinus menenun kain sejak pagi untuk menyambut pesta panen yang digelar tiap tahun."
    " Kain itu dijual di pasar kecamatan, dan hasilnya dibagi rata."
)
FORMS = {
    "figures": "<figure><img src='/{n}.jpg'><figcaption>{text} (Laras/Kabar)</figcaption></figure>",
    "a list of figures": "<ul><li><figure><img src='/{n}.jpg'><figcaption>{text}</figcaption></figure></li></ul>",
    "slides with a counter": "<div class='slide'><img src='/{n}.jpg'><div>{text}</div><span>{n}/4</span></div>",
    "counters above": "<div><div>{n} dari 4</div><img src='/{n}.jpg'><p>{text} Foto: Laras Wening</p></div>",
    "paragraphs": "<p><img src='/{n}.jpg'></p><p>{text}</p>",
    "definitions": "<dl><dt><img src='/{n}.jpg'></dt><dd>{text}</dd></dl>",
}
HOUSES = {
    "tribun": (
        "https://www.tribunnews.com/regional/7858656/foto-warga-menenun-kain-di-lembah-pinus",
        '<h1 id="arttitle">{title}</h1><time>Sabtu, 11 Juli 2026 10:15 WIB</time><div class="txt-article">{body}</div>',
    ),
    "liputan6": (
        "https://www.liputan6.com/news/read/8253586/foto-warga-menenun-kain-di-lembah-pinus",
        '<article><h1 class="read-page-box__title">{title}</h1><div class="article-content-body"><div class="article'
        '-content-body__item-content">{body}</div></div></article>',
    ),
    "republika": (
        "https://rejabar.republika.co.id/berita/pub1xy345/foto-warga-menenun-kain-di-lembah-pinus",
        '<div class="max-card__title"><h1>{title}</h1></div><div class="article-content"><article>{body}</article></div>',
    ),
    "cnbcindonesia": (
        "https://www.cnbcindonesia.com/news/20260711101500-4-1/foto-warga-menenun-kain-di-lembah-pinus",
        '<main><h1>{title}</h1><span>Sabtu, 11 Juli 2026 10:15 WIB</span><div class="isi">{body}</div></main>',
    ),
}
HEAD = (
    '<head><title>{title}</title><meta property="og:type" content="article">'
    '<meta property="og:title" content="{title}"></head>'
)


def read(house: str, body: str, title: str = TITLE) -> Article | Rejection:
    url, frame = HOUSES[house]
    outlet = OUTLETS[house]
    page = f"<html>{HEAD}<body>{frame}<footer>© Kabar</footer></body></html>".format(title=title, body=body)
    found = outlet.read(page.encode(), url)
    assert isinstance(found, Article | Rejection)
    return found if isinstance(found, Rejection) else judge(clean(found, outlet), datetime.now(UTC))


def gallery(form: str) -> str:
    return "".join(FORMS[form].format(n=n, text=text) for n, text in enumerate(CAPTIONS, 1))


@pytest.mark.parametrize("house", HOUSES)
@pytest.mark.parametrize("form", FORMS)
def test_captions_of_a_gallery_are_no_text(house: str, form: str) -> None:
    found = read(house, f"<p>{LEAD}</p>{gallery(form)}")
    assert isinstance(found, Article), found
    assert [block.text for block in found.blocks] == [LEAD]
    assert [image.caption for image in found.images] == list(CAPTIONS)
    assert all(image.url for image in found.images)


@pytest.mark.parametrize("house", HOUSES)
@pytest.mark.parametrize("form", FORMS)
def test_gallery_without_text_is_a_rejection_that_says_so(house: str, form: str) -> None:
    found = read(house, gallery(form))
    assert isinstance(found, Rejection)
    assert found.reason == "Gallery"
    assert "4 pictures" in found.detail


@pytest.mark.parametrize("house", HOUSES)
@pytest.mark.parametrize(
    "title",
    [
        "Empat Pondok Tenun yang Ramai Dikunjungi di Lembah Pinus",
        "Foto Lama Warga Menenun Kain di Lembah Pinus Ditemukan",
    ],
)
def test_a_story_with_pictures_keeps_its_paragraphs(house: str, title: str) -> None:
    body = "".join(
        f"<p><img src='/{n}.jpg'></p><p>{LEAD} Pondok ini yang ke-{n}.</p>" for n in ("satu", "dua", "tiga")
    )
    found = read(house, body, title)
    assert isinstance(found, Article), found
    assert len(found.blocks) == 3


@pytest.mark.parametrize("house", HOUSES)
def test_a_gallery_of_paragraphs_is_a_story(house: str) -> None:
    """Two paragraphs below each picture: a list of places that calls itself a gallery."""
    body = "".join(
        f"<p><img src='/{n}.jpg'></p><p>{text}</p><p>{LEAD} Nomor {n}.</p>" for n, text in enumerate(CAPTIONS)
    )
    found = read(house, body)
    assert isinstance(found, Article), found
    assert sum(block.text.startswith(LEAD) for block in found.blocks) == len(CAPTIONS)
