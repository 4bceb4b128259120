"""Lines that are boilerplate where they stand, and the same words where they are story.

Each line stands between paragraphs ("m"), below the story's last sentence ("e"), or both, in an HTML page and in a
text rendering.
"""

from html import escape

import pytest

from newsspider.items import Article, BlockKind
from tests.outlets.bodies import CHROME, OTHER, between, cuts, page, paragraphs, rendering

STORY = [
    pytest.param(
        '"Gabung grup Telegram posyandu kami sebelum Jumat," pesan bidan desa, Nia Latupono.', "me", id="R2"
    ),
    pytest.param(
        "Klik tautan WhatsApp dinas kami, lalu ketik nama kebun, begitu bunyi selebaran itu.", "me", id="R2-b"
    ),
    pytest.param(
        "Tulisan ini sebelumnya dimuat di Kompas sebagai cerita bersambung, jauh sebelum desa itu berlistrik.",
        "me",
        id="R3",
    ),
    pytest.param("Simak: lagu daerah itu dua kali, lalu tulis syairnya.", "me", id="R6"),
    pytest.param("Lihat: gambar 3 pada buku paket, sebutkan nama ikannya.", "me", id="R6-b"),
    *(
        pytest.param(line, places, id=f"{case}-like")
        for case, line, places in (
            ("R2", '"Ikuti saluran WhatsApp Tribun," kata spanduk itu.', "me"),
            ("R2", "Unduh aplikasi ini sebelum berangkat, pesan petugas pelabuhan.", "me"),
            ("R2", "Ikuti petunjuk relawan dan jauhi tepi sungai.", "me"),
            ("R2", "Daftar ke balai desa paling lambat Jumat.", "me"),
            ("R2", "Kirim foto kebun ke nomor posko sebelum Senin.", "me"),
            ("R2", "Hubungi puskesmas terdekat bila demam tidak turun.", "me"),
            ("R2", "Dapatkan tiketnya di loket kami mulai pukul delapan.", "me"),
            ("R2", "Dukung tim kebanggaan kami di babak final!", "m"),
            ("R2", "Pilih pala yang tua, lalu jemur tiga hari.", "me"),
            ("R2", "Beri garam secukupnya dan aduk rata.", "me"),
            ("R2", "Mari menanam pohon bersama, ajaknya.", "me"),
            ("R3", "Buku ini diterbitkan di Ambon dengan judul Angin Barat pada 1987.", "me"),
            ("R3", "Artikel itu dimuat di Tribun Ambon dan dibaca ribuan orang.", "me"),
            ("R4", "Berita Bohong soal Pasar Pala Menyebar di Grup Warga", "m"),
            ("R4", "Kabar Duka dari Pulau Haruku", "m"),
            ("R4", "Video Viral Itu Ternyata Rekaman Lama", "m"),
            ("R4", "Kumpulan Doa Nelayan Sebelum Melaut", "m"),
            ("R4", "Cek Fakta Tribun Network Membantah Kabar Itu", "m"),
            ("R4", "Baca Tulis Jadi Kendala Utama", "m"),
            ("R4", "Lihat Peluang di Balik Krisis", "m"),
            ("R5", "Harga: Rp 15.000 per kilogram", "me"),
            ("R5", "Alamat: Jalan Pattimura Nomor 7, Ambon", "me"),
            ("R5", "Tayang: mulai 14 Februari 2027 di bioskop", "me"),
            ("R6", "Baca juga: doa makan dan doa tidur, sebelum anak terlelap.", "me"),
            ("R7", "Selanjutnya, warga menunggu keputusan bupati.", "me"),
            ("R7", "Komentar Kepala Desa", "m"),
            ("R7", "Iklan layanan masyarakat itu diputar tiap sore.", "me"),
            ("R16", "Redaksi Tribun Ambon sudah menghubungi kepala dinas, tetapi belum dijawab.", "me"),
            ("R20", "Tribun Ambon menerima penghargaan itu pada Sabtu malam.", "me"),
            ("R22", "Tagar #SaveHaruku menggema di media sosial sejak Senin.", "me"),
            ("R34", "https://cekbansos.contoh.go.id", "me"),
            ("R25", "Peluncuran TribunX dihadiri menteri itu di Jakarta pada Senin.", "me"),
            ("R22", "Kamera: 50 megapiksel", "m"),
        )
    ),
]

