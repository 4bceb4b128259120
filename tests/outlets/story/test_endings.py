"""Last lines of a story that resemble a call, a note or a signature, and calls that resemble a last line.

Each line stands below the last sentence, in an HTML page and in a text rendering. Real stories often end without a
full stop: lists of vacancies, recipes, songs, match pages.
"""

from html import escape

import pytest

from newsspider.items import Article
from tests.outlets.bodies import between, cuts, page, paragraphs, rendering

LAST = "Kapal barang itu berlabuh lagi pada Selasa malam."
SIGNATURE = "(TribunSorong.com/Maikel)"


def _ending(*lines: str) -> tuple[Article, Article]:
    return page(paragraphs(*map(escape, lines)), ends=True), rendering(*lines, ends=True)


STORY = [
    "Kirim lamaran ke hrd@lautbiru.example",
    "Hubungi Yosep di nomor 0812-1111-2222",
    "Klik laman pelabuhan.go.id",
    "Daftar melalui tautan bit.ly/lomba-sele",
    "Ikuti akun Instagram @pelabuhansorong",
    "Unduh formulir di kantor distrik",
    "Yosep menyampaikan terima kasih kepada warga dan pembaca Tribun Sorong yang ikut berdoa",
    "Kepala pelabuhan belum menjawab pertanyaan Tribun Sorong sampai Selasa malam",
    "Demikian dilaporkan wartawan Tribun Sorong dari dermaga Usahamina",
    "Putar adonan searah jarum jam",
    "Berita itu sampai ke kampung pada malam hari",
    "Cerita ini ditulis ulang dari penuturan warga",
    "Video rekaman warga itu kini diperiksa polisi",
    "Laporan hasil pemeriksaan menyusul",
    "Jangan melaut sendirian",
    "Tonton di bioskop mulai 12 Desember",
    "Cek nama Anda di papan pengumuman sekolah",
    "Mari menjaga laut bersama",
    "Kunjungi museum itu pada hari kerja pukul 09.00-15.00",
    "Pantau gelombang sebelum berlayar",
    "Jangan lupa berdoa sebelum melaut!",
    "Ayo dukung Persipura di stadion!",
    "Yuk, coba resepnya di rumah!",
    "Pantau terus hasil undian di laman resmi panitia!",
    "Cerita itu dimuat Tribun Sorong pada halaman satu",
]


@pytest.mark.parametrize("line", STORY)
@pytest.mark.parametrize("signed", [False, True])
def test_last_line_without_full_stop_is_story(line: str, signed: bool) -> None:
    """Cases R2, R16 and R20, the other way: the line calls for nobody, or for somebody else."""
    below = [SIGNATURE] if signed else []
    for found in _ending(LAST, line, *below):
        assert (between(found), found.signature) == ([LAST, line], SIGNATURE if signed else None)


@pytest.mark.parametrize(
    "line",
    [
        "Berita selengkapnya bisa dibaca di Harian Pos Kupang edisi Rabu",
        "Simak video selengkapnya di kanal YouTube Tribun Sorong!",
        "Jangan lupa subscribe channel kami!",
        "Yuk, ikuti berita lainnya di TribunSorong.com!",
        "Kabar menarik lainnya dari Selat Sele",
        "Silakan ikuti saluran WhatsApp Tribun Sorong",
        "Loading...",
    ],
)
def test_newsroom_call_at_the_end_is_cut(line: str) -> None:
    """Cases R16, R20 and R22."""
    for found in _ending(LAST, line):
        assert between(found) == [LAST]


@pytest.mark.parametrize(
    "signature",
    [
        "(Tribunnews.com, Widya) (Kompas.com, Ari)",
        "(Sriwijaya Post/Odi)",
        "(Kontributor Tribunnews.com, Ana)",
        "(Ana/Rudi/TribunSorong.com)",
        "(Serambi Indonesia)",
        "(Laporan Wartawan Tribunnews.com, Ana)",
        "(antara)",
    ],
)
def test_signatures_of_several_people_and_sites(signature: str) -> None:
    """Case R13."""
    for lines in ([f"{LAST} {signature}"], [LAST, signature]):
        for found in _ending(*lines):
            assert (between(found), found.signature) == ([LAST], signature)


@pytest.mark.parametrize(
    "note",
    ["(Ana, kontributor Tribun Sorong di Misool)", "(Tribun Sorong edisi cetak)", "(Bersama Tribun Sorong)"],
)
def test_unknown_brackets_cost_no_sentence(note: str) -> None:
    """Case R13: what names the newsroom in brackets is cut with no sentence before it."""
    for found in _ending(f"{LAST} {note}"):
        assert between(found)[0].startswith(LAST)


def test_asterisks_between_verses_sign_nothing() -> None:
    """Case R13."""
    for found in _ending("Angin teluk membawa namamu pulang.", "*", LAST):
        assert (between(found), found.signature) == (["Angin teluk membawa namamu pulang.", LAST], None)


