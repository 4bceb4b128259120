"""Marks of Tribun newsrooms: openings, reporter lines, signatures and cross-references.

The forms are those of docs/tribunnews.md; places, people and sentences are invented.
"""

import time

import pytest

from newsspider.outlets.tribun.marks import DATELINE, RELATED, REPORTER, SIGNATURE
from newsspider.text import collapse

STORY = "Warga Desa Sukamaju memanen kopi lebih awal tahun ini."

OPENINGS = [
    "TRIBUNNEWS.COM - ",
    "TRIBUNNEWS.COM, JAKARTA - ",
    "TRIBUNNEWS.COM – ",
    "TRIBUNNEWS.com – ",
    "TRIBUNNEWS.COM, MEDAN - ",
    "TRIBUNSOLO.COM, JAKARTA --",
    "TRIBUNJAKARTA.COM, KOJA – ",
    "TRIBUNJAKARTA.COM, PESANGGRAHAN -",
    "TRIBUNJATENG.COM, SURABAYA – ",
    "TRIBUNJATIM.COM - ",
    "TRIBUNTRAVEL.COM - ",
    "TRIBUNKALTIM.CO - ",
    "TRIBUNPONTIANAK.CO.ID, PONTIANAK - ",
    "TRIBUN-MEDAN.com-",
    "TRIBUN-MEDAN.com, SIANTAR - ",
    "TRIBUN-TIMUR.COM, MAKASSAR - ",
    "SERAMBINEWS.COM, BANDA ACEH - ",
    "SERAMBINEWS.COM - ",
    "BANGKAPOS.COM, BANGKA - ",
    "BANJARMASINPOST.CO.ID - ",
    "POS-KUPANG.COM, LARANTUKA-",
    "POS KUPANG.COM, KUPANG -- ",
    "POS-KUPANG.COM- ",
    "SURYAMALANG.COM, MALANG - ",
    "SURYA.CO.ID | ",
    "SURYA.CO.ID, SURABAYA - ",
    "SURYA.co.id|SURABAYA - ",
    "SURYA.co.id | SURABAYA – ",
    "SURYA.co.id I LAMONGAN - ",
    "SURYA.co.id l LAMONGAN - ",
    "Berita SurabayaSURYA.co.id | SURABAYA – ",
    # research: double spaces, no space behind, mixed case, bars, commas only
    "TRIBUNNEWS.COM, MAKASSAR  -  ",
    "TRIBUNNEWS.COM, JAKARTA --",
    "Tribunnews.Com, jakarta - ",
    "TRIBUNSUMSEL.COM, SEKAYU -- ",
    "TRIBUNSUMSEL.COM, PALEMBANG-",
    "TRIBUNJATENG.COM -- ",
    "TRIBUNJATENG.COM,TEGAL - ",
    "POS-KUPANG.COM|KUPANG - ",
    "TRIBUNMANADO.CO.ID - ",
    "TRIBUNMANADO.CO.ID, KOTAMOBAGU\u00a0- ",
    "TRIBUN-MEDAN.com, ",
    "TRIBUN-TIMUR.COM- ",
    "TRIBUNNEWSBOGOR.COM, JAKARTA - ",
    "WARTAKOTALIVE.COM, SERPONG - ",
    "BANJARMASINPOST.CO.ID, BANJARMASIN - ",
    "TRIBUNTERNATE.COM - ",
    "TRIBUNJATIM.COM – ",
    "TRIBUN-VIDEO.COM - ",
]


@pytest.mark.parametrize("opening", OPENINGS)
def test_a_dateline_ends_where_the_story_begins(opening: str) -> None:
    found = DATELINE.match(opening + STORY)
    assert found is not None
    assert (opening + STORY)[found.end() :] == STORY
    assert collapse(found["dateline"]) == collapse(opening.removeprefix("Berita Surabaya"))


@pytest.mark.parametrize(
    "opening", ["SURYA.CO.ID, SURABAYA ", "TRIBUNPONTIANAK.CO.ID, PONTIANAK ", "SURYA.co.id | SURABAYA "]
)
def test_a_place_in_capitals_needs_no_dash(opening: str) -> None:
    found = DATELINE.match(opening + STORY)
    assert found is not None
    assert (opening + STORY)[found.end() :] == STORY


