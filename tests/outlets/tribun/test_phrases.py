"""Phrases of Tribun: boilerplate lines are recognised, sentences that mention them are kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsspider.items import Article, Block, BlockKind
from newsspider.outlets import OUTLETS
from newsspider.outlets.boilerplate.phrases import Phrase, Phrasebook
from newsspider.outlets.outlet import Outlet
from pipelines.cleaning import clean

TRIBUN = OUTLETS["tribun"]
KNOWN = [(outlet, phrase) for outlet in OUTLETS.values() for phrase in outlet.phrases.phrases]


@pytest.mark.parametrize(("outlet", "phrase"), KNOWN, ids=lambda value: getattr(value, "rule", None))
def test_phrase_matches_its_seen_line(outlet: Outlet, phrase: Phrase) -> None:
    assert phrase.compiled.fullmatch(phrase.seen)
    assert outlet.phrases.rule(phrase.seen) == phrase.rule


BOILERPLATE = [
    "Nikmati berita interaktif dan LIVE report 24 jam hanya di TribunX",
    "Dapatkan Berita Pilihan",
    "di WhatsApp Anda",
    "Baca WhatsApp Tribunnews",
    "Ikuti kami di",
    "Ikuti kami di Google News",
    "KOMENTAR",
    "AA",
    "Text Sizes",
    "Penulis: Kirana Lestari",
    "Editor: Bagas Aryanto",
    "Penulis: Magang1 | Editor: Bagas Aryanto",
    "Editor : Bagas Aryanto",
    "Penulis: Kirana Lestari |",
    "Sumber: Tribun Pesisir",
    "Tayang: Senin, 3 November 2025 19:26 WIB",
    "lihat foto",
    "Berita Rekomendasi",
    "BERITA REKOMENDASI",
    "REKOMENDASI UNTUK ANDA",
    "Rekomendasi untuk Anda",
    "Berita Terkait",
    "Berita Terkait : #Kopi",
    "Baca Juga",
    "Lihat juga",
    "Video Pilihan",
    "BERITA TERKINI",
    "Berita Populer",
    "topik POPULER",
    "| Harga Kopi Naik |",
    "|---|",
    "Berita lain terkait Panen Kopi",
    "Baca Berita Pesisir Lainnya",
    "BACA BERITA SURABAYA LAINNYA",
    ">>>Ikuti Berita Lainnya di News Google SURYA.co.id",
    "BACA BERITA SURYA.CO.ID DI GOOGLE NEWS LAINNYA",
    "Update berita terbaru di Google News SURYA.co.id",
    ">>Ikuti Berita Panen Kopi",
    ">>> Update berita terkini panen kopi",
    ">>> Ikuti berita selengkapnya terkait panen kopi di sini <<<",
    "Baca Selengkapnya",
    "BACA SELENGKAPNYA DI SINI",
    "BACA SELENGKAPNYA >>>",
    "Berita selengkapnya >>>",
    "Lihat videonya di sini",
    "Lihat video selengkapnya",
    "Simak video lengkapnya di sini",
    "LinkLink",
    ">>>>>>Link live streaming Pesisir FC",
    "Halaman",
    "Halaman selanjutnya",
    "Halaman 12",
    "Halaman 1/3",
    "Tampilkan lainnya",
    "Lihat video-videonya;",
    "Selengkapnya:",
    "Artikel ini telah tayang di TribunPesisir.com dengan judul Harga Kopi Naik",
    "Artikel ini sebelumnya tayang di Pesisir.com",
    "Sebagian artikel ini telah tayang di Pesisir.com",
    "Artikel ini telah terbit di Pesisir.com",
    "Join Grup Telegram Tribun Pesisir untuk mendapatkan update berita pilihan dan breaking news setiap hari. Caranya klik link"
    " https://t.me/tribunpesisirupdate, kemudian join. Anda harus install aplikasi Telegram terlebih dulu di ponsel.",
    "googletag.cmd.push(function() { googletag.display('div-Inside-MediumRectangle'); });",
    "var unruly = window.unruly || {}; unruly.native = {}; unruly.native.siteId = 1;",
    "ADVERTISEMENT",
    "© 2024 TRIBUNnews.com,a subsidiary of KG Media. All Right Reserved",
    "All Right Reserved",
    "© 2025 TRIBUNnews.com Network,a subsidiary of KG Media.",
    "© 2025 TribunNews.com, a subsidiary of KG Media. All Right Reserved",
    "About Us Help Privacy Policy Terms of Use Contact Us Pedoman Media Siber Redaksi Info iklan",
    "Izinkan iklan",
]


@pytest.mark.parametrize("line", BOILERPLATE)
def test_boilerplate_seen_on_real_pages(line: str) -> None:
    assert TRIBUN.phrases.rule(line) is not None


STORIES = [
    "Spanduk bertuliskan “Baca juga nasib kami” dibentangkan para nelayan di depan pelabuhan.",
    "Baca juga menjadi kebiasaan yang ditanamkan sekolah itu sejak kelas satu.",
    "“Baca juga aturan yang lama,” ujar kepala dinas kepada para pedagang.",
    "Menurut catatan Tribunnews.com, harga kopi di pasar itu naik dua kali dalam sebulan.",
    "Dikutip Tribunnews.com, petani di lereng gunung mulai memanen pada dini hari.",
    "Kepada Tribunnews.com, Sumarni mengaku sudah tiga puluh tahun menenun.",
    "WhatsApp di ponsel korban masih aktif hingga Senin malam, kata polisi.",
    "Ikuti arahan petugas di grup WhatsApp warga, begitu pesan lurah sebelum banjir datang.",
    "Gabung grup WhatsApp palsu, puluhan pensiunan di kota itu tertipu arisan daring.",
    "Undangan rapat disebar lewat saluran WhatsApp milik pemerintah kabupaten.",
    "Klik tautan di grup WhatsApp itu membuat tabungan Pak Darmo raib dalam semenit.",
    "Gabung grup Telegram investasi, seorang guru kehilangan uang pensiunnya.",
    "Telegram menolak permintaan itu, demikian keterangan kementerian.",
    "Google News berhenti menampilkan berita dari koran itu sejak Selasa.",
    "Ikuti jejak tetangganya, Selandia Baru meminta Google News membayar penerbit.",
    "Cek fakta: Google News tidak menutup layanannya di Asia, kata juru bicara itu.",
    "Artikel ini menjadi bukti di persidangan, kata pengacara penggugat.",
    "Artikel ini dimuat harian tua itu pada 1938 dan memicu mogok buruh pelabuhan, kata sejarawan.",
    "Tulisan ini diterbitkan setelah penulisnya wafat, kata kurator museum itu.",
    "Berita ini tayang saat warga sedang tidur, kata ketua dewan pers dalam sidang itu.",
    "Iklan rokok di jalan itu diturunkan satuan polisi pamong praja.",
    "Iklan itu membuat warga marah.",
    "Halaman rumah warga dipenuhi lumpur setinggi lutut.",
    "Halaman 12 buku harian itu hilang, kata keluarga.",
    "Halaman sekolah menjadi tempat mengungsi bagi dua ratus orang.",
    "Link pendaftaran baru dibuka pukul delapan, kata panitia.",
    "Link itu palsu, kata juru bicara bank.",
    "Komentar menteri itu dibalas petani dengan gelak tawa.",
    "Sumber air di desa itu mengering sejak Juni.",
    "Sumber lain menyebut korban sempat pulang ke rumah ibunya.",
    "Penulis novel itu menolak hadiah dari pemerintah.",
    "Editor film itu bekerja tanpa bayaran selama dua tahun.",
    "Selanjutnya, warga diminta menutup keran.",
    "Sebelumnya, polisi menangkap dua orang di pelabuhan.",
    "Lihat foto itu, kata ibunya sambil menangis.",
    "Simak saja caranya menyangrai kopi, kata Darmo kepada pembeli.",
    "Baca doa bersama dilakukan di sini, di tepi sungai, setiap Jumat.",
    "Berita terkait harga kopi palsu itu membuat petani panik.",
    "Atas permintaan keluarga, jenazah dimakamkan pada malam hari.",
    "Tayang di bioskop sejak Kamis, film itu sudah ditonton sejuta orang.",
    "Dapatkan izin dahulu dari tetua adat sebelum masuk hutan, pesan pemandu itu.",
    "Kami ikuti kapal itu sampai ke muara.",
    "Aa Gym dijadwalkan hadir pada pembukaan pasar malam.",
    "Kata > dalam bahasa pemrograman itu berarti lebih besar.",
    "Bukalapak.com, Tokopedia, dan Shopee menahan biaya layanan.",
    "Laporan itu dibantah pihak kampus.",
    "Laporan keuangan koperasi itu dirilis Senin.",
]


@pytest.mark.parametrize("sentence", STORIES)
def test_a_sentence_that_mentions_boilerplate_is_story(sentence: str) -> None:
    assert TRIBUN.phrases.rule(sentence) is None


@pytest.mark.parametrize("sentence", STORIES)
@pytest.mark.parametrize("place", [0, 2, 5])
def test_it_survives_cleaning_wherever_it_stands(sentence: str, place: int) -> None:
    texts = [f"Paragraf ke-{number} tentang panen kopi di lereng gunung itu." for number in range(6)]
    texts[place] = sentence
    blocks = tuple(Block(kind=BlockKind.PARAGRAPH, text=text) for text in texts)
    article = clean(
        Article(outlet="tribun", layout="Desktop2021", url="", headline="Panen Kopi", blocks=blocks), TRIBUN
    )
    assert [block.text for block in article.blocks] == texts
    assert not article.removed
    assert not article.authors


@given(st.text(max_size=120))
def test_alternation_agrees_with_single_phrases(line: str) -> None:
    expected = next(
        (phrase.rule for phrase in TRIBUN.phrases.phrases if phrase.compiled.fullmatch(line)), None
    )
    assert TRIBUN.phrases.rule(line) == expected


def test_phrases_match_whole_lines_in_order() -> None:
    first = Phrase(rule="satu", pattern=r"kopi( pahit)?", seen="Kopi")
    second = Phrase(rule="dua", pattern=r"kopi .*", seen="Kopi manis")
    book = Phrasebook((first, second))
    assert [book.rule(line) for line in ("KOPI", "kopi pahit", "kopi manis", "minum kopi")] == [
        "satu",
        "satu",
        "dua",
        None,
    ]
