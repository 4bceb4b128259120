"""Plain text renderings of any newsroom's pages: head, story and tail, and what makes a text a story."""

import pytest

from newsspider.items import Article, Rejection
from newsspider.outlets import OUTLETS
from newsspider.visits import ReadingKind
from pipelines.cleaning import clean

STORY = (
    "Warga lereng menanam kopi lagi sejak awal bulan, setelah harga biji di pasar naik dua kali lipat.",
    "“Bibitnya dari pohon tua,” kata Sumadi, ketua kelompok tani, di kebunnya, Kamis pagi.",
    "Panen pertama diperkirakan datang tiga tahun lagi, dan semua hasilnya dijual ke kota.",
)
TITLE = "Warga Lereng Tanam Kopi Lagi"
VIVA = "https://www.viva.co.id/berita/nasional/1417247-warga-lereng-tanam-kopi-lagi"
TEMPO = "https://metro.tempo.co/read/1749996/warga-lereng-tanam-kopi-lagi"
LIPUTAN6 = "https://www.liputan6.com/news/read/4289110/warga-lereng-tanam-kopi-lagi"
JPNN = "https://www.jpnn.com/news/warga-lereng-tanam-kopi-lagi?page=3"


def read(name: str, url: str | None, *lines: str) -> Article:
    """The text with these lines, read and cleaned."""
    found = OUTLETS[name].read("\n".join(lines), url)
    assert isinstance(found, Article), found
    return clean(found, OUTLETS[name])


def rejected(name: str, url: str | None, *lines: str) -> str:
    """The reason for which the text with these lines is no story."""
    found = OUTLETS[name].read("\n".join(lines), url)
    assert isinstance(found, Rejection), found
    return found.reason


def texts(article: Article) -> list[str]:
    return [block.text for block in article.blocks]


@pytest.mark.parametrize("url", [VIVA, None])
def test_credit_below_the_headline_is_the_pictures(url: str | None) -> None:
    found = read("viva", url, TITLE, "- ANTARA/Yudhi Lesmana", f"VIVA – {STORY[0]}", *STORY[1:])
    assert (found.headline, found.dateline, texts(found)) == (TITLE, "VIVA –", list(STORY))
    assert [(image.caption, image.credit) for image in found.images] == [("", "ANTARA/Yudhi Lesmana")]
    assert (found.layout, found.reading) == ("AnyText", ReadingKind.GENERIC)


def test_caption_and_credit_stand_on_two_lines() -> None:
    head = (TITLE, "", "Petani memetik kopi di lereng gunung", "Sumber :", "  • Repro Bagas Aryanto", "")
    found = read("viva", VIVA, *head, f"VIVA – {STORY[0]}", "", STORY[1], "", STORY[2])
    assert texts(found) == list(STORY)
    assert [(image.caption, image.credit) for image in found.images] == [
        ("Petani memetik kopi di lereng gunung", "Repro Bagas Aryanto")
    ]


def test_login_form_above_the_headline_is_cut() -> None:
    caption = "Petani memetik biji merah di lereng, Senin, 22 Mei 2023."
    head = (
        "Lupa Kata Sandi? Klik di Sini",
        "atau Masuk melalui",
        "Konfirmasi Email",
        "",
        TITLE,
        "",
        "Reporter",
    )
    picture = ("image-gnews", f"{caption} TEMPO/Bagas Aryanto", f"{caption} TEMPO/Bagas Aryanto", "Iklan")
    found = read(
        "tempo", TEMPO, *head, *picture, f"TEMPO.CO, Jakarta - {STORY[0]}", *STORY[1:], "LARAS | BAGAS"
    )
    assert (found.headline, found.dateline, found.signature) == (
        TITLE,
        "TEMPO.CO, Jakarta -",
        "LARAS | BAGAS",
    )
    assert texts(found) == list(STORY)
    assert [(image.caption, image.credit) for image in found.images] == [(caption, "TEMPO/Bagas Aryanto")]


