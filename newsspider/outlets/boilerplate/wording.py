"""Indonesian words by which a line calls its reader, quotes somebody, or credits somebody.

Words alone decide nothing: `position` also considers where a line stands, and who calls.
"""

from __future__ import annotations

import re

_VERBS = """
    akses aktifkan ayo baca bacalah bagikan bantu beri berikan bergabung bergabunglah berlangganan
    cari cek cermati coba daftar dapatkan dengar dengarkan donasi donasikan download dukung follow
    gabung geser hubungi ikuti ikutilah instal install intip jangan jelajahi join kenali ketuk kirim
    kirimkan klik kunjungi langganan lengkapi lihat like login mari masuk miliki nantikan nikmati
    nonton nyalakan pantau pasang pilih pindai play putar rasakan sampaikan saksikan salurkan sapa
    scan share sentuh simak simaklah subscribe sumbang swipe tanya tanyakan tekan telusuri temani
    temukan terus tonton tontonlah traktir tuliskan tulis tunggu unduh update upgrade vote yuk
    silakan silahkan check discover get listen read sign tap visit watch
""".split()
_GOODS = """
    aneka berita artikel kabar kisah cerita warta liputan laporan tulisan informasi info
    konten video rekaman tayangan siaran klip cuplikan podcast siniar foto galeri infografis
    himpunan kumpulan koleksi arsip indeks update
""".split()
_MORE = """
    lain lainnya lengkap lengkapnya selengkapnya terbaru terkini terkait populer terpopuler pilihan
    menarik seru eksklusif seputar
""".split()
_MEDIA = "video rekaman tayangan siaran klip cuplikan podcast siniar galeri".split()
_CHANNELS = (
    r"google (?:news|berita)|news google|whatsapp|telegram|t\.me|play store|app ?store|youtube|tiktok"
    r"|instagram|facebook|fanpage|threads|aplikasi"
)
_MEMBERS = (
    r"anggota|berlangganan|langganan|paket|premium|donasi|donatur|member(?:ship)?|pelanggan"
    r"|suara pembaca|survei pembaca|jajak|polling|subscri\w{2,8}|plans?"
)
_KEPT_BACK = (
    r"sisa|seluruh|selebihnya|selengkapnya|lanjut\w{0,6}|melanjutkan|membuka|terbuka|tersedia|khusus|eksklusif"
    r"|terkunci|hanya|membaca|unlock|rest of|continue|exclusive|members? only"
)


def _words(pattern: str) -> re.Pattern[str]:
    """Whole words, anywhere in a line."""
    return re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE)


CALL = re.compile(rf"\W{{0,8}}(?:{'|'.join(_VERBS)})(?!\w)", re.IGNORECASE)
"""How a call begins: a bare verb to the reader."""
WATCH = re.compile(
    r"\W{0,8}(?:putar|tonton|tontonlah|saksikan|simak|lihat|dengar|dengarkan|play|nonton|cek|klik)(?!\w)",
    re.IGNORECASE,
)
"""A call to play what stands above it."""
GOODS = re.compile(
    rf"\W{{0,8}}(?:[\w-]{{1,20}}\s){{0,2}}?(?:{'|'.join(_GOODS)})(?:-\w{{1,20}})?(?:nya)?(?!\w)",
    re.IGNORECASE,
)
"""A line that begins with what a newsroom makes, after two words at most."""
PREDICATE = _words(
    r"itu|ini|kini|akan|telah|sudah|belum|tidak|tak|masih|pun|adalah|ialah|bukan|menjadi|menyusul"
    r"|(?:mem|men(?!arik|genai)|meny|mel|mer|di(?!nas|git|str|rek|ri\b|vis|sku))[a-z]{4,20}"
)
"""Words of a sentence with a predicate; the name of a newsroom's output has none of them."""
OURS = _words(
    rf"{'|'.join(_GOODS)}|{'|'.join(_MORE)}|{_CHANNELS}|kami|jurnalisme|redaksi|saluran|kanal|channel|lonceng|notifikasi|subscribe"
    rf"|(?:{'|'.join(_MEDIA)})nya"
)
"""Targets of a newsroom's calls, and its names for itself: "kabar lain", "saluran WhatsApp", "kami"."""
ELSEWHERE = re.compile(
    r"[\w.+-]{1,40}@[\w-]{1,40}\.\w|(?<![\w/])@\w{2,40}|(?<!\d)(?:\+62|0\d)[\d -]{6,16}\d"
    r"|(?<!\w)(?:https?://)?(?:[\w-]{1,40}\.){1,4}(?:go\.id|ac\.id|or\.id|sch\.id|com|co\.id|co|id|net|org|ly|gle)\b",
    re.IGNORECASE,
)
"""An address, an account or a telephone number."""
OFFICE = re.compile(r"\w@\w|(?<!\w)@\w|\.(?:go|ac|or|sch|mil)\.id\b|\bbit\.ly/", re.IGNORECASE)
"""An address that no newsroom has."""
MEDIA = _words(rf"(?:{'|'.join(_MEDIA)})(?:nya)?|subscribe|lonceng")
MORE = _words("|".join(_MORE))
CHANNEL = _words(_CHANNELS)
OUR_CHANNEL = _words(
    rf"(?:{_CHANNELS}|kanal|saluran|grup|akun|channel|media sosial|laman|situs)"
    r"(?: (?:channel|resmi))?(?: milik)? kami"
)
"""The newsroom's own channel: "grup Telegram kami", not "grup Telegram posyandu kami"."""
MEMBERSHIP = _words(_MEMBERS)
WALL = _words(_KEPT_BACK)
"""Content reserved for members: "Sisa cerita ini tersedia bagi anggota"."""

