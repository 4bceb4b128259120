"""Datelines and reporter lines go to their fields and the ledger, not to the story."""

import pytest

from newsspider.outlets.tribun.openings import DATELINE, REPORTER
from newsspider.text import collapse
from tests.outlets.bodies import ABOVE, article, cuts, paragraphs

STORY = "Warga kota itu menanam bibit kopi bersama para pelajar."

DATELINES = [
    pytest.param("TRIBUNNEWS.COM, NAIROBI, KENYA - ", id="R9-two-places"),
    pytest.param("TRIBUNNEWS.COM, WASHINGTON, D.C. - ", id="R9-abbreviated"),
    pytest.param("TRIBUN-BALI.COM, NUSA DUA, BADUNG - ", id="R10-brand-with-hyphen"),
    pytest.param("TRIBUNNEWS.COM, P. Haruku, Maluku – ", id="R10-point"),
    *(
        pytest.param(opening, id=f"R9-{place}")
        for place, opening in enumerate(
            (
                "TRIBUNNEWS.COM, St. Petersburg, Rusia -- ",
                "TRIBUNNEWS.COM, KAB. BURU SELATAN, MALUKU - ",
                "TRIBUNNEWS.COM, NEW YORK, A.S. - ",
                "TRIBUNNEWS.COM, KUALA LUMPUR, MALAYSIA, ASIA - ",
                "TRIBUNNEWS.COM - NAIROBI - ",
                "TRIBUNNEWS.COM, JAKARTA/BOGOR - ",
                "TRIBUN-MEDAN.COM, T. TINGGI—",
                "TribunAmbon.com, Pulau Haruku - ",
                "TRIBUNAMBON.COM, AMBON (MALUKU) - ",
                "TRIBUN AMBON, AMBON - ",
                "TRIBUNAMBON.COM, NEGERI LIMA | LEIHITU – ",
                "TRIBUNNEWS.COM, Sanga-Sanga, Kaltim - ",
                "TRIBUNKALTIM.CO, SANGA-SANGA - ",
                "TRIBUNNEWS.COM, DEN HAAG: ",
                "TRIBUNNEWS.COM, RIO DE JANEIRO, BRASIL - ",
                "TRIBUNNEWS.COM JAKARTA - ",
                "TRIBUNNEWS.COM-JAKARTA - ",
                "TRIBUNNEWS.COM. BANDA NEIRA - ",
                "TRIBUNNEWS.COM, AMBON,- ",
                "(TRIBUNNEWS.COM) - ",
                "TRIBUNNEWS.COM, AMBON ― ",
                "TRIBUNNEWS.COM, AMBON − ",
                "TRIBUN-TIMUR.COM, PULAU BARRANG LOMPO, MAKASSAR -",
            )
        )
    ),
]

