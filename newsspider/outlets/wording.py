"""Indonesian words by which a line calls its reader, quotes somebody, or credits somebody.

Words alone decide nothing: `standing` asks where a line stands, and who calls.
"""

from __future__ import annotations

import re

_VERBS = """
akses aktifkan ayo baca bacalah bagikan bantu beri berikan bergabung bergabunglah berlangganan cari cek cermati coba
daftar dapatkan dengar dengarkan donasi donasikan download dukung follow gabung geser hubungi ikuti ikutilah instal
install intip jangan jelajahi join kenali ketuk kirim kirimkan klik kunjungi langganan lengkapi lihat like login mari
masuk miliki nantikan nikmati nyalakan pantau pasang pilih pindai play putar rasakan sampaikan saksikan salurkan sapa
scan share sentuh simak simaklah subscribe sumbang swipe tanya tanyakan tekan telusuri temani temukan terus tonton
tontonlah traktir tuliskan tulis tunggu unduh update upgrade vote yuk
""".split()
_GOODS = """
aneka berita artikel kabar kisah cerita warta liputan laporan tulisan bacaan informasi info konten video rekaman
tayangan siaran klip cuplikan podcast siniar foto galeri infografis himpunan kumpulan koleksi arsip indeks update
""".split()
_MORE = """
lain lainnya lengkap lengkapnya selengkapnya terbaru terkini terkait populer terpopuler pilihan menarik seru eksklusif
seputar
""".split()
_CHANNELS = r"google (?:news|berita)|news google|whatsapp|telegram|t\.me|play store|app ?store|youtube|tiktok|instagram|aplikasi"
_MONEY = r"anggota|berlangganan|langganan|paket|premium|donasi|donatur|member(?:ship)?|pelanggan|tribun ?plus|tribun ?premium|suara pembaca|jajak|polling"

CALL = re.compile(rf"\W{{0,8}}(?:{'|'.join(_VERBS)})(?!\w)", re.IGNORECASE)
"""How a call begins: a bare verb to the reader."""
GOODS = re.compile(
    rf"\W{{0,8}}(?:[\w-]{{1,20}}\s){{0,2}}?(?:{'|'.join(_GOODS)})(?:-\w+)?(?:nya)?(?!\w)", re.IGNORECASE
)
"""A line that begins with what a newsroom makes, after two words at most."""
MEDIA = re.compile(
    r"(?<!\w)(?:video|rekaman|tayangan|siaran|klip|cuplikan|podcast|siniar|galeri)(?:nya)?(?!\w)",
    re.IGNORECASE,
)
MORE = re.compile(rf"(?<!\w)(?:{'|'.join(_MORE)})(?!\w)", re.IGNORECASE)
CHANNEL = re.compile(rf"(?<!\w)(?:{_CHANNELS})(?!\w)", re.IGNORECASE)
MEMBERSHIP = re.compile(rf"(?<!\w)(?:{_MONEY})(?!\w)", re.IGNORECASE)
OUR_CHANNEL = re.compile(
    rf"(?<!\w)(?:{_CHANNELS}|kanal|saluran|grup|akun|channel|media sosial|laman|situs)(?: (?:channel|resmi))?(?: milik)? kami(?!\w)",
    re.IGNORECASE,
)
"""A channel that is nobody's but ours: "grup Telegram kami", not "grup Telegram posyandu kami"."""
WALL = re.compile(
    r"(?<!\w)(?:sisa|seluruh|selebihnya|selengkapnya|lanjut\w{0,6}|membuka|terbuka|tersedia|khusus|eksklusif|terkunci|hanya"
    r"|membaca)(?!\w)",
    re.IGNORECASE,
)
"""What is kept back for members: "Sisa cerita ini tersedia bagi anggota"."""
WATCH = re.compile(
    r"\W{0,8}(?:putar|tonton|tontonlah|saksikan|simak|lihat|dengar|dengarkan|play|nonton|cek|klik)(?!\w)",
    re.IGNORECASE,
)
"""A call to play what stands above it."""

_SAID = """
kata ujar ucap pesan tutur imbuh tambah jelas ungkap sebut tulis begitu demikian pinta seru terang papar tegas harap
ajak cetus kisah kenang sambung lanjut timpal canda sapa imbau beber urai tandas tukas
""".split()
SAID = re.compile(
    rf"[,”\"’'!?]\s(?:{'|'.join(_SAID)})(?:nya)?(?!\w)"
    r"|(?<!\w)(?:begitu|demikian|seperti)\s(?:bunyi|isi|kata|pesan|tulis|imbau|ajak|seru|tertulis)\w{0,6}(?!\w)"
    r"|(?<!\w)(?:menurut|berkata|berpesan|berseru|bertulis\w{0,4}|berbunyi|mengatakan|menyebut|menulis|menyatakan|mengaku"
    r"|menjelaskan|menambahkan|mengimbau|mengajak|meminta|menuturkan|mengungkapkan|menegaskan|membacakan)(?!\w)",
    re.IGNORECASE,
)
"""Somebody else speaks: a verb of saying."""

ROLES = (
    r"penulis|reporter|kontributor|wartawan|jurnalis|pewarta|editor|penyunting|redaktur|fotografer|pewarta foto|juru foto"
    r"|foto|videografer|kamera(?:men|man|wan)|juru kamera|narator|narasi|presenter|host|pembawa acara|pengisi suara"
    r"|voice ?over|vo|produser|produksi|penyunting (?:video|gambar)|video editor|editor (?:video|gambar)|uploader|pengunggah"
    r"|naskah|grafis|ilustrator|ilustrasi|desainer|sumber|source|writer|penerjemah|tim liputan"
)
_VALUE = r"(?:[^|/.!?:;()]|\.(?=\w)|(?<=\b\w)\.){2,60}"
ROLE = re.compile(rf"(?P<role>{ROLES})\s?:\s?(?P<names>{_VALUE})", re.IGNORECASE)
CREDITS = re.compile(
    rf"[(\[]?\s?(?:{ROLES})\s?:\s?{_VALUE}(?:[|/;]\s?(?:{ROLES})\s?:\s?{_VALUE}){{0,5}}[|/;]?\s?[)\]]?\.?",
    re.IGNORECASE,
)
"""A line of nothing but roles and names: "Penulis: A | Editor: B", "(Pewarta: A; Penyunting: B)"."""
FIELD = re.compile(r"(?P<label>[^\W\d_][\w /-]{1,30}?)\s?:\s(?P<value>\S.{0,150})")
"""An entry of a data sheet: "Judul: ..."."""
HASHTAGS = re.compile(r"#[\w]{2,40}(?:[\s,]{1,3}#[\w]{2,40}){0,20}")
ADDRESS = re.compile(
    r"!?\[[^\]\[]{0,200}\]\(\S{0,500}\)?|\S{0,500}(?::format\(|:quality\(|filters:)\S{0,500}"
    r"|(?:https?:/)?/?\S{0,500}\.(?:jpe?g|png|webp|gif|avif)(?:\?\S{0,300})?[)\]\"']{0,3}",
    re.IGNORECASE,
)
"""A picture's address, or the rest of one, alone on its line."""
