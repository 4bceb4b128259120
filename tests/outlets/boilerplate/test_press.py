"""Phrases and marks of the press: boilerplate goes, sentences that mention it stay."""

from __future__ import annotations

import pytest

from newsspider.items import Article, BlockKind, Line
from newsspider.outlets import OUTLETS
from newsspider.outlets.story.captions import split_caption
from pipelines.cleaning import clean

FIRST = "Warga membangun perpustakaan dari bambu di lereng gunung itu."
LAST = "Perpustakaan itu dibuka pekan depan oleh kepala desa."


def cleaned(*texts: str, outlet: str = "detik") -> Article:
    """A story of these paragraphs, cleaned."""
    blocks = tuple(Line(kind=BlockKind.PARAGRAPH, text=text, element="p") for text in texts)
    url = f"https://news.{outlet}.com/berita/d-6400001/perpustakaan"
    return clean(
        Article(outlet=outlet, layout="x", url=url, headline="Perpustakaan", blocks=blocks), OUTLETS[outlet]
    )


def texts(article: Article) -> list[str]:
    return [block.text for block in article.blocks]


BOILERPLATE = [
    "ADVERTISEMENT",
    "SCROLL TO CONTINUE WITH CONTENT",
    "SCROLL TO RESUME CONTENT",
    "Advertisement",
    "Loading...",
    "Scroll down untuk melanjutkan membaca",
    "Scroll ke bawah untuk melanjutkan membaca",
    "Lanjutkan Membaca ↓",
    "[Gambas:Video 20detik]",
    "[Gambas:Instagram]",
    "[Gambas:Youtube]",
    "[Gambas:Twitter]",
    "[Gambas:Video CNN]",
    'Simak Video "Menteri Mengaku Siap Mundur"',
    "Simak juga Video: Panen Raya di Lereng",
    "Lihat juga Video 'Panen Raya'",
    "Tonton juga Video: Kata Polisi soal Jembatan",
    'Saksikan juga video: "Rakit Bambu"',
    "Simak video selengkapnya di bawah ini:",
    "Saksikan Video Pilihan Berikut Ini:",
    "Saksikan Video Pilihan di Bawah Ini",
    "Simak Video Pilihan Berikut:",
    "Cek Video di Bawah Ini",
    "Saksikan Live Streaming di Bawah Ini",
    "Video Pilihan",
    "Video Terpopuler Hari Ini:",
    "Halaman selanjutnya >>",
    "Selengkapnya di halaman selanjutnya",
    "Baca halaman selanjutnya. >>>",
    "(Bersambung ke halaman berikutnya)",
    "Halaman Selanjutnya: Rak disusun melingkar",
    "Baca Selanjutnya: Rak Disusun...",
    "Baca selengkapnya di sini",
    "Halaman 2 dari 3",
    "Baca Juga",
    "Baca juga:",
    "Lihat juga:",
    "Pilihan Redaksi",
    "Berita Terkait",
    "Artikel Terkait:",
    "Jangan Lewatkan",
    "Perbesar",
    "Daftar Isi",
    "Lihat postingan ini di Instagram",
    "Sebuah kiriman dibagikan oleh Kirana (@kirana)",
    "A post shared by Kirana (@kirana)",
    "Baca juga: Buku Datang dengan Perahu",
    "Simak juga: Buku Datang dengan Perahu",
    "BACA JUGA: Buku Datang dengan Perahu",
    "Reporter: Laras Wening",
    "Penulis: Laras Wening | Editor: Bagas Aryanto",
    "Artikel ini telah tayang di Kabar Lereng dengan judul Rak Bambu",
    'Baca artikel detikJateng, "Rak Bambu" selengkapnya di sini',
]


@pytest.mark.parametrize("line", BOILERPLATE)
def test_boilerplate_between_paragraphs_is_cut(line: str) -> None:
    assert texts(cleaned(FIRST, line, LAST)) == [FIRST, LAST]