@pytest.mark.parametrize(
    ("note", "cut"),
    [
        ("*) Penulis adalah Dosen Ilmu Kelautan Universitas Sele", True),
        ("Penulis adalah mahasiswa Magister Ilmu Komunikasi di Sorong.", True),
        ("(Penulis adalah guru SMA Negeri 30 Sorong)", True),
        ("*Penulis, Ketua Forum Nelayan Selat Sele", True),
        ("Penulis merupakan peneliti pada Pusat Studi Kelautan", True),
        ("Penulis adalah orang yang paling sabar di antara mereka.", False),
        ("Penulis adalah dosen yang lama tinggal di pulau itu, tulis kata pengantar bukunya.", False),
        ("Penulis buku itu akan datang ke Sorong pekan depan.", False),
    ],
)
def test_a_note_on_the_writer_closes_a_column(note: str, cut: bool) -> None:
    """Case R21: what a column says of its writer."""
    for found in _ending(LAST, note):
        assert between(found) == ([LAST] if cut else [LAST, note])
        assert cuts(found).get(note) == ("author_note" if cut else None)


@pytest.mark.parametrize(
    ("line", "source"),
    [
        ("Sumber: Tribun Papua Barat", "Tribun Papua Barat"),
        ("SUMBER: TribunSorong.com", "TribunSorong.com"),
        ("Sumber : Kompas.com", "Kompas.com"),
        ("Sumber: Surya", "Surya"),
    ],
)
def test_a_source_below_the_story_is_a_field(line: str, source: str) -> None:
    """Cases R5 and R8: an HTML page and its text rendering say the same."""
    for found in _ending(LAST, line):
        assert (between(found), found.source) == ([LAST], source)


def test_a_source_in_mid_story_is_no_field() -> None:
    """Case R5."""
    sheet = ["Komoditas: tuna", "Sumber: Kompas.com", "Tahun: 2023"]
    for found in (page(paragraphs(*sheet)), rendering(*sheet)):
        assert (between(found), found.source) == (sheet, None)


@pytest.mark.parametrize(
    ("line", "story"),
    [
        ("Link live streaming Persipura vs PSBS Biak dapat dibuka lewat Vidio mulai pukul 15.30 WIB.", True),
        ("*Link live streaming hanya sebagai informasi untuk pembaca.", True),
        ("Link Live Streaming Persipura vs PSBS Biak", True),
        ("Link Live Streaming >>> KLIK DI SINI", False),
        ("Link live streaming: klik di sini", False),
    ],
)
def test_a_sentence_on_a_live_stream_is_story(line: str, story: bool) -> None:
    """Case R22, the other way."""
    for found in (page(paragraphs(escape(line))), rendering(line)):
        assert between(found) == ([line] if story else [])


@pytest.mark.parametrize(
    "line",
    [
        "Cek informasi lowongan lainnya di laman karir.pelabuhan.go.id",
        "Simak info selengkapnya di akun Instagram @pelabuhansorong",
        "Lihat informasi terbaru pendaftaran di bit.ly/daftar-sele",
    ],
)
@pytest.mark.parametrize("ends", [False, True])
def test_a_call_to_an_office_is_story(line: str, ends: bool) -> None:
    """Case R20, the other way."""
    for found in (page(paragraphs(line), ends=ends), rendering(line, ends=ends)):
        assert between(found) == [line]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Oleh: Lusia Wamafma", "Lusia Wamafma"),
        ("OLEH : LUSIA WAMAFMA", "LUSIA WAMAFMA"),
        ("Oleh: Dr Lusia Wamafma, Dosen Universitas Sele", "Dr Lusia Wamafma"),
        ("Oleh: Lusia Wamafma *)", "Lusia Wamafma"),
        ("Oleh Lusia Wamafma, Dosen Universitas Sele", "Lusia Wamafma"),
        ("Dilaporkan Wartawan Tribun Sumsel, Agung Dwipa", "Agung Dwipa"),
        ("Laporan Mahasiswa Magang Tribun Jogja, Siti Nur", "Siti Nur"),
    ],
)
def test_a_byline_opens_a_column(line: str, name: str) -> None:
    """Case R11."""
    body = f"<p>{line}</p><p>Laut menunggu keputusan kita sejak pagi itu.</p>"
    found = page(body)
    assert (found.authors, cuts(found).get(line)) == ((name,), "reporter_line")


@pytest.mark.parametrize(
    "line", ["Oleh warga, dermaga itu disebut Tanjung Sepi.", "Oleh karena itu, kapal tidak berani berlabuh."]
)
def test_sentence_like_a_byline_is_story(line: str) -> None:
    """Case R11, the other way."""
    for found in (page(paragraphs(line)), rendering(line)):
        assert between(found) == [line]


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("Isi komentar sepenuhnya adalah tanggung jawab pengguna dan diatur dalam UU ITE.", "comments"),
        ("Komentar menjadi tanggung jawab penuh pembaca.", "comments"),
        ("Kompastv: Kapal Barang Berlabuh Lagi di Dermaga Usahamina", "video"),
        ("Serambi TV: Kapal Barang Berlabuh Lagi di Dermaga Usahamina", "video"),
    ],
)
def test_a_notice_below_the_signature_does_not_hide_it(line: str, rule: str) -> None:
    for found in _ending(f"{LAST} {SIGNATURE}", line):
        assert (between(found), found.signature) == ([LAST], SIGNATURE)
        assert cuts(found)[line] == rule