def test_time_people_and_lead_are_fields() -> None:
    lead = "Harga biji kopi naik dua kali lipat."
    people = ("Penulis: Laras Wening", "Editor: Bagas Aryanto", "Kamis, 24 September 2026 10:15 WIB")
    found = read(
        "liputan6", LIPUTAN6, "Sukses", TITLE, lead, *people, f"Liputan6.com, Jakarta - {STORY[0]}", STORY[1]
    )
    assert (found.lead, found.authors, found.editors) == (lead, ("Laras Wening",), ("Bagas Aryanto",))
    assert found.published_at is not None
    assert found.published_at.isoformat() == "2026-09-24T10:15:00+07:00"
    assert texts(found) == [STORY[0], STORY[1]]


def test_byline_ends_with_the_newsroom() -> None:
    head = (TITLE, "Lima Berita Hari Ini", TITLE, "Laras Wening, Bagas Aryanto - detikFinance")
    times = ("Jumat, 20 Des 2019 21:10 WIB", "Foto: istimewa/kebun")
    url = "https://finance.detik.com/berita-ekonomi-bisnis/d-4830859/warga-lereng-tanam-kopi-lagi"
    found = read("detik", url, *head, *times, f"Jakarta - {STORY[0]}", STORY[1], f"{STORY[2]} (fdl/ang)")
    assert (found.headline, found.dateline, found.signature) == (TITLE, "Jakarta -", "(fdl/ang)")
    assert found.authors == ("Laras Wening", "Bagas Aryanto")
    assert [image.credit for image in found.images] == ["istimewa/kebun"]
    assert texts(found) == list(STORY)


def test_headline_may_begin_like_a_widget() -> None:
    title, caption = "Berita Populer: Harga Kopi hingga Jalan Lereng", "Petani menimbang kopi, Selasa (3/9)."
    picture = (
        f"{caption} Foto: ANTARA FOTO/Bagas",
        "zoom-in-whitePerbesar",
        f"{caption} Foto: ANTARA FOTO/Bagas",
    )
    url = "https://kumparan.com/kumparanbisnis/berita-populer-harga-kopi-1stWWSXTnvd"
    lines = (
        title,
        "23 Februari 2020 9:45 WIB",
        "comment",
        "0",
        *picture,
        "ADVERTISEMENT",
        STORY[0],
        STORY[1],
    )
    found = read("kumparan", url, *lines, "Gudang kopi di kota. Foto: Laras/kumparan", STORY[2])
    assert (found.headline, texts(found)) == (title, list(STORY))
    assert [(image.caption, image.credit) for image in found.images] == [
        (caption, "ANTARA FOTO/Bagas"),
        ("Gudang kopi di kota.", "Laras/kumparan"),
    ]


def test_lines_below_the_story_are_outside_it() -> None:
    tail = ("Sumber: Kabar Lereng", "Berita Terkait", "Harga Kopi Naik Lagi di Pasar Kota", "Copyright 2026")
    found = read("viva", VIVA, TITLE, f"VIVA – {STORY[0]}", *STORY[1:], "(ant)", *tail)
    assert (found.signature, found.source, texts(found)) == ("(ant)", "Kabar Lereng", list(STORY))
    assert [cut.text for cut in found.removed[-4:]] == list(tail)


def test_later_page_has_no_dateline() -> None:
    found = read("jpnn", JPNN, TITLE, *STORY)
    assert (found.headline, texts(found)) == (TITLE, list(STORY))


@pytest.mark.parametrize(
    ("url", "lines", "reason"),
    [
        pytest.param(None, (TITLE, *STORY), "NoMarks", id="no dateline"),
        pytest.param(None, (TITLE, f"JAKARTA - {STORY[0]}"), "NoMarks", id="a place alone"),
        pytest.param(
            "https://www.viva.co.id/tag/kopi/lereng", (TITLE, *STORY), "NoMarks", id="no story's address"
        ),
        pytest.param(VIVA, (f"VIVA – {STORY[0]}", STORY[1]), "NoHeadline", id="no headline"),
        pytest.param(VIVA, (TITLE, "Halaman ini dipindahkan"), "NoBody", id="no paragraph"),
    ],
)
def test_text_without_marks_is_no_story(url: str | None, lines: tuple[str, ...], reason: str) -> None:
    assert rejected("viva", url, *lines) == reason
