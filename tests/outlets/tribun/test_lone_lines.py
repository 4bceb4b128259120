"""Text renderings: a line that stands alone with a bracket at its end, and heads without dateline or picture."""

import pytest

from newsspider.items import LinkKind
from tests.outlets.bodies import article, between, cuts, page, paragraphs, rendering

STORY = [
    "Perawat Terampil (D-III/S-1 Keperawatan)",
    "Guru Kelas Ahli Pertama (S1/D4)",
    "Toyota Avanza 1.3 E (M/T)",
    "Kecepatan angin maksimum (km/jam)",
    "Jurusan yang dibuka (IPA/IPS)",
    "Rute Sorong-Waisai pulang pergi (PP/hari)",
    "Kirim berkas ke surel panitia (panitia@lautbiru.co.id)",
    "Buka laman resmi panitia (https://pelabuhan.go.id)",
    "Datang pada jam sibuk (antara pukul 07.00 dan 09.00)",
    "Jonatan menang dua gim langsung (21-19/22-20)",
    "Suporter memenuhi sisi timur stadion (tribun timur)",
    "Media sosial: lautbiru (Instagram)",
    "Harga sudah termasuk pajak (net)",
    "Pembina: Maria Wambrauw (Humas Pemkot)",
    "Fajar/Rian melaju (INA/1)",
    "Laga itu disiarkan dua stasiun televisi (Indosiar/Vidio)",
    "1. Yosep Kalami (Humas Koperasi)",
    '"Kami pulang," kata Yosep. (YouTube/Kompas TV)',
]

CAPTIONS = [
    ("Petugas mengangkat jala di dermaga, Rabu (8/5/2024).", "TRIBUNSORONG.COM/MAIKEL BLESS"),
    ("Perahu ditarik ke dermaga, Selasa (7/5/2024).", "Tribunnews.com/Dewi Saragih"),
    ("PERAHU - Warga menarik perahu ke pantai kampung itu.", "Tribunsorong.com/Maikel"),
    ("Kapten Yosep menunjukkan jangkar perahunya.", "Dok. Humas Basarnas"),
    ("Jangkar perahu Kapten Yosep.", "Istimewa"),
    ("Tampak atas Selat Sele.", "ANTARA FOTO/OLHA M"),
    ("Tangkapan layar video pencarian nelayan.", "YouTube Basarnas"),
    ("Kapal perang di Selat Sele.", "AFP"),
    ("Kapten Yosep di rumahnya.", "Instagram/@kaptenyosep"),
    ("Warga memadati dermaga", "tribunnews"),
]


@pytest.mark.parametrize("line", STORY)
def test_a_lone_line_with_a_bracket_is_story(line: str) -> None:
    """Cases R29 and R30, the other way: the bracket says no picture's owner."""
    found = rendering(line)
    assert (between(found), found.images) == ([line], ())


def test_a_list_of_vacancies_is_story() -> None:
    """Case R7, as a text."""
    lines = ["Formasi yang dibuka:", "Perawat Terampil (D-III/S-1)", "Bidan Terampil (D-III/D-IV)"]
    assert between(rendering(*lines)) == lines


@pytest.mark.parametrize(("caption", "credit"), CAPTIONS)
def test_lone_line_with_credit_is_caption(caption: str, credit: str) -> None:
    """Case R29."""
    found = rendering(f"{caption} ({credit})")
    assert between(found) == []
    assert [(image.caption, image.credit) for image in found.images] == [(caption, credit)]


def test_a_signed_paragraph_in_mid_story_is_story() -> None:
    """Case R16, as a text: a newsroom's writer signs it, and nothing else says that it is a caption."""
    paragraph = "Perahu itu ditarik ke dermaga oleh dua perahu kecil milik koperasi."
    below = [
        "Sampai sore warga berkumpul di sana.",
        "Mereka bernyanyi bersama.",
        "Hujan turun pada malam hari.",
    ]
    found = rendering(f"{paragraph} (Tribunnews.com/Dewi Saragih)", *below)
    assert between(found) == [f"{paragraph} (Tribunnews.com/Dewi Saragih)", *below]


@pytest.mark.parametrize(
    "heading", ["Foto yang Mengubah Segalanya", "Foto itu kini hilang", "Ilustrasi dan Kenyataan"]
)
def test_a_heading_on_pictures_in_general_is_story(heading: str) -> None:
    """Case R29, the other way."""
    assert between(rendering(heading)) == [heading]


TITLE = "Enam Perahu Hilang di Selat Sele, Warga Menunggu di Dermaga"
LEAD = "Enam perahu hilang sejak Jumat."
PICTURE = "Tribun Sorong/Maikel\nWarga menunggu di dermaga. \n\n"
MOBILE = f"Nikmati berita interaktif dan LIVE report 24 jam hanya di TribunX\nTribun\n\n{TITLE}\n\n{LEAD}\n\n"
HEADS = {
    "mobile": f"{MOBILE}Penulis: Dewi S\nEditor: Anton L\nzoom-in {TITLE}\n{PICTURE}",
    "mobile without a picture": f"{MOBILE}Penulis: Dewi S\nEditor: Anton L\n\n",
    "regional": f"Breaking News:\n\n{TITLE}\n\nPenulis: Dewi S | Editor: Anton L\n\n{PICTURE}",
    "regional without a picture": f"Breaking News:\n\n{TITLE}\n\nPenulis: Dewi S | Editor: Anton L\n\n",
    "amp": f"News\nTravel\nParapuan\nOtomotif\n\n{TITLE}\n\nSelasa, 7 Mei 2024 10:11 WIB\n\nPenulis: Dewi S\nEditor: Anton L\n"
    f"AA\nText Sizes\nMedium\nLarge\nLarger\n{PICTURE}",
}
FIRST = [
    "Hujan turun tiga hari.",
    '"Kami pasrah," kata Yosep.',
    "Apa yang terjadi di Selat Sele?",
    "ENAM perahu hilang di Selat Sele pada Jumat malam, dan baru dua yang kembali.",
]
REST = [
    "Tim pencari menyisir Selat Sele dengan tiga kapal sejak subuh, tetapi belum menemukan perahu yang lain.",
    "Keluarga berkumpul di balai kampung.",
]