@pytest.mark.parametrize(
    "story",
    [
        "“Saya belum tahu,” kata kepala desa kepada Tribunnews.com, Senin.",
        "Tribunnews.com menghubungi kepala desa pada Senin malam.",
        "Dikutip Tribunnews.com dari laman resmi, harga kopi naik - turun sejak Mei.",
        "Tribun timur stadion itu ambruk - tidak ada korban jiwa.",
        "Jalan Surya Kencana ditutup - warga memutar lewat pasar.",
        "Surya Wijaya - pedagang kopi di pasar itu - mengaku rugi.",
        "PT Kopi Nusantara Tbk. - perusahaan kopi - membuka kebun baru.",
        "Bukalapak.com, Tokopedia, dan Shopee menahan biaya layanan.",
        "Kompas.com dan Tribunnews.com menerima penghargaan itu.",
        "JAKARTA - kota itu - masih menjadi tujuan utama perantau.",
    ],
)
def test_sentence_naming_a_brand_is_no_dateline(story: str) -> None:
    assert DATELINE.match(story) is None


REPORTERS = [
    ("Laporan Wartawan Tribunnews.com, Bagas Aryanto", "Bagas Aryanto"),
    ("Laporan wartawan Tribunnews.com, Bagas Aryanto", "Bagas Aryanto"),
    ("Laporan Wartawan TribunJakarta.com, Bagas Lestari Aryanto", "Bagas Lestari Aryanto"),
    ("Laporan Wartawan Tribun Medan, Bagas Aryanto", "Bagas Aryanto"),
    ("Laporan Wartawan Tribun Medan / Bagas Aryanto", "Bagas Aryanto"),
    ("Laporan Wartawan Tribun Timur Bagas Aryanto", "Bagas Aryanto"),
    ("Laporan Wartawan Tribun Bali, Bagas Nur Aryanto", "Bagas Nur Aryanto"),
    ("Laporan wartawan Tribun Batam, Bagas Aryanto", "Bagas Aryanto"),
    ("Laporan Wartawan TribunKaltim.co, Kirana Lestari", "Kirana Lestari"),
    ("Laporan Wartawan Pos Kupang, Kirana Lestari", "Kirana Lestari"),
    ("Laporan Reporter POS-KUPANG.COM, Kirana Ola Lestari", "Kirana Ola Lestari"),
    ("Laporan Indra Lesmana | Banda Aceh", "Indra Lesmana"),
    ("Laporan : M Nasir Lesmana | Banda Aceh", "M Nasir Lesmana"),
]


@pytest.mark.parametrize(("line", "name"), REPORTERS)
def test_a_reporter_line_names_its_writer(line: str, name: str) -> None:
    found = REPORTER.fullmatch(line)
    assert found is not None
    assert found["name"] == name


@pytest.mark.parametrize(
    "story",
    [
        "Laporan itu dibantah pihak kampus.",
        "Laporan keuangan koperasi itu dirilis Senin.",
        "Laporan wartawan itu dibantah kepala desa.",
        "Laporan Keuangan Koperasi Naik Tiga Kali Lipat",
        "Reporter itu selamat.",
        "Laporan warga diterima polisi pada Senin malam, lalu diteruskan ke dinas kehutanan di kabupaten.",
        "Pelapor mengaku mengenal terlapor.",
    ],
)
def test_sentence_about_report_is_no_reporter_line(story: str) -> None:
    assert REPORTER.fullmatch(story) is None


SIGNATURES = [
    "(Tribunnews.com/Kirana Lestari)",
    "(Tribunnews/Bagas Aryanto)",
    "(Banjarmasinpost.co.id/Bagas Aryanto)",
    "(TribunWow.com/Kirana L)",
    "(Surya/Bagas Aryanto)",
    "(tribun jabar/kompas.com)",
    "(TribunJabar)",
    "(map/fsr)",
    "(*)",
    "*",
    "****",
    "*****",
    "(TribunManado.co.id)",
    "(Tribunnews.com/Kirana Lestari/Bagas Aryanto)",
    "(Budi Santosa)",
    "(budi santosa)",
    "(cr13)",
    "(mag2)",
    "<Tribunnews.com/Kirana>",
]


