"""Text renderings: the same page gives the same story as its HTML, and only marks make a text a story."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from newsspider.outlets.tribun.evidence import marks_in
from newsspider.text import collapse
from tests.outlets.bodies import (
    ABOVE,
    BELOW,
    CHROME,
    TRIBUN,
    URL,
    article,
    between,
    cuts,
    rejection,
    rendering,
)

TITLE = "Lereng yang Tidak Pernah Tidur"
PROJECT = Path(__file__).resolve().parents[3]
ALT = "Murid menanam pala bersama guru di lereng sekolah, Sabtu (7/11/2026), sebelum hujan turun dan jalan ditutup"
SHORT = "Murid menanam pala bersama guru di lereng sekolah, Sabtu (7/11/2026)"


@pytest.mark.parametrize(
    ("credit", "caption"),
    [
        pytest.param("Dok. Pribadi", "RUTH SIAHAAN - Penulis kolom Catatan Lereng", id="R26"),
        pytest.param("Tribun Ambon/Onco", "PANEN PALA - Warga memanen pala di lereng", id="R26-newsroom"),
        pytest.param("Istimewa", "KOLOM LERENG – Ruth Siahaan di kebun pala", id="R26-dash"),
    ],
)
def test_repeated_headline_opens_the_picture(credit: str, caption: str) -> None:
    """Case R26."""
    found = article("\n".join([TITLE, "", TITLE, credit, caption, "", *ABOVE, BELOW]))
    assert (found.headline, found.topic) == (TITLE, None)
    assert [block.text for block in found.blocks] == [*ABOVE, BELOW]
    assert [(image.caption, image.credit) for image in found.images] == [(caption, credit)]
    assert {TITLE, credit, caption} <= set(cuts(found))


def test_a_byline_above_the_picture_is_no_story() -> None:
    """Case R26."""
    head = [TITLE, "", "Oleh: Ruth Siahaan", "", TITLE, "Dok. Pribadi", "RUTH SIAHAAN - Penulis kolom", ""]
    found = article("\n".join([*head, *ABOVE, BELOW]))
    assert (found.headline, found.authors) == (TITLE, ("Ruth Siahaan",))
    assert [block.text for block in found.blocks] == [*ABOVE, BELOW]


@pytest.mark.parametrize("above", ["Tribunnews.com", "TribunAmbon.com\n\nTribun"])
def test_the_newsrooms_name_is_no_headline(above: str) -> None:
    """Case R27."""
    text = "\n\n".join([above, f"TRIBUNNEWS.COM, AMBON - {ABOVE[0]}", ABOVE[1], BELOW, "(*)"])
    assert rejection(text).reason == "NoHeadline"


def test_a_text_without_headline_is_rejected() -> None:
    """Case R27."""
    assert (
        rejection("\n\n".join([f"TRIBUNNEWS.COM, AMBON - {ABOVE[0]}", ABOVE[1], BELOW, "(*)"])).reason
        == "NoHeadline"
    )


@pytest.mark.parametrize("bullet", ["-", "•", "–", "*", "—", "●", "▪", "►", "→", ">>", "1."])
def test_titles_below_a_signature_are_links(bullet: str) -> None:
    """Case R28."""
    last = "Petani itu tersenyum melihat panen pertamanya tahun ini."
    titles = [
        "Pasar Terapung Haruku Buka Setiap Malam Purnama",
        "Perahu Sekolah Negeri Lima Berganti Mesin Surya",
    ]
    listed = [f"{bullet} {title}" for title in titles]
    for lines in ([f"{last} (Tribunnews.com/Nia)", *listed], [last, "(Tribunnews.com/Nia)", *listed]):
        found = rendering(*lines, ends=True)
        assert (between(found), found.signature) == ([last], "(Tribunnews.com/Nia)")
        assert [(link.kind.value, link.anchor) for link in found.links] == [
            ("baca_juga", title) for title in titles
        ]


def test_a_list_that_closes_the_story_is_story() -> None:
    """Case R28, the other way."""
    lines = [
        "Syaratnya sebagai berikut:",
        "- Kartu Tanda Penduduk Asli",
        "- Surat Keterangan Kepala Desa Setempat",
    ]
    assert between(rendering(*lines, ends=True)) == lines


@pytest.mark.parametrize(
    "lines",
    [
        ["• Nama Lomba: Foto Laut Banda", "• Hadiah: lima juta"],
        ["Pemain yang dipanggil:", "• Yosep Kalami Putra Jaya", "• Boaz Wambrauw Anak Sorong"],
        ["Jadwal: besok", "• Tayang: Senin Pukul Tujuh Malam"],
    ],
)
def test_entries_behind_points_are_story(lines: list[str]) -> None:
    """Cases R5 and R28, the other way: a point stands before other stories, too."""
    assert between(rendering(*lines)) == lines


@pytest.mark.parametrize(
    "line",
    ["Baca Juga - Pasar Terapung Haruku Buka Lagi", "Artikel terkait: Pasar Terapung Haruku Buka Lagi"],
)
def test_other_spellings_of_a_related_line(line: str) -> None:
    """Case R28."""
    found = rendering(line)
    assert between(found) == []
    assert [link.anchor for link in found.links] == ["Pasar Terapung Haruku Buka Lagi"]


@pytest.mark.parametrize(
    "alt",
    [
        "Swafoto Ruth Siahaan",
        "Cuplikan layar rekaman warga",
        "Foto Ruth Siahaan bersama ibunya",
        "Foto diri Ruth Siahaan",
        "Ilustrasi kebun pala",
        "Tangkapan layar video warga",
        "Potret diri Nia",
    ],
)
def test_an_alt_text_alone_is_a_caption(alt: str) -> None:
    """Case R29."""
    found = rendering(alt)
    assert (between(found), [image.caption for image in found.images]) == ([], [alt])


@pytest.mark.parametrize(
    "heading", ["Foto Itu Menjadi Bukti", "Gambar besar ekonomi Maluku", "Potret Buram Sekolah Pulau"]
)
def test_a_heading_about_pictures_is_story(heading: str) -> None:
    assert between(rendering(heading)) == [heading]


@pytest.mark.parametrize(
    ("alt", "shown", "caption"),
    [
        pytest.param(ALT, f"{SHORT} (TRIBUNAMBON.COM/ONCO)", ALT, id="R30"),
        pytest.param(ALT, f"{SHORT}. (TRIBUNAMBON.COM/ONCO)", ALT, id="R30-full-stop"),
        pytest.param(
            f"{SHORT}. Hujan turun setelah itu",
            f"{SHORT}. (TRIBUNAMBON.COM/ONCO)",
            f"{SHORT}.",
            id="R30-two-sentences",
        ),
        pytest.param(SHORT, f"{SHORT}. (TRIBUNAMBON.COM/ONCO)", f"{SHORT}.", id="R30-longer-below"),
        pytest.param(
            "Murid menanam pala di lereng, Sabtu, sebelum hujan turun",
            "Murid menanam pala di lereng, Sabtu. (TRIBUNAMBON.COM/ONCO)",
            "Murid menanam pala di lereng, Sabtu, sebelum hujan turun",
            id="R30-short",
        ),
    ],
)
def test_the_fuller_caption_is_kept(alt: str, shown: str, caption: str) -> None:
    """Case R30."""
    found = rendering(alt, shown)
    assert between(found) == []
    assert [(image.caption, image.credit) for image in found.images] == [(caption, "TRIBUNAMBON.COM/ONCO")]
    assert {alt, shown} <= set(cuts(found))


def test_a_wall_in_a_text_is_cut() -> None:
    """Case R18, as a text."""
    lines = [
        "Sisa cerita ini tersedia bagi anggota TribunPlus",
        "Pilih paket harian untuk membuka seluruh isi.",
        "Tanpa jeda promosi",
        "Pilih paket",
    ]
    found = rendering(*lines, ends=True)
    assert (between(found), found.premium) == ([], True)


def test_table_of_the_story_stays_in_rendering() -> None:
    """Case R1, as a text."""
    rows = ["| Pasar | Harga |", "| Batu Merah | 90.000 |"]
    assert between(rendering(rows[0], "|---|---|", rows[1])) == rows


STORIES = {
    "dateline": f"Judul Cerita\n\nTRIBUNAMBON.COM, AMBON - {ABOVE[0]}\n\n{BELOW}",
    "reporter line": f"Judul Cerita\n\nLaporan Wartawan Tribun Ambon, Nia Latupono\n\n{ABOVE[0]}\n\n{BELOW}",
    "signature": f"Judul Cerita\n\n{ABOVE[0]}\n\n{ABOVE[1]}\n\n{BELOW} (Tribunnews.com/Nia)",
    "credits": f"Judul Cerita\n\nPenulis: Nia | Editor: Onco\n\n{ABOVE[0]}\n\n{BELOW}",
    "zoom-in": f"Judul Cerita\n\nEditor: Onco\nzoom-in Judul Cerita\nIstimewa\n\n{ABOVE[0]}\n\n{BELOW}",
    "footer": "\n".join(["Judul Cerita Panen Kopi", "", ABOVE[0], "", BELOW, "", ABOVE[0], *CHROME]),
}

OTHERS = {
    "E4": "Layanan sedang dirawat.\n\nTeknisi kami memindahkan seluruh peladen malam ini.\nSilakan kembali besok pagi.\n",
    "notice with the site's name": "Tribunnews.com\n\nSitus kami sedang dirawat sampai pukul enam pagi.\n\nTerima kasih.\n",
    "notice with the site's footer": f"Situs kami sedang dirawat.\n\nSilakan kembali besok.\n\n{CHROME[1]}\n",
    "error page": f"Nikmati berita interaktif dan LIVE report 24 jam hanya di TribunX\nTribun\nHalaman tidak ada\n{CHROME[0]}\n{CHROME[1]}\nAtas\n",
    "readme": "# kopi\n\nA tool that brews.\n\n## Install\n\n    pip install kopi\n\nEditor: vim\n\nSee tribunnews.com - a news site.\n",
    "log": "2026-11-09 07:15:00 [scrapy] INFO: Crawled (200) https://www.tribunnews.com/nasional/1\n" * 30,
    "access log": 'tribunnews.com - - [09/Nov/2026:07:15:00 +0700] "GET / HTTP/1.1" 200 512\n' * 30,
    "another paper": f"Panen Pala Meluas\n\nKOMPAS.com - {ABOVE[0]}\n\n{BELOW}\n\nBaca juga: Harga Pala Turun\n",
    "prose": f"Surat untuk Ibu\n\n{ABOVE[0]}\n\n{ABOVE[1]}\n\nTribunnews.com mengabarkan panen itu pada Senin.\n",
    "numbers": "\n".join(f"{n}\t{n * n}" for n in range(60)),
    "caption": "Nelayan menambal jala di tepi pantai Haruku (ANTARA/Onco)\n\nBaris lain di bawahnya.\n",
    "table": "| Pasar Batu Merah di Ambon |\n|---|\n| Pasar Mardika di Ambon |\n",
}


def marks_of(text: str) -> tuple[str, ...]:
    return marks_in([collapse(line) for line in text.split("\n")], TRIBUN)


@pytest.mark.parametrize("url", [URL, None])
@pytest.mark.parametrize("name", OTHERS)
def test_text_without_marks_is_no_story(name: str, url: str | None) -> None:
    """Cases T4 and E4."""
    found = rejection(OTHERS[name], url)
    assert found.reason == "NoMarks"
    assert "dateline" in found.detail
    assert "signature" in found.detail
    assert marks_of(OTHERS[name]) == ()


@pytest.mark.parametrize("url", [URL, None])
@pytest.mark.parametrize("mark", STORIES)
def test_one_mark_makes_a_text_a_story(mark: str, url: str | None) -> None:
    """Case T4."""
    assert mark in marks_of(STORIES[mark])
    assert article(STORIES[mark], url).headline.startswith("Judul Cerita")


@pytest.mark.parametrize(
    "name",
    ["README.md", "CHANGELOG.md", "LICENSE", "pyproject.toml", "docs/settings.md", "docs/decisions.md"],
)
def test_a_file_of_the_project_is_no_story(name: str) -> None:
    """Case T4."""
    assert rejection((PROJECT / name).read_bytes(), URL).reason in ("NoMarks", "NoLayout")


def test_every_document_of_the_project_is_no_story() -> None:
    """Case T4."""
    documents = [*PROJECT.glob("docs/**/*.md"), *PROJECT.glob("newsspider/**/*.py")]
    assert documents
    assert [path.name for path in documents if marks_of(path.read_text("utf-8"))] == []


MANGLED: dict[str, Callable[[str], str]] = {
    "doubled breaks": lambda text: text.replace("\n", "\n\n"),
    "two kinds of breaks": lambda text: text.replace("\n", "\r\r\n"),
    "no blank lines": lambda text: re.sub(r"\n{2,}", "\n", text),
    "wide blanks": lambda text: text.replace(" ", "\u00a0"),
    "indented": lambda text: text.replace("\n", "\n   "),
}


@pytest.mark.parametrize("name", MANGLED)
@pytest.mark.parametrize("folder", ["text_m_kembar_2022", "text_makassar_2025", "text_sumsel_2015"])
def test_text_with_other_white_space_is_the_same_story(folder: str, name: str) -> None:
    text = (PROJECT / "tests" / "pages" / "tribun" / folder / "page.txt").read_text("utf-8")
    plain, other = article(text), article(MANGLED[name](text))
    for field in ("headline", "lead", "blocks", "images", "authors", "editors", "signature", "links"):
        assert getattr(other, field) == getattr(plain, field), field


ALT_PARTS = [
    "Murid menunggu perahu di dermaga Negeri Lima pada pagi hari 24 Oktober 2026.",
    "Perahu sekolah itu digerakkan tenaga surya. - Kepala sekolah mengumumkannya pekan lalu, dan dinas",
]
SHOWN = f"{ALT_PARTS[0]} Perahu sekolah itu digerakkan tenaga surya. (Foto oleh Onco / AFP) (AFP/ONCO)"


def test_an_alt_text_of_several_lines_is_one_caption() -> None:
    found = rendering(*ALT_PARTS, SHOWN)
    assert between(found) == []
    assert {*ALT_PARTS, SHOWN} <= {text for text, rule in cuts(found).items() if rule == "caption"}
    assert [image.credit for image in found.images] == ["AFP/ONCO"]


def test_a_paragraph_right_above_an_alt_text_is_story() -> None:
    line = "Para murid berangkat bersama guru mereka setiap pagi."
    assert between(rendering(line, ALT_PARTS[0], f"{ALT_PARTS[0]} (AFP/ONCO)")) == [line]


@pytest.mark.parametrize(
    "below",
    [
        ["• Warga Temukan Sumur Tua di Haruku", "• Pasar Terapung Buka Lagi Setelah Banjir"],
        ["Mea Latupono, Pelatih Perahu.", "Mea Latupono, Pelatih Perahu. (Onco Salampessy)"],
    ],
)
def test_a_numbered_heading_keeps_its_kind_above_furniture(below: list[str]) -> None:
    found = rendering("1. Tanggapan Pelatih Perahu", *below)
    assert [(block.kind.value, block.text) for block in found.blocks][2] == (
        "h",
        "1. Tanggapan Pelatih Perahu",
    )


def test_titles_below_the_credits_at_the_end_are_links() -> None:
    tail = [
        "",
        "Editor: Ferry Sahertian",
        "VO: Mea Latupono",
        "",
        "Baca juga: Warga Temukan Sumur Tua di Haruku",
    ]
    found = rendering(*tail, "", *CHROME, ends=True, chrome=False)
    assert [link.anchor for link in found.links] == ["Warga Temukan Sumur Tua di Haruku"]
    assert cuts(found)[tail[-1]] == "baca_juga"


@pytest.mark.parametrize("row", ["{} |", "| {} |", "| {}"])
@pytest.mark.parametrize("picture", ["![]() |", "![](https://asset-2.tribunnews.com/foto/pala.jpg) |", "|"])
def test_a_table_of_related_titles_below_the_story_is_links(row: str, picture: str) -> None:
    """Renderings with Markdown put one title, its picture and a rule on three lines."""
    titles = ["Warga Temukan Sumur Tua di Haruku, Airnya Tawar", "Hasil Skor Akhir: Pasar Terapung Buka Lagi"]
    lines = [line for title in titles for line in (row.format(title), picture, "---|")]
    notice = "Isi komentar sepenuhnya adalah tanggung jawab pengguna dan diatur dalam UU ITE."
    found = rendering(f"{BELOW} (Tribunnews.com/Nia)", *lines, notice, ends=True, chrome=False)
    assert ([block.text for block in found.blocks], found.signature) == (
        [*ABOVE, BELOW],
        "(Tribunnews.com/Nia)",
    )
    assert [(link.kind.value, link.anchor) for link in found.links] == [
        ("baca_juga", title) for title in titles
    ]
    assert cuts(found)[row.format(titles[0])] == "related_table"


@pytest.mark.parametrize("line", ["Nama Peserta | Umur | Asal", "Pala | 20.000 |"])
def test_a_row_of_several_cells_is_story(line: str) -> None:
    assert between(rendering(line)) == [line]


def test_the_last_entry_of_a_list_is_no_heading() -> None:
    lines = [
        "Syaratnya ada tiga:",
        "1. Berumur di atas 18 tahun;",
        "2. Tinggal di Haruku;",
        "3. Bisa berenang",
    ]
    found = rendering(*lines)
    assert [block.kind.value for block in found.blocks][3:6] == ["li", "li", "li"]
