"""Lists of other stories, of tags and of forms in a body go, whatever their markup; story beside them stays."""

from __future__ import annotations

import pytest

from newsspider.items import LinkKind
from tests.outlets.frames import ABOVE, BELOW, FRAMES, around, read

SISTER = '<a href="https://www.bolasport.com/read/1/harga">Harga Cabai di Pasar Induk Naik Lagi</a>'
OTHER = '<a href="https://www.parapuan.co/read/2/pasar">Gubernur Tinjau Pasar Induk Kramat Jati</a>'
TAGS = '<a href="/tag/kopi">kopi</a>', '<a href="/tag/desa">desa</a>'
NO_STORY = [
    f"<p>Baca juga:</p><p>{SISTER}</p>",
    f"<p><b>Baca Juga:</b></p><ul><li>{SISTER}</li><li>{OTHER}</li></ul>",
    f'<div class="x"><span>Baca Juga</span><ul><li>{SISTER}</li><li>{OTHER}</li></ul></div>',
    f"<p>Baca juga:<br>{SISTER}<br>{OTHER}</p>",
    "<p>- ADVERTISEMENT -</p>",
    "<p>[ADVERTISEMENT]</p>",
    '<div class="kotak"><h4>Jajak Pendapat</h4><p>Setujukah Anda jalan itu ditutup?</p><form><label><input type="radio">'
    "Setuju</label><button>Kirim</button></form></div>",
    "<div><h3>Langganan Buletin</h3><p>Dapatkan kabar terbaru langsung di email Anda.</p><form><input><button>Daftar</button>"
    "</form></div>",
    "<p>Lihat video selengkapnya</p>",
    '<p>Simak Video "Panen Raya di Lereng"</p>',
    "<p>Saksikan Video Pilihan Berikut Ini:</p>",
    "<p>[Gambas:Video 20detik]</p>",
    '<div>Bagikan: <a href="https://www.facebook.com/sharer.php?u=x">Facebook</a> <a href="https://twitter.com/intent/tweet">X</a>'
    '<a href="https://wa.me/?text=x">WhatsApp</a></div>',
]
NO_STORY_BELOW = [
    f"<p>{TAGS[0]} {TAGS[1]}</p>",
    f"<p>Tag</p><p>{TAGS[0]}, {TAGS[1]}</p>",
    f"<p>Tags:</p><ul><li>{TAGS[0]}</li><li>{TAGS[1]}</li></ul>",
    f"<div>Topik Terkait: {TAGS[0]}</div>",
    "<p>Sebagian artikel ini telah tayang di Kabarlereng.com</p>",
    "<p>Copyright © KABAR 2024</p>",
    "<p>Cek berita dan artikel yang lain di Google News</p>",
]
STORY = {
    f"<p>Dua pekan ini {SISTER} tanpa henti.</p>": [
        "Dua pekan ini Harga Cabai di Pasar Induk Naik Lagi tanpa henti."
    ],
    f"<p>{SISTER}</p>": ["Harga Cabai di Pasar Induk Naik Lagi"],
    f"<p>Baca juga:</p><p>Panen padi merah.</p><p>{SISTER}</p>": [
        "Panen padi merah.",
        "Harga Cabai di Pasar Induk Naik Lagi",
    ],
    "<p>Iklan rokok di sekitar sekolah itu dicabut warga.</p>": [
        "Iklan rokok di sekitar sekolah itu dicabut warga."
    ],
    '<p>Hubungi <a href="https://wa.me/62811">Nia</a> atau <a href="https://wa.me/62812">Onco</a>.</p>': [
        "Hubungi Nia atau Onco."
    ],
    "<p>Simak video itu baik-baik, pesan polisi.</p>": ["Simak video itu baik-baik, pesan polisi."],
    f"<p>Warga menanam {TAGS[0]} dan padi.</p>": ["Warga menanam kopi dan padi."],
    f"<ul><li>{TAGS[0]}</li><li>padi</li></ul>": ["kopi", "padi"],
    "<p>Copyright lagu itu dipegang Nia sejak lama.</p>": ["Copyright lagu itu dipegang Nia sejak lama."],
    "<p>Simak percakapan di Telegram itu pada sidang pekan depan.</p>": [
        "Simak percakapan di Telegram itu pada sidang pekan depan."
    ],
    "<p>Dilarang menyalin buku itu, kata Nia.</p>": ["Dilarang menyalin buku itu, kata Nia."],
    "<p>(Sebagian warga menolak ikut.)</p>": ["(Sebagian warga menolak ikut.)"],
}


@pytest.mark.parametrize("outlet", FRAMES)
@pytest.mark.parametrize("markup", NO_STORY)
def test_box_in_the_body_is_no_story(markup: str, outlet: str) -> None:
    assert around(outlet, markup) == [ABOVE, BELOW]
    assert around(outlet, markup, ends=True) == [ABOVE, BELOW]


@pytest.mark.parametrize("outlet", FRAMES)
@pytest.mark.parametrize("markup", NO_STORY_BELOW)
def test_list_below_the_story_is_no_story(markup: str, outlet: str) -> None:
    assert around(outlet, markup, ends=True) == [ABOVE, BELOW]


@pytest.mark.parametrize("outlet", FRAMES)
@pytest.mark.parametrize(("markup", "texts"), STORY.items())
def test_similar_line_stays(markup: str, texts: list[str], outlet: str) -> None:
    assert around(outlet, markup) == [ABOVE, *texts, BELOW]
    assert around(outlet, markup, ends=True) == [ABOVE, BELOW, *texts]


def test_links_below_a_heading_are_recorded() -> None:
    found = read("tribun", f"<p>{ABOVE}</p><p>Baca juga:</p><p>{SISTER}</p><p>{BELOW}</p>")
    links = [link.url for link in found.links if link.kind is LinkKind.BACA_JUGA]
    assert links == ["https://www.bolasport.com/read/1/harga"]