@pytest.mark.parametrize("signature", SIGNATURES)
@pytest.mark.parametrize("before", ["", STORY + " ", STORY])
def test_a_signature_stands_alone_or_closes_the_story(before: str, signature: str) -> None:
    if before == STORY and signature.lower() == "(budi santosa)":
        before += " "  # a bare name has never been seen glued to the text
    found = SIGNATURE.search(before + signature)
    assert found is not None
    assert collapse(found["signature"]) == signature
    assert (before + signature)[: found.start()].rstrip() == before.rstrip()


@pytest.mark.parametrize(
    "story",
    [
        "Acara itu digelar di lima kota (antara lain Solo, Klaten, dan Boyolali).",
        "Penonton duduk di sisi selatan (tribun ekonomi).",
        "Peserta wajib mengisi jenis kelamin (pria/wanita).",
        "Pelanggar dikenai denda atau kurungan (dan/atau keduanya).",
        "Pendaftaran dibuka lewat situs resmi (daftar.kotakopi.go.id).",
        "Kopi itu dijual 20 ribu rupiah (20/5/2024).",
        "Panen dimulai Senin (4/5/2020).",
        "Harga naik 5 persen (year on year).",
        "Gempa itu berkekuatan 5,1 (skala Richter).",
        "Beratnya dicatat dalam kilogram (kg).",
    ],
)
def test_brackets_that_end_a_sentence_are_no_signature(story: str) -> None:
    assert SIGNATURE.search(story) is None


RELATED_LINES = [
    ("Baca juga: Harga Kopi Naik", "Harga Kopi Naik"),
    ("Baca Juga : Harga Kopi Naik", "Harga Kopi Naik"),
    ("BACA JUGA: Harga Kopi Naik", "Harga Kopi Naik"),
    ("Baca: Harga Kopi Naik", "Harga Kopi Naik"),
    ("Baca : Harga Kopi Naik", "Harga Kopi Naik"),
    ("Baca:Harga Kopi Naik", "Harga Kopi Naik"),
    ("Baca Selengkapnya: Harga Kopi Naik", "Harga Kopi Naik"),
    ("• Baca juga: Harga Kopi Naik", "Harga Kopi Naik"),
    ("Baca juga： Harga Kopi Naik", "Harga Kopi Naik"),
    ("Baca juga:", None),
    ("( Baca: Harga Kopi Naik )", "Harga Kopi Naik"),
]


@pytest.mark.parametrize(("line", "title"), RELATED_LINES)
def test_a_related_line_names_a_story(line: str, title: str | None) -> None:
    found = RELATED.fullmatch(line)
    assert found is not None
    assert (found["title"] or "").rstrip(" )") == (title or "")


@pytest.mark.parametrize(
    "story",
    [
        "Tulisan “Baca juga” di papan itu dicat ulang warga.",
        "Baca juga buku yang sama: itu pesan gurunya.",
        "Membaca: kebiasaan yang mulai hilang di desa itu.",
        "Ia meminta anaknya membaca: satu buku tiap pekan.",
    ],
)
def test_a_sentence_about_reading_is_no_related_line(story: str) -> None:
    assert RELATED.fullmatch(story) is None


@pytest.mark.parametrize(
    "line",
    [
        "(ab/cd)" * 40 + "x",
        "(" * 5000,
        "A" + "-a" * 5000,
        "Laporan " + "A " * 5000,
        "*" * 5000 + "x",
        "baca " * 2000,
        "TRIBUN, " * 2000,
    ],
)
def test_no_line_of_a_hostile_page_takes_long(line: str) -> None:
    before = time.process_time()
    SIGNATURE.search(line[:200])
    SIGNATURE.search(line)
    DATELINE.match(line)
    REPORTER.fullmatch(line)
    RELATED.fullmatch(line)
    assert time.process_time() - before < 1