_SAYS = """
    kata ujar ucap pesan tutur imbuh tambah jelas ungkap sebut tulis begitu demikian pinta seru
    terang papar tegas harap ajak cetus kisah kenang sambung lanjut timpal canda sapa imbau beber
    urai tandas tukas
""".split()
_SAID = """
    menurut berkata berpesan berseru bertuliskan bertulis berbunyi mengatakan menyebut menulis
    menyatakan mengaku menjelaskan menambahkan mengimbau mengajak meminta menuturkan mengungkapkan
    menegaskan membacakan
""".split()
SAID = re.compile(
    rf"[,”\"’'!?]\s(?:{'|'.join(_SAYS)})(?:nya)?(?!\w)"
    r"|(?<!\w)(?:begitu|demikian|seperti)\s(?:bunyi|isi|kata|pesan|tulis|imbau|ajak|seru|tertulis)\w{0,6}(?!\w)"
    rf"|(?<!\w)(?:{'|'.join(_SAID)})(?!\w)",
    re.IGNORECASE,
)
"""A verb of saying: somebody is quoted."""
_WORDS = re.compile(r"\w+")
_ALONE = frozenset(_SAID)
_WITH_MORE = frozenset((*_SAYS, *(f"{verb}nya" for verb in _SAYS), "begitu", "demikian", "seperti"))


def is_said(text: str) -> bool:
    """Whether SAID matches. Looking up its words first costs a fifth of the search."""
    words = _WORDS.findall(text.lower())
    return not _ALONE.isdisjoint(words) or (
        not _WITH_MORE.isdisjoint(words) and SAID.search(text) is not None
    )