REPORTERS = [
    ("Reportase Langsung TribunLombok.com, Nia Kartika dari Senggigi", "Nia Kartika"),
    ("Laporan Wartawan Tribunnews.com, Ruth Siahaan dari Oslo", "Ruth Siahaan"),
    ("Koresponden Tribunnews, Ruth Siahaan, melaporkan dari Oslo", "Ruth Siahaan"),
    ("Laporan Wartawan Tribunnews.com Network, Bayu Lestaluhu", "Bayu Lestaluhu"),
    ("Laporan Reporter Tribun Network/Tribun Flores, Bayu Lestaluhu", "Bayu Lestaluhu"),
    ("Laporan Jurnalis TribunGayo.com Gayo Lues, Bayu Lestaluhu", "Bayu Lestaluhu"),
    ("Nia Kartika, wartawan Tribun Lombok, melaporkan dari Senggigi", "Nia Kartika"),
    ("Wartawan Tribun Ambon, Nia Kartika", "Nia Kartika"),
    ("Tribun Ambon, Wartawan Nia Kartika", "Nia Kartika"),
    ("Laporan Kontributor TribunAmbon.com Maluku Tengah, Mea Latupono, dari Masohi", "Mea Latupono"),
    ("Laporan wartawan TribunAmbon.com | Mea Latupono", "Mea Latupono"),
    ("LAPORAN WARTAWAN TRIBUN AMBON, MEA LATUPONO", "MEA LATUPONO"),
    ("Laporan Khusus Wartawan Tribunnews.com: Mea Latupono", "Mea Latupono"),
    ("Kontributor TribunAmbon.com, Mea Latupono melaporkan langsung dari Banda Neira", "Mea Latupono"),
    ("(Laporan Wartawan Tribunnews.com, Mea Latupono)", "Mea Latupono"),
    ("Laporan wartawan tribunnews.com, Mea Latupono", "Mea Latupono"),
    ("Laporan Mea Latupono, Wartawan Tribun Ambon", "Mea Latupono"),
    ("Laporan Koresponden Tribunnews.com di Tokyo, Mea Latupono", "Mea Latupono"),
    ("Laporan Wartawan Kompas.com, Mea Latupono", "Mea Latupono"),
    ("Laporan Wartawan Tribunnews.com, Mea Latupono - Jakarta", "Mea Latupono"),
    ("Laporan Reporter TribunAmbon.com, Mea Latupono, Ambon", "Mea Latupono"),
    ("Laporan Wartawan Tribunnews.com, Mea Latupono (Ambon)", "Mea Latupono"),
    ("Laporan Fotografer Tribun Ambon, Mea Latupono", "Mea Latupono"),
    ("Wartawan Tribun Ambon, Mea Latupono melaporkan", "Mea Latupono"),
    ("Citizen Reporter: Mea Latupono", "Mea Latupono"),
    ("Laporan Reporter Magang TribunAmbon.com, Mea Latupono", "Mea Latupono"),
    ("Laporan Wartawan Magang Tribun Ambon, Mea Latupono", "Mea Latupono"),
    ("Laporan langsung wartawan Tribunnews Mea Latupono dari Mekkah", "Mea Latupono"),
    ("Laporan Wartawan Tribunnews Mea Latupono", "Mea Latupono"),
]

NO_REPORTERS = [
    "Wartawan Tribunnews.com, Ruth Siahaan, melaporkan dari Oslo bahwa harga kopi naik.",
    "Koresponden Tribunnews Ruth Siahaan meninggal di Oslo",
    "Liputan Khusus Tribun Ambon Raih Penghargaan",
    "Laporan Warga Masuk Tribun Ambon",
    "Reporter Tribun Ambon Dihadang Massa",
    "Wartawan Tribun Ambon Dianiaya, Polisi Turun Tangan",
    "Nia Kartika, Reporter Cilik dari Tidore",
    "Laporan Langsung Warga Disiarkan dari Makkah",
    "Tim Tribun Ambon Juara Futsal",
    "Laporan Polisi, Kerugian Ditaksir Rp 2 Miliar",
]


@pytest.mark.parametrize("opening", DATELINES)
def test_a_dateline_has_all_its_places(opening: str) -> None:
    """Cases R9 and R10."""
    found = DATELINE.match(opening + STORY)
    assert found is not None
    assert (collapse(found["dateline"]), (opening + STORY)[found.end() :]) == (collapse(opening), STORY)


@pytest.mark.parametrize("opening", DATELINES)
def test_page_and_rendering_have_same_dateline(opening: str) -> None:
    """Cases R9 and R10, of whole pages."""
    lines = [opening + STORY, *ABOVE]
    html = f'<html><body><h1 id="arttitle">Panen</h1><div class="txt-article">{paragraphs(*lines)}</div></body></html>'
    for body in (html, "\n\n".join(["Panen Kopi di Lereng", *lines])):
        found = article(body)
        assert [block.text for block in found.blocks] == [STORY, *ABOVE]
        assert found.dateline == opening.strip()


@pytest.mark.parametrize(
    "story",
    [
        "TRIBUNNEWS.COM menerima surat itu - isinya dua lembar.",
        "Tribunnews.com, menurut ketua panitia yang baru dilantik itu kemarin sore - tidak diundang.",
        "Tribun Ambon menulis: harga pala turun - dan petani marah.",
        "SURYA WIJAYA - Pemilik kebun itu menjemur pala di pelataran.",
    ],
)
def test_sentence_beginning_with_brand_is_no_dateline(story: str) -> None:
    assert DATELINE.match(story) is None