@pytest.mark.parametrize("first", FIRST)
@pytest.mark.parametrize("head", HEADS)
def test_a_short_first_paragraph_is_no_caption(head: str, first: str) -> None:
    """Case R26, the other way: no dateline says where the story begins."""
    found = article(HEADS[head] + "\n\n".join([first, *REST, "(Tribunnews.com/Dewi S)"]))
    assert [block.text for block in found.blocks] == [first, *REST]
    assert (found.headline, found.topic) == (TITLE, None)


def test_a_time_without_a_label_is_no_lead() -> None:
    """Case R26, below AMP's menu."""
    found = article(HEADS["amp"] + "\n\n".join([FIRST[0], *REST, "(Tribunnews.com/Dewi S)"]))
    assert (found.lead, str(found.published_at)) == (None, "2024-05-07 10:11:00+07:00")
    assert cuts(found)["Parapuan"] == "page_head"


@pytest.mark.parametrize(
    "line", ["Laporan Tim Liputan Tribun Network", "Oleh: Lusia Wamafma", "Hujan turun tiga hari."]
)
def test_line_above_dateline_is_not_in_caption(line: str) -> None:
    """Case R26."""
    story = [f"TRIBUNNEWS.COM, SORONG - {REST[0]}", REST[1], "(Tribunnews.com/Dewi S)"]
    found = article(HEADS["mobile"] + "\n\n".join([line, *story]))
    assert [(image.caption, image.credit) for image in found.images] == [
        ("Warga menunggu di dermaga.", "Tribun Sorong/Maikel")
    ]
    assert found.dateline == "TRIBUNNEWS.COM, SORONG -"


@pytest.mark.parametrize(
    "line",
    [
        "**Baca juga: Harga Tuna Turun Tajam**",
        "Baca juga: [Harga Tuna Turun Tajam](https://www.tribunnews.com/x)",
        "Lihat juga video: Harga Tuna Turun Tajam",
    ],
)
def test_a_related_line_with_marks_of_markdown(line: str) -> None:
    """Cases R28 and R34."""
    found = rendering(line)
    assert (between(found), [link.anchor for link in found.links]) == ([], ["Harga Tuna Turun Tajam"])


CLOSING = {
    "list": ["Nama korban:", "1. Yosep Kalami", "2. Maria Wambrauw"],
    "sheet": ["Nama: Boaz", "Klub: Persipura", "Tinggi: 178 sentimeter"],
    "clubs": ["Klasemen akhir:", "Klub terbaik: Persipura", "Klub baru: PSBS Biak"],
    "verses": ["Reff:", "Angin teluk memanggil", "Outro: C G"],
    "schedule": ["Jadwal siaran", "06.00 Berita Terkini", "08.00 Video Klip"],
    "menu": ["Pilih menu:", "Beranda", "Komentar", "Tags"],
    "steps": ["Cara daftar:", "1. Buka laman pelabuhan.go.id", "2. Klik Halaman selanjutnya"],
}
TAILS = {
    "source": "Sumber: TribunSorong.com\nDapatkan Berita Pilihan\ndi WhatsApp Anda\nIkuti kami di\n© 2025 TRIBUNnews.com",
    "pager": "Halaman selanjutnya\n\nBerita Terkait : #Nelayan Hilang\nBaca Juga\n| Nelayan Pulang Membawa Tuna |\nKOMENTAR",
    "cut": "Dapatkan Berita Pil",
    "cut lower": "di WhatsApp An",
    "none": "",
}


@pytest.mark.parametrize("tail", TAILS)
@pytest.mark.parametrize("closing", CLOSING)
def test_list_above_tail_is_story_tail_is_cut(closing: str, tail: str) -> None:
    """Cases R7 and R8: no sentence says where the story ends."""
    story = [f"TRIBUNNEWS.COM, SORONG - {REST[0]}", REST[1], *CLOSING[closing]]
    found = article(HEADS["mobile"] + "\n\n".join([*story, TAILS[tail]]))
    assert [block.text for block in found.blocks] == [*REST, *CLOSING[closing]]
    assert found.source == ("TribunSorong.com" if tail == "source" else None)


NAMED = "Harga Cabai di Pasar Induk Naik Lagi"


@pytest.mark.parametrize("lines", [("Baca juga:", NAMED), (f"Baca juga {NAMED}",), (f"BACA JUGA {NAMED}",)])
def test_a_title_below_its_label_or_without_a_colon_is_no_story(lines: tuple[str, ...]) -> None:
    for found in (rendering(*lines), page(paragraphs(*lines))):
        assert between(found) == []
        assert [link.anchor for link in found.links if link.kind is LinkKind.BACA_JUGA] == [NAMED]


@pytest.mark.parametrize(
    "line", ["Baca juga Al-Quran setiap pagi.", "Baca juga buku itu sampai tamat", "Baca juga Surat Yasin."]
)
def test_an_order_to_read_is_story(line: str) -> None:
    for found in (rendering(line), page(paragraphs(line))):
        assert between(found) == [line]


def test_numbers_of_a_pager_between_paragraphs_are_no_story() -> None:
    assert between(rendering("Halaman", "12")) == []