ROLES = (
    r"penulis|reporter|kontributor|wartawan|jurnalis|pewarta foto|pewarta|editor (?:video|gambar)|edit[oi]r"
    r"|penyunting (?:video|gambar)|penyunting|redaktur|fotografer|photo(?:grapher)?|juru foto|foto"
    r"|videografer"
    r"|kamera(?:men|man|wan)|camera(?:man|men)|juru kamera|penata (?:gambar|suara)|narr?ator|narasi|dubber"
    r"|presenter|host|pembawa acara|pengisi suara|voice ?over|vo|vp|produser|produksi|video editor|videografi"
    r"|uploader|pengunggah|naskah|script(?:writer)?|animator|grafis|ilustrator"
    r"|ilustrasi|desainer|sumber|source|writer|penerjemah|tim liputan"
)
POSITIONS = (
    "dosen|guru|peneliti|mahasiswa|mahasiswi|alumni|alumnus|pemerhati|pengamat|pegiat|penggiat|praktisi|akademisi|aktivis"
    "|wartawan|jurnalis|anggota|ketua|wakil|sekretaris|kepala|direktur|pengurus|pengajar|rektor|staf|pegawai|asn|koordinator"
    "|advokat|dokter|budayawan|sejarawan|sosiolog|ekonom|penyuluh|statistisi|analis"
)
"""Positions of a column's writer, as stated beside the name or below the text."""
_NAMES = r"(?:[^|/.!?:;()]|\.(?=\w)|(?<=\b\w)\.){2,60}"
ROLE = re.compile(rf"(?P<role>{ROLES})\s?:\s?(?P<names>{_NAMES})", re.IGNORECASE)
CREDITS = re.compile(
    rf"(?=[^:]{{2,30}}:)[(\[]?\s?(?:{ROLES})\s?:\s?{_NAMES}(?:\([\w ]{{2,30}}\))?\s?"
    rf"(?:[|/;]\s?(?:{ROLES}|kamera|video)\s?:\s?{_NAMES}){{0,5}}[|/;]?\s?[)\]]?\.?",
    re.IGNORECASE,
)
"""A line of nothing but roles and names: "Penulis: A | Editor: B", "(Pewarta: A; Penyunting: B)"."""
SOURCE = re.compile(
    r"\W{0,3}(?:sumber|source)\s?:\s?(?P<source>[\w.@/-]{2,40}(?: [\w.@/-]{1,30}){0,4})\W{0,3}", re.IGNORECASE
)
"""A closing line that names the story's source: "Sumber: Kabar Medan"."""
FIELD = re.compile(r"(?P<label>[^\W\d_][\w /-]{1,30}?)\s?:\s(?P<value>\S.{0,150})")
"""An entry of a data sheet: "Judul: ..."."""
DATUM = re.compile(
    r"[^\W\d_][\w /()-]{1,30}?\s?:\s?\S.{0,150}"
    r"|(?:pukul |pkl )?\d{1,2}[.:]\d{2}\b.{5,100}"
    r"|[^.!?:]{3,40}\s\d{1,2}\s?[-–]\s?\d{1,2}\s[^.!?:]{3,60}",
    re.IGNORECASE,
)
"""A datum: "Kiper: ...", "00.45 - ...", a result."""
HASHTAGS = re.compile(r"#\w{2,40}(?:[\s,]{1,3}#\w{2,40}){0,20}")
_MARKUP = "img|iframe|figure|picture|source|video|embed|amp-img"
_SHORTCODES = "embed|caption|gallery|video|audio|youtube|instagram|twitter"
ADDRESS = re.compile(
    r"!?\[[^\]\[]{0,200}\]\(\S{0,500}(?: \"[^\"]{0,200}\")?\)?"
    r"|\[!\[[^\]\[]{0,200}\]\(\S{0,300}\)\]\(\S{0,300}\)"
    rf"|<(?:{_MARKUP})\b[^<>]{{0,1000}}>(?:</\w{{1,10}}>)?"
    rf"|\[/?(?:{_SHORTCODES})\b[^\[\]]{{0,300}}\](?:\S{{0,300}}\[/\w{{1,12}}\])?"
    r"|data:image/\S{0,100000}"
    r"|(?:srcset=)?[\"']?\S{0,500}\.(?:jpe?g|png|webp)(?:\?\S{0,300})? \d{1,4}[wx][\"',]{0,2}"
    r"|(?:https?://)?(?:pic\.twitter\.com|t\.co|(?:www\.)?youtube\.com/embed|youtu\.be)/\S{1,200}|\S{0,500}(?::format\(|:quality\(|filters:)\S{0,500}"
    r"|(?:https?:/)?/?\S{0,500}\.(?:jpe?g|png|webp|gif|avif)(?:\?\S{0,300})?[)\]\"']{0,3}",
    re.IGNORECASE,
)
"""A picture's or a player's address, or a part of one, alone on its line."""
_BEGINS = ("[", "![", "<", "srcset", "data:")


def is_picture_address(text: str) -> bool:
    """Whether ADDRESS matches the whole line. An address has no spaces, except in the text of a link."""
    ends = text[-4:].lower().rstrip("\"',")
    bare = " " not in text or text[:6].lower().startswith(_BEGINS) or ends.endswith(("w", "x"))
    return bare and ADDRESS.fullmatch(text) is not None