BOILERPLATE = [
    pytest.param("Temukan kabar pulau di Google Berita TribunAmbon.com", "me", "google_news", id="R20"),
    pytest.param("Himpunan tulisan Pulau Seram", "e", "callout", id="R20-b"),
    pytest.param("Kabar seru lain dari Tribun Ambon", "me", "callout", id="R20-c"),
    pytest.param("(Pewarta: Nia | Penyunting: Onco)", "me", "credit_line", id="R21"),
    pytest.param("Putar rekamannya sampai tamat!", "e", "callout", id="R22"),
    pytest.param("#pala #seram", "me", "hashtags", id="R22-b"),
    pytest.param("Pasang TribunX di ponselmu, baca tanpa jeda", "me", "tribunx_banner", id="R25"),
    pytest.param("Sisa bacaan ini terbuka di TribunX", "me", "tribunx_banner", id="R25-b"),
    pytest.param("Artikel lainnya terkait Kebun Pala", "e", "topic_callout", id="R31"),
    pytest.param(":format(webp):quality(80)/foto/pasar-pala.jpg)", "me", "picture_address", id="R34"),
    pytest.param("![](https://asset-2.tribunnews.com/foto/pala.jpg)", "me", "picture_address", id="R34-b"),
    *(
        pytest.param(line, places, rule, id=f"{case}-like")
        for case, line, places, rule in (
            ("R16", "Beri tahu kami pendapatmu", "e", "callout"),
            ("R16", "Dukung jurnalisme kami", "e", "callout"),
            ("R20", "Nonton siaran langsung di kanal YouTube Tribun Ambon", "me", "callout"),
            ("R20", "Follow akun TikTok TribunAmbon.com sekarang", "me", "callout"),
            ("R20", "Baca kabar terbaru Maluku hanya di TribunAmbon.com", "me", "callout"),
            ("R20", "Jangan lewatkan kisah lain dari Tribun Ambon", "me", "callout"),
            ("R20", "Info lengkap klik Tribun-Timur.com", "e", "callout"),
            ("R20", "Berita lainnya seputar Pulau Buru", "e", "callout"),
            ("R20", "Simak juga liputan eksklusif Tribun Network", "me", "callout"),
            ("R20", "Kunjungi kanal Tribun Ambon untuk kabar lain.", "me", "callout"),
            ("R20", "Lihat foto-foto lainnya di galeri TribunAmbon.com", "me", "callout"),
            ("R20", "Gabung di saluran WhatsApp kami untuk kabar terbaru.", "e", "callout"),
            ("R20", "Tribun Ambon", "e", "callout"),
            (
                "R20",
                "Artikel ini telah tayang di TribunAmbon.com, https://ambon.tribunnews.com/x",
                "e",
                "republication",
            ),
            ("R21", "Videografer: Onco Salampessy | Narator: Mea", "me", "credit_line"),
            ("R21", "[Penulis: Nia; Editor: Onco]", "me", "credit_line"),
            ("R21", "Kameramen: Onco", "e", "credit_line"),
            ("R22", "Tonton videonya sampai habis!", "e", "callout"),
            ("R22", "#pala", "e", "hashtags"),
            ("R25", "Download TribunX sekarang juga!", "me", "tribunx_banner"),
            ("R25", "Nikmati bacaan tanpa iklan bersama TribunX", "me", "tribunx_banner"),
            ("R25", "Langganan TribunPlus mulai seribu rupiah sehari", "me", "tribunx_banner"),
            ("R20", "TribunAmbon.com hadir juga di WhatsApp Channel", "me", "callout"),
            ("R20", "Ikuti fanpage Facebook TribunAmbon.com", "me", "callout"),
            ("R20", "Read more stories on TribunAmbon.com", "e", "callout"),
            ("R20", "Tulis komentar Anda di bawah", "e", "comments"),
            ("R20", "Bagikan tulisan ini ke teman", "e", "comments"),
            ("R20", "Tags: pala, Haruku", "e", "tags"),
            ("R21", "Cameraman: Onco", "e", "credit_line"),
            ("R21", "Penata gambar: Onco", "e", "credit_line"),
            ("R21", "Reporter: Mea; Kamera: Onco", "e", "credit_line"),
            ("R22", "Saksikan tayangannya sampai selesai ya!", "e", "callout"),
            ("R22", "Jangan lupa like, comment, dan subscribe!", "e", "callout"),
            ("R25", "Sudah punya TribunX?", "me", "tribunx_banner"),
            ("R20", "Click here to read more", "e", "read_more"),
            ("R20", "Share this article", "e", "comments"),
            ("R21", "Reporting by Nia; Editing by Onco", "e", "credit_line"),
            ("R31", "This article was first published on Kompas.com", "e", "republication"),
            ("R18", "Khusus pelanggan Tribun Premium", "me", "premium_box"),
            ("R34", "/images/2026/11/pala.webp", "me", "picture_address"),
            ("R34", '![pala](pala.png "Pala tua")', "me", "picture_address"),
            ("R34", "[embed]https://youtu.be/pala[/embed]", "me", "picture_address"),
            ("R34", "pic.twitter.com/PalaTua1", "me", "picture_address"),
            ("R34", "https://asset-1.tribunnews.com/foto/bank/pala.jpg?width=700", "me", "picture_address"),
            ("R34", "![pasar pala](https://asset-2.tribunnews.com/foto/pala.png)", "me", "picture_address"),
        )
    ),
]