STORY = [
    "“Baca juga aturannya,” kata kepala desa kepada warga yang datang.",
    "Simak video itu baik-baik, pesan polisi kepada para pengendara.",
    "Halaman sekolah itu dipakai menjemur padi.",
    "Iklan rokok di depan sekolah itu diturunkan warga.",
    "Dalam 30 detik, gempa itu merobohkan tiga rumah.",
    "Video detik-detik jembatan hanyut beredar di grup warga.",
    "Kepada detikcom, Sumadi mengaku sudah tiga puluh tahun menganyam.",
    "Bola lampu di balai desa itu diganti setahun sekali.",
    "Indonesia merdeka ketika ia berumur tujuh tahun.",
    "Jakarta dan Bandung sama-sama diguyur hujan sejak pagi.",
    "Kecepatan kereta itu 120 (km/jam).",
]


@pytest.mark.parametrize("line", STORY)
@pytest.mark.parametrize("outlet", ["detik", "liputan6", "merdeka"])
def test_sentences_of_the_story_stay(line: str, outlet: str) -> None:
    assert texts(cleaned(FIRST, line, LAST, outlet=outlet)) == [FIRST, line, LAST]


@pytest.mark.parametrize(
    ("outlet", "text", "dateline", "rest"),
    [
        ("detik", "Jakarta - Harga garam naik.", "Jakarta -", "Harga garam naik."),
        ("detik", "Kuala Lumpur - Harga garam naik.", "Kuala Lumpur -", "Harga garam naik."),
        ("detik", "Kab Bandung Barat – Harga garam naik.", "Kab Bandung Barat –", "Harga garam naik."),
        ("detik", "D.I. Yogyakarta - Harga garam naik.", "D.I. Yogyakarta -", "Harga garam naik."),
        ("detik", "Jakarta -", "Jakarta -", None),
        ("detik", "Jakarta -Harga garam naik.", "Jakarta -", "Harga garam naik."),
        ("detik", "Bandung Barat -“Harga garam naik.”", "Bandung Barat -", "“Harga garam naik.”"),
        (
            "liputan6",
            "Liputan6.com, Jakarta - Harga garam naik.",
            "Liputan6.com, Jakarta -",
            "Harga garam naik.",
        ),
        ("liputan6", "Liputan6.com, Jakarta Harga garam naik.", "Liputan6.com, Jakarta", "Harga garam naik."),
        (
            "liputan6",
            "Liputan6.com, New York Harga garam naik.",
            "Liputan6.com, New York",
            "Harga garam naik.",
        ),
        (
            "liputan6",
            "Liputan6.com, Tanjung Selor - Harga naik.",
            "Liputan6.com, Tanjung Selor -",
            "Harga naik.",
        ),
        (
            "liputan6",
            "Liputan6.com, Jakarta: Harga garam naik.",
            "Liputan6.com, Jakarta:",
            "Harga garam naik.",
        ),
        ("liputan6", "Liputan6.com, Jakarta:", "Liputan6.com, Jakarta:", None),
        ("liputan6", "Bola.com, Jakarta - Timnas menang.", "Bola.com, Jakarta -", "Timnas menang."),
        ("liputan6", "Liputan6.com - Harga garam naik.", "Liputan6.com -", "Harga garam naik."),
        ("merdeka", "Merdeka.com - Harga garam naik.", "Merdeka.com -", "Harga garam naik."),
        ("kapanlagi", "Kapanlagi.com - Sekar menari.", "Kapanlagi.com -", "Sekar menari."),
        ("kapanlagi", "KapanLagi.com® - Sekar menari.", "KapanLagi.com® -", "Sekar menari."),
        ("fimela", "Fimela.com, Jakarta Sambal ini pedas.", "Fimela.com, Jakarta", "Sambal ini pedas."),
        ("fimela", "FIMELA.com - Sambal ini pedas.", "FIMELA.com -", "Sambal ini pedas."),
        ("kompas", "BOGOR, KOMPAS.com Harga naik.", "BOGOR, KOMPAS.com", "Harga naik."),
        ("kompas", "JAKARTA, KOMPAS.com: Harga naik.", "JAKARTA, KOMPAS.com:", "Harga naik."),
        ("kompas", "KOMPAS.TV - Harga naik.", "KOMPAS.TV -", "Harga naik."),
        ("kompas", "JAKARTA, KOMPAS - Harga naik.", "JAKARTA, KOMPAS -", "Harga naik."),
        ("jpnn", "JPNN.COM, JAKARTA – Harga naik.", "JPNN.COM, JAKARTA –", "Harga naik."),
        ("okezone", "JAKARTA-", "JAKARTA-", None),
        ("sindonews", "JAKARTA-", "JAKARTA-", None),
        ("pikiranrakyat", "KABAR BANTEN - Harga naik.", "KABAR BANTEN -", "Harga naik."),
        ("pikiranrakyat", "BANDUNG, (PR).- Harga naik.", "BANDUNG, (PR).-", "Harga naik."),
    ],
)
def test_dateline_is_a_field(outlet: str, text: str, dateline: str, rest: str | None) -> None:
    article = cleaned(text, LAST, outlet=outlet)
    assert article.dateline == dateline
    assert texts(article) == [*([rest] if rest else []), LAST]