@pytest.mark.parametrize(
    "line",
    [
        "Komentar itu menjadi tanggung jawab pembaca undang-undang, kata hakim.",
        "Kompastv: siaran itu dihentikan pada Selasa malam.",
    ],
)
def test_a_sentence_like_a_notice_is_story(line: str) -> None:
    for found in _ending(LAST, line):
        assert between(found) == [LAST, line]


@pytest.mark.parametrize(
    ("call", "rule"),
    [
        ("HALAMAN SELANJUTNYA >>>>", "paging"),
        ("Halaman berikutnya >>", "paging"),
        ("BACA SELENGKAPNYA DI SINI", "read_more"),
    ],
)
def test_a_pager_behind_the_last_sentence_is_cut(call: str, rule: str) -> None:
    for found in _ending(f"{LAST} {call}"):
        assert (between(found), cuts(found)[call]) == ([LAST], rule)


@pytest.mark.parametrize(
    "line",
    [
        "Di sampul buku itu tertulis: halaman selanjutnya.",
        "Warga membaca papan itu. SELANJUTNYA KAPAL",
        "Ia menunjuk papan itu. Halaman berikutnya",
    ],
)
def test_words_behind_a_sentence_are_story(line: str) -> None:
    for found in _ending(line, LAST):
        assert between(found) == [line, LAST]


SHEETS = {
    "positions": [
        "Kiper: Yosep Kalami",
        "Belakang: Boaz W, Titus B (C), Yan M",
        "Depan: Ruben S",
        "Pelatih: Lusia W",
    ],
    "numbers": [
        "Hari biasa : 1.600 ton per hari",
        "Sampah Plastik: 22 Persen (data 2020)",
        "Sisa Makanan: 52 Persen",
    ],
    "results": ["Sorong United 1 - 0 Ambon FC", "Persipani 2 - 2 Perseman", "Kaimana 0 - 3 Raja Ampat"],
    "times": [
        "00.45 WIB - Sorong United vs Ambon FC",
        "03:00 - Perseman vs Persipani",
        "Pukul 05.00 - Kaimana vs Sele",
    ],
}


@pytest.mark.parametrize("name", SHEETS)
@pytest.mark.parametrize("above", [f"{LAST} {SIGNATURE}", f"{LAST} (yos)", LAST])
def test_data_below_a_signature_are_story(name: str, above: str) -> None:
    """Pages of matches put the teams below the signed text."""
    for found in _ending(above, "Susunan Pemain Kedua Tim", *SHEETS[name]):
        assert between(found)[-len(SHEETS[name]) - 1 :] == ["Susunan Pemain Kedua Tim", *SHEETS[name]]


@pytest.mark.parametrize(
    "lines",
    [
        ["Instagram: @tribunsorong", "Facebook: Tribun Sorong", "YouTube: Tribun Sorong Official"],
        ["Penulis: Yosep Kalami", "Editor: Lusia Wamafma", "VO: Titus B"],
    ],
)
def test_channels_and_credits_below_a_signature_are_no_data(lines: list[str]) -> None:
    for found in _ending(f"{LAST} {SIGNATURE}", *lines):
        assert between(found) == [LAST]


@pytest.mark.parametrize("call", [">>>>>LINK LIVE STREAMING SORONG UNITED", "Lihat videonya di sini"])
def test_lines_below_a_call_that_stands_between_are_story(call: str) -> None:
    lines = ["Prediksi Susunan Pemain", "Sorong United (4-3-3)"]
    for found in _ending(LAST, call, *lines):
        assert between(found) == [LAST, *lines]
        assert call in cuts(found)


@pytest.mark.parametrize(
    ("call", "rule"),
    [
        (">> Ikuti Berita Sorong United", "callout"),
        (">>>Ikuti Berita Lainnya di News Google SURYA.co.id", "callout"),
        ("Lihat video selengkapnya", "read_more"),
        ("Cek videonya di sini", "read_more"),
    ],
)
def test_a_call_behind_the_last_sentence_is_cut(call: str, rule: str) -> None:
    for found in _ending(f"{LAST} {call}"):
        assert (between(found), cuts(found)[call]) == ([LAST], rule)


@pytest.mark.parametrize(
    "line",
    [
        "Artikel ini sebelumnya tayang di Tribun Wow berjudul: Kapal Barang Berlabuh Lagi",
        "Sebagian artikel ini telah tayang di BPost berjudul: Kapal Barang Berlabuh Lagi",
    ],
)
def test_a_note_with_a_title_names_the_first_publisher(line: str) -> None:
    for found in _ending(LAST, line):
        assert (between(found), cuts(found)[line]) == ([LAST], "republication")


@pytest.mark.parametrize("line", ["Bacaan niat", "Berikut bacaannya", "Dermaga dengan subsidi PPnBM*"])
def test_a_last_line_of_prayer_or_offer_is_story(line: str) -> None:
    for found in _ending(LAST, line):
        assert (between(found), found.signature) == ([LAST, line], None)