def _both(*lines: str, ends: bool) -> tuple[Article, Article]:
    return page(paragraphs(*map(escape, lines)), ends=ends), rendering(*lines, ends=ends)


@pytest.mark.parametrize(("line", "places"), STORY)
def test_words_of_a_call_are_story(line: str, places: str) -> None:
    """Cases R2 to R8."""
    for place in places:
        for found in _both(line, ends=place == "e"):
            assert between(found) == [line]


@pytest.mark.parametrize(("line", "places", "rule"), BOILERPLATE)
def test_a_call_of_the_newsroom_is_cut(line: str, places: str, rule: str) -> None:
    """Cases R20, R21, R22, R25, R31 and R34."""
    for place in places:
        for found in _both(line, ends=place == "e"):
            assert between(found) == []
            assert cuts(found)[line] == rule


def test_heading_with_a_predicate_is_story() -> None:
    """Cases R4 and R8."""
    line = "Artikel Terkait Gagal Panen Dibantah Ketua Kelompok Tani"
    for found in (page(f"<p><strong>{line}</strong></p>"), rendering(line)):
        assert between(found) == [line]
        assert BlockKind.HEADING in {block.kind for block in found.blocks if block.text == line}


BOOK = [
    "Judul: Pala dan Angin Barat",
    "Penulis: Mea Latupono",
    "Editor: Onco Salampessy",
    "Fotografer: Onco Salampessy",
    "Sumber: arsip keluarga",
    "Tayang: 14 Februari 2027 dalam bentuk film",
]


@pytest.mark.parametrize("ends", [False, True])
def test_a_data_sheet_is_story(ends: bool) -> None:
    """Cases R5 and R8: its people are not this page's."""
    items = "<ul>" + "".join(f"<li>{line}</li>" for line in BOOK) + "</ul>"
    for found in (page(items, ends=ends), page(paragraphs(*BOOK), ends=ends)):
        assert (between(found), found.authors, found.editors, found.source) == (BOOK, (), (), None)
    found = rendering(*BOOK, ends=ends)
    assert between(found) == BOOK
    assert (found.authors, found.editors, found.source) == (("Ruth Siahaan",), ("Ferry Sahertian",), None)


@pytest.mark.parametrize(
    "lines",
    [
        ["Judul: Lagu Ombak", "Penulis: Mea", "Durasi: tiga menit"],
        ["Nama: Perahu Kayu", "Fotografer: Onco", "Ukuran: dua meter"],
        ["Data film itu:", "Editor: Onco", "Narator: Mea"],
    ],
)
def test_credits_of_something_else_are_story(lines: list[str]) -> None:
    """Case R5."""
    for found in _both(*lines, ends=False):
        assert between(found) == lines


def test_entries_of_a_list_are_story() -> None:
    """Case R7."""
    items = "<ul><li>Tajuk</li><li>Berita populer</li><li>Video pilihan</li></ul>"
    for ends in (False, True):
        found = page("<p>Tulis rubrik koran sekolah:</p>" + items, ends=ends)
        assert between(found) == ["Tulis rubrik koran sekolah:", "Tajuk", "Berita populer", "Video pilihan"]


@pytest.mark.parametrize(
    "lines",
    [
        ["Tulis rubrik koran sekolah:", "Tajuk", "Berita populer", "Video pilihan"],
        ["Apa lawan kata sesudahnya?", "Sebelumnya"],
        ["Tombol alat itu ada tiga:", "Simpan", "Tampilkan semua", "Batal"],
        ["Menu yang tampak di layar:", "Komentar", "Selanjutnya", "Iklan"],
        ["Apa judul rubriknya?", "Berita terkini"],
    ],
)
@pytest.mark.parametrize("ends", [False, True])
def test_answers_and_bare_lists_are_story(lines: list[str], ends: bool) -> None:
    """Cases R7 and R8."""
    for found in _both(*lines, ends=ends):
        assert between(found) == lines