@pytest.mark.parametrize(("line", "name"), REPORTERS)
def test_a_reporter_line_names_people_alone(line: str, name: str) -> None:
    """Cases R11 and R12."""
    found = REPORTER.fullmatch(line)
    assert found is not None
    assert found["name"] == name


@pytest.mark.parametrize(("line", "name"), REPORTERS)
def test_reporter_line_gives_author_and_is_removed(line: str, name: str) -> None:
    """Cases R11 and R12, of whole pages."""
    lines = [line, "TRIBUNNEWS.COM, OSLO - " + STORY, *ABOVE]
    html = f'<html><body><h1 id="arttitle">Panen</h1><div class="txt-article">{paragraphs(*lines)}</div></body></html>'
    for body in (html, "\n\n".join(["Panen Kopi di Lereng", *lines])):
        found = article(body)
        assert found.authors == (name,)
        assert cuts(found)[line] == "reporter_line"
        assert [block.text for block in found.blocks] == [STORY, *ABOVE]


@pytest.mark.parametrize("line", NO_REPORTERS)
def test_a_line_about_reporters_is_story(line: str) -> None:
    assert REPORTER.fullmatch(line) is None


@pytest.mark.parametrize(
    "note",
    [
        "( ASN Kementerian Agama Kota Ambon, pembaca setia Tribun Ambon )",
        "(Dosen Universitas Sele)",
        "Dosen Universitas Sele dan pegiat literasi",
        "*) Guru SD Negeri Lima",
    ],
)
def test_a_note_on_the_writer_below_a_byline_is_no_story(note: str) -> None:
    body = paragraphs("Oleh: Ruth Siahaan", note, f"TRIBUNAMBON.COM - {ABOVE[0]}", ABOVE[1])
    found = article(
        f'<div id="article"><h1 id="arttitle">Kopi</h1><div class="txt-article">{body}</div></div>'
    )
    assert ([block.text for block in found.blocks], found.authors) == (ABOVE, ("Ruth Siahaan",))
    assert cuts(found)[note] == "author_note"


@pytest.mark.parametrize(
    "line", ["Dosen itu menanam kopi di halaman kampusnya.", "Guru bercerita, murid mendengar."]
)
def test_a_sentence_below_a_byline_is_story(line: str) -> None:
    body = paragraphs("Oleh: Ruth Siahaan", line, *ABOVE)
    found = article(
        f'<div id="article"><h1 id="arttitle">Kopi</h1><div class="txt-article">{body}</div></div>'
    )
    assert [block.text for block in found.blocks] == [line, *ABOVE]


@pytest.mark.parametrize(
    "label", ["Berita Surabaya", "Berita Persik Kediri", "Berita Surabaya ", "Berita Deltras Sidoarjo "]
)
def test_a_label_in_front_of_a_dateline_is_cut(label: str) -> None:
    body = paragraphs(f"{label}SURYA.co.id | SURABAYA - {ABOVE[0]}", ABOVE[1])
    found = article(
        f'<div id="article"><h1 id="arttitle">Kopi</h1><div class="txt-article">{body}</div></div>'
    )
    assert ([block.text for block in found.blocks], found.dateline) == (ABOVE, "SURYA.co.id | SURABAYA -")
    assert cuts(found)[label.strip()] == "topic_label"


@pytest.mark.parametrize("bar", ["I", "l", "|"])
def test_a_letter_is_a_bar_behind_the_newsrooms_name(bar: str) -> None:
    body = paragraphs(f"SURYA.co.id {bar} {ABOVE[0]}", ABOVE[1])
    found = article(
        f'<div id="article"><h1 id="arttitle">Kopi</h1><div class="txt-article">{body}</div></div>'
    )
    assert ([block.text for block in found.blocks], found.dateline) == (ABOVE, f"SURYA.co.id {bar}")