@pytest.mark.parametrize(
    "text", ["Tidak ada - kata Sumadi - yang pulang.", "Liputan6.com mencatat harga garam naik."]
)
def test_dash_in_a_sentence_is_no_dateline(text: str) -> None:
    article = cleaned(text, LAST, outlet="liputan6")
    assert (article.dateline, texts(article)) == (None, [text, LAST])


@pytest.mark.parametrize(
    "signature",
    [
        "(aan/kha)",
        "(Cas/Isk)",
        "(mdk/tsr)",
        "(kpl/pur/tch)",
        "[bag]",
        "(aan)",
        "(Isk)",
        "(***)",
        "***",
        "(hns/*)",
        "(rdk - kir)",
        "(ant/c1/bag)",
        "(Isk*)",
        "(Reuters/bag)",
        "(Antara)",
    ],
)
def test_signature_is_a_field(signature: str) -> None:
    for story in ((FIRST, LAST, signature), (FIRST, f"{LAST} {signature}")):
        article = cleaned(*story)
        assert (article.signature, texts(article)) == (signature, [FIRST, LAST])


def test_signature_may_be_glued_to_an_entry() -> None:
    article = cleaned(FIRST, "Pasar Baru (mdk/rla)", outlet="merdeka")
    assert (article.signature, texts(article)) == ("(mdk/rla)", [FIRST, "Pasar Baru"])


@pytest.mark.parametrize(
    "line", ["Infografis Musim Panen", "Ikuti saluran WhatsApp kami untuk kabar terbaru", "#Panen #Garam"]
)
def test_lines_below_the_story_are_cut(line: str) -> None:
    assert texts(cleaned(FIRST, LAST, line, outlet="liputan6")) == [FIRST, LAST]


@pytest.mark.parametrize(
    ("caption", "text", "credit"),
    [
        ("Petani garam.", "Petani garam.", None),
        ("Petani garam (Laras/Antara)", "Petani garam", "Laras/Antara"),
        ("Petani garam. Foto: Laras Wening", "Petani garam.", "Laras Wening"),
        ("Foto: Petani garam (Laras Wening)", "Petani garam", "Laras Wening"),
        ("Foto: Laras Wening/detikcom", "", "Laras Wening/detikcom"),
        ("Foto: Petani garam", "Petani garam", None),
        ("Petani garam (Sumber: Pixabay)", "Petani garam", "Pixabay"),
        ("Petani garam (Foto:Dok Koperasi)", "Petani garam", "Dok Koperasi"),
        ("Petani garam. ©2021 Merdeka.com/Laras", "Petani garam.", "©2021 Merdeka.com/Laras"),
        ("Petani garam/©KapanLagi.com®/Laras", "Petani garam", "©KapanLagi.com®/Laras"),
        ("Petani garam (c) Laras", "Petani garam", "(c) Laras"),
        ("©MGM", "", "©MGM"),
        ("Petani garam. TEMPO/Laras Wening", "Petani garam.", "TEMPO/Laras Wening"),
        ("Petani garam di Rumah Sakit A/B", "Petani garam di Rumah Sakit A/B", None),
        ("Petani garam, Jumat (12/2).", "Petani garam, Jumat (12/2).", None),
    ],
)
def test_caption_and_credit_are_apart(caption: str, text: str, credit: str | None) -> None:
    assert split_caption(caption) == (text, credit)