@pytest.mark.parametrize(
    "label",
    [
        "Berita populer",
        "Video pilihan",
        "Sebelumnya",
        "Tampilkan semua",
        "Baca Juga",
        "Halaman berikutnya >>",
        "Lanjut ke halaman 2",
        "1 2 3 Selanjutnya",
        "Kembali ke atas",
        "Lanjutkan membaca",
    ],
)
def test_a_label_alone_between_paragraphs_is_cut(label: str) -> None:
    for found in _both(label, ends=False):
        assert between(found) == []


def test_verses_below_a_story_are_story() -> None:
    """A song calls its listener too."""
    verses = [
        "Temani aku malam ini",
        "Dengar suara ombak memanggil",
        "Lihat bintang di atas Banda",
        "Kami berlayar ke timur jauh",
        "Baca arah angin di layar",
    ]
    for found in _both(*verses, ends=True):
        assert between(found) == verses
    song = page(f"<p>{'<br>'.join(verses)}</p>", ends=True)
    assert between(song) == [" ".join(verses)]


def test_a_quotation_is_story() -> None:
    line = "Baca kabar terbaru hanya di Tribun Ambon"
    assert between(page(f"<blockquote>{line}</blockquote>", ends=True)) == [line]


@pytest.mark.parametrize(
    ("line", "href"),
    [
        ("Temukan kabar pulau di Google Berita TribunAmbon.com", "https://news.google.com/publications/x"),
        ("Himpunan tulisan Pulau Seram", "https://ambon.tribunnews.com/topic/pulau-seram"),
        ("Kabar seru lain dari Tribun Ambon", "https://ambon.tribunnews.com/"),
        ("Saluran kabar pulau", "https://whatsapp.com/channel/tribunambon"),
        ("Kumpulan liputan Banda", "https://ambon.tribunnews.com/tag/banda"),
    ],
)
@pytest.mark.parametrize("ends", [False, True])
def test_a_call_keeps_its_link(line: str, href: str, ends: bool) -> None:
    """Case R20."""
    found = page(f'<p><a href="{href}">{line}</a></p>', ends=ends)
    assert between(found) == []
    assert [(link.kind.value, link.url, link.anchor) for link in found.links] == [("call", href, line)]


@pytest.mark.parametrize(
    "markup",
    [
        '<strong><a href="https://www.tribunnews.com/tag/pala">Pala Banda</a></strong>',
        'Daftar lewat <a href="https://t.me/dinasmaluku">Telegram dinas</a> sebelum Jumat',
        f'Hal itu pernah ditulis: <a href="{OTHER}">perahu kayu kembali ke Banda</a> pada Mei lalu.',
    ],
)
def test_a_linked_line_of_the_story_stays(markup: str) -> None:
    assert len(between(page(f"<p>{markup}</p>"))) == 1


def test_credit_line_fills_empty_fields() -> None:
    """Case R21."""
    line = "(Pewarta: Nia | Penyunting: Onco)"
    found = page(paragraphs(line), ends=True)
    assert (found.authors, found.editors) == (("Nia",), ("Onco",))
    assert found.provenance["authors"] == "line:credit_line"
    found = rendering(line, ends=True)
    assert (found.authors, found.editors) == (("Ruth Siahaan",), ("Ferry Sahertian",))


def test_video_credits_are_cut_line_by_line() -> None:
    """Case R22."""
    found = page("<p>Juru Kamera: Onco<br>Narator: Mea</p>")
    assert between(found) == []
    assert (cuts(found)["Juru Kamera: Onco"], found.authors) == ("credit_line", ())


@pytest.mark.parametrize(
    "markup",
    [
        "Artikel lainnya terkait Kebun Pala",
        'Artikel lainnya terkait <a href="https://ambon.tribunnews.com/topic/kebun-pala">Kebun Pala</a>',
        '<a href="https://ambon.tribunnews.com/topic/kebun-pala">Berita lain terkait Kebun Pala</a>',
    ],
)
def test_a_topic_call_names_the_topic(markup: str) -> None:
    """Case R31."""
    found = page(f"<p>{markup}</p>", ends=True)
    assert (between(found), found.topic) == ([], "Kebun Pala")
    assert found.provenance["topic"] == "line:topic_callout"
    assert [link.url for link in found.links] == (
        ["https://ambon.tribunnews.com/topic/kebun-pala"] if "href" in markup else []
    )


def test_list_above_page_tail_is_story() -> None:
    """Case R7, in a rendering that goes on with the page's tail."""
    lines = ["Tulis rubrik koran sekolah:", "Tajuk", "Berita populer", "Video pilihan"]
    found = rendering(*lines, ends=True)
    assert between(found) == lines
    assert set(CHROME) <= set(cuts(found))
