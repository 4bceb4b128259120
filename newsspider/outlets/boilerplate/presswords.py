"""Phrases and marks that Indonesian newsrooms have in common.

Seen on pages of several newsrooms, 2014 to 2026. An outlet adds its own dateline, names and phrases.
"""

from __future__ import annotations

import re
from dataclasses import replace

from newsspider.outlets.boilerplate.marks import NO_MARKS, Marks
from newsspider.outlets.boilerplate.phrases import Phrase, Place
from newsspider.outlets.boilerplate.wording import CREDITS

_WATCH = r"(?:simak|lihat|tonton|saksikan|cek|nonton|putar)"
_TOWNS = (
    r"(?:Kuala Lumpur|New (?:York|Delhi)|Los Angeles|San \w+|Den Haag|Tel Aviv|Hong Kong|Abu Dhabi|Buenos Aires"
    r"|Rio de Janeiro|Sao Paulo|Addis Ababa|Washington D\.?C\.?|Banda Aceh|Bandar Lampung|Nusa Dua|Labuan Bajo"
    r"|Tanjung \w+|Kota \w+|(?:Jawa|Kalimantan|Sumatera|Sulawesi|Papua|Nusa Tenggara) (?:Barat|Timur|Tengah|Selatan|Utara))"
)
_DAYS = r"(?:Senin|Selasa|Rabu|Kamis|Jumat|Sabtu|Minggu)"
_TOWN = r"[A-Z][\w'’.-]{1,24}"
_PLACE = rf"{_TOWN}(?:[ /]{_TOWN}){{0,3}}"

_NOTE = (
    r"[^\w\"“”'‘]{0,3}(?:sebagian (?:dari )?|seluruh )?(?:artikel|berita|tulisan) ini"
    r" (?:(?:telah|sudah|pernah|sebelumnya|juga|pertama kali) ){0,4}(?:tayang|naik|terbit|dimuat|dipublikasikan|diterbitkan) (?:di|pada) "
)
REPUBLICATION = (
    Phrase(
        rule="republication",
        pattern=rf"{_NOTE}.{{1,80}}\b(?:dengan judul\b|berjudul\s?:).{{1,600}}",
        seen="Artikel ini telah tayang di Kabarlereng.com dengan judul …",
    ),
    Phrase(
        rule="republication",
        pattern=rf"{_NOTE}(?:(?:laman|situs|portal|harian|koran) )?(?-i:[A-Z])[\w.-]{{1,40}}(?: (?-i:[A-Z])[\w.-]{{1,30}}){{0,3}}(?:\W{{1,3}}(?:pada |edisi |tanggal |\w{{4,6}},? )?(?:\d{{1,2}}\W.{{1,30}}|https?://\S{{1,300}}))?\W{{0,3}}",
        seen="Artikel ini sebelumnya tayang di Kabarlereng.com",
        place=Place.END,
    ),
)
"""Notes that a story stood elsewhere before."""
FOOTERS = (
    Phrase(
        rule="footer",
        pattern=r"(?:(?:copyright|hak cipta)\s?)?(?:©|\(c\))\s?.{0,120}|(?:copyright|hak cipta) (?:by )?[\d@].{0,120}|all rights? reserved\.?",
        seen="All rights reserved",
    ),
    Phrase(
        rule="footer",
        pattern=r"dilarang (?:keras )?(?:mengambil|mengutip|menyalin|menggandakan|memperbanyak)\b(?=.{0,300}\b(?:konten|isi|berita|artikel|izin)\b).{0,300}",
        seen="Dilarang mengutip tanpa izin tertulis dari redaksi.",
        place=Place.END,
    ),
)
"""Lines at the foot of a page."""
VIDEOS = (
    Phrase(
        rule="embed",
        pattern=r"\[(?:gambas|video|foto|instagram|twitter|youtube)\s?:[^\[\]]{0,150}\]",
        seen="[Gambas:Video Lereng]",
        place=Place.ANYWHERE,
    ),
    Phrase(
        rule="video",
        pattern=rf"\W{{0,4}}{_WATCH}(?: (?:juga|pula|selengkapnya))?\W{{0,3}}video\s?[:\"“'‘].{{2,250}}",
        seen='Simak Video "Panen Raya di Lereng Gunung"',
        place=Place.ANYWHERE,
    ),
    Phrase(
        rule="video",
        pattern=rf"\W{{0,4}}(?:yuk,? )?{_WATCH}(?: (?:juga|pula|yuk|dulu))?,? (?:live streaming|video|tayangan|cuplikan)"
        r"(?:nya)?(?: (?!itu|tersebut)\w{1,14}){0,4}? (?:di ?bawah|berikut|di ?sini|ini|setelah)(?: ini| berikut)?\W{0,4}",
        seen="Saksikan Video Pilihan Berikut Ini:",
    ),
)
"""Lines that stand for a video, or name one beside the text."""
TAGS = Phrase(
    rule="tags",
    pattern=r"(?:filed under|posted in|tags?|topik|kata kunci)\s?:.{0,200}|tags?",
    seen="Filed under: Kopi |",
    place=Place.END,
)

PHRASES: tuple[Phrase, ...] = (
    Phrase(rule="advertisement", pattern=r"advertisements?|advertorial|iklan", seen="ADVERTISEMENT"),
    Phrase(
        rule="advertisement",
        pattern=r"\W{1,4}(?:advertisements?|iklan)\W{1,4}",
        seen="- ADVERTISEMENT -",
        place=Place.ANYWHERE,
    ),
    Phrase(
        rule="advertisement",
        pattern=r"(?:scroll|gulir|geser) (?:to|down|untuk|ke bawah)\b[^.!?]{0,60}",
        seen="SCROLL TO CONTINUE WITH CONTENT",
    ),
    Phrase(rule="advertisement", pattern=r"loading\s?\.{2,3}", seen="Loading..."),
    *VIDEOS,
    Phrase(
        rule="embed",
        pattern=r"(?:lihat (?:postingan|foto) ini di|view this post on) instagram|a post shared by .{1,200}"
        r"|(?:sebuah )?(?:kiriman|postingan) (?:yang )?dibagikan oleh .{1,200}",
        seen="Lihat postingan ini di Instagram",
        place=Place.ANYWHERE,
    ),
    Phrase(
        rule="video",
        pattern=r"video(?: (?:pilihan|terkait|terkini|populer|terpopuler|lainnya)){1,2}(?: hari ini)?\s?:?|video\s?:.{3,150}",
        seen="Video Pilihan",
        place=Place.LABEL,
    ),
    Phrase(
        rule="read_more",
        pattern=r"\W{0,4}(?:(?:ber)?lanjut\w{0,5}|baca|lihat|simak|klik|selengkapnya|selanjutnya|bersambung|next)\b[^.!?:\"“]{0,60}"
        r"\b(?:halaman|page)\s?(?:selanjutnya|berikut(?:nya)?|\d{1,2})\b[^.!?]{0,20}\W{0,8}",
        seen="Selengkapnya di halaman selanjutnya",
    ),
    Phrase(
        rule="read_more",
        pattern=r"[^.!?]{1,120}[?!.] (?:baca|simak|klik|lihat|cek)\b[^.!?]{0,40} halaman (?:selanjutnya|berikut(?:nya)?)\W{0,8}",
        seen="Apa saja manfaatnya? Simak di halaman berikutnya.",
    ),
    Phrase(
        rule="read_more",
        pattern=r"\W{0,4}halaman (?:selanjutnya|berikutnya|sebelumnya)\b\W{0,4}(?:.{0,120})",
        seen="Halaman selanjutnya >>",
        place=Place.ANYWHERE,
    ),
    Phrase(
        rule="read_more",
        pattern=r"baca (?:selanjutnya|selengkapnya)\s?:.{0,150}|lanjut(?:kan)? membaca\W{0,4}"
        r"|(?:baca|lihat|simak|klik) (?:video(?:nya)? )?(?:selengkapnya|lengkapnya)(?: di ?sini| di bawah ini)?\W{0,4}|selengkapnya\s?:?",
        seen="Lanjutkan Membaca ↓",
    ),
    Phrase(
        rule="page_label",
        pattern=r"halaman\s?:?\s?(?:\d{1,2}\W{0,3}){0,12}(?:show all|tampilkan semua|selanjutnya)?|halaman \d{1,2} dari \d{1,2}"
        r"|(?:\d{1,2}\W{0,3}){1,12}(?:(?:selanjutnya|show all|tampilkan semua)\W{0,3}){1,2}",
        seen="Halaman 2 dari 3",
        place=Place.LABEL,
    ),
    Phrase(
        rule="widget_heading",
        pattern=r"(?:berita|artikel)(?: \w{2,12})? (?:terkait|pilihan|rekomendasi|lainnya|populer|terpopuler|terkini)\s?:?"
        r"|(?:baca|simak|lihat|cek|tonton|saksikan) juga(?: (?:berita|artikel|video|yuk)(?: lainnya)?)?\W{0,3}|pilihan redaksi"
        r"|rekomendasi(?: untuk anda)?|jangan lewatkan\W{0,3}|(?:topik|tag) (?:terkait|populer|pilihan)|trending topics?",
        seen="Pilihan Redaksi",
        place=Place.LABEL,
    ),
    Phrase(rule="photo_zoom", pattern=r"perbesar|lihat foto", seen="Perbesar"),
    Phrase(rule="table_of_contents", pattern=r"daftar isi\s?:?", seen="Daftar Isi", place=Place.LABEL),
    Phrase(
        rule="source_line",
        pattern=r"(?:sumber|source)\s?:\s?.{2,60}",
        seen="Sumber: Reuters",
        place=Place.END,
    ),
    Phrase(
        rule="credit_line", pattern=CREDITS.pattern, seen="Reporter: Laras Wening | Editor: Bagas Aryanto"
    ),
    Phrase(
        rule="republication",
        pattern=r"\W{0,4}(?:(?:artikel|berita|tulisan) ini (?:(?:telah|sudah|juga|sebelumnya|pernah|pertama kali) ){0,3}"
        r"(?:tayang|naik|terbit|dimuat|dipublikasikan|diterbitkan) (?:di|pada)|baca (?:juga )?artikel) [^.!?]{2,200}"
        r"(?:selengkapnya|dengan judul|di ?sini|klik|\.com\b).{0,200}",
        seen="Artikel ini telah naik di Kabar Lereng dan bisa dibaca selengkapnya di sini.",
    ),
    Phrase(
        rule="script",
        pattern=r"googletag\.cmd\.push.*|\(adsbygoogle\b.*|window\.\w+ = .*|var \w{1,40} = .*",
        seen="(adsbygoogle = window.adsbygoogle || []).push({});",
        place=Place.ANYWHERE,
    ),
    Phrase(
        rule="author_note",
        pattern=r"\W{0,4}(?:artikel|berita|tulisan) ini ditulis (?:oleh )?[^\"“”]{3,250}",
        seen="Artikel ini ditulis oleh Dwi Lestari, peserta program magang.",
        place=Place.END,
    ),
    Phrase(
        rule="channel",
        pattern=r"\W{0,8}(?:ikuti|follow|gabung|join|dapatkan|klik|(?:cek|simak|baca|temukan|update|akses)(?!.{0,300}telegram))\b(?=.{0,300}\b(?:whatsapp channel|channel whatsapp"
        r"|saluran whatsapp|google news|telegram)\b).{0,400}",
        seen="Ikuti saluran WhatsApp kami untuk kabar terbaru",
        place=Place.END,
    ),
    *REPUBLICATION,
    *FOOTERS,
    TAGS,
)
"""Whole lines that no newsroom means as story."""

RELATED = re.compile(
    r"[\W_]{0,4}(?:(?P<also>(?:baca|simak|lihat|tonton|saksikan|cek)(?:lah)?\s{1,3}(?:juga|pula)(?: (?:foto|berita|artikel))?"
    r"|(?:see|read|watch) also|also read|pilihan (?:editor|redaksi))(?!\s{0,3}:?\s{0,3}video\b)"
    r"\s{0,3}(?:[:：]{1,3}|\Z|(?-i:(?=[A-Z0-9\"“‘'])(?!.*\.\Z)))"
    r"|(?:(?:baca|simak|lihat)(?: (?:selengkapnya|berita|artikel)(?: (?:lainnya|terkait))?)?|(?:berita|artikel) (?:terkait|lainnya))"
    r"\s{0,3}[:：]{1,3})\s{0,3}(?P<title>\S.*)?",
    re.IGNORECASE,
)
"""A line that names another story; `also` is set where the words say so themselves."""

REPUBLISHED = re.compile(
    r".{0,120}?\b(?:(?:tayang|naik|terbit|dimuat|dipublikasikan|diterbitkan) (?:di|pada)|baca (?:juga )?artikel)\s"
    r"(?P<source>[\w-]{1,60}(?:\.[\w-]{1,20}){0,4}(?-i: [A-Z]\w{1,30}){0,2})\b.*",
    re.IGNORECASE | re.DOTALL,
)
"""A closing note that names the first publisher."""

_UNITS = r"(?:dan/|km/|m/s|kg/|rp/|l/|mg/|ml/|tv/|pro/|ac/|di/|he/|and/|s/d)"
_INITIALS = r"(?:[A-Za-z]{2,5}|[a-z]{1,3}\d{1,2}|\*)"
SIGNATURE = re.compile(
    rf"""
    (?<!\s)\s{{0,4}}(?P<signature>
        [(\[](?!{_UNITS}){_INITIALS}(?:\s?[/-]\s?{_INITIALS}){{1,3}}[)\]]       # (aan/kha), [mdk/tsr], (abc/c1)
        | (?:\A|(?<=[.!?…"”’')])\s?)(?:
              (?:[(\[](?:[a-z]{{2,6}}(?:\s?[/,&-]\s?[a-z*]{{1,6}}){{0,3}}|\*{{1,4}}|[A-Z][a-z]{{1,2}}\*?|[A-Z]{{2,3}})\s?[)\]]\s{{0,2}}){{1,3}}
            | [(\[](?:[A-Z][\w .'’-]{{2,40}}/[a-z*]{{1,5}}|Ant(?:ara)?|Reuters|Xinhua)[)\]]        # (Nama/dna)
            | \*{{3,6}}
        )
        | \A[(\[](?:[A-Z]{{1,4}}(?:-\d{{1,3}})?|[A-Z][\w.'’-]{{1,20}}(?:[ /][A-Z][\w.'’-]{{0,20}}){{0,4}})\s{{0,2}}[)\]]  # (Nama)
        | \A\*{{1,2}}
    )[\s.*]{{0,4}}\Z
    """,
    re.VERBOSE,
)
"""Initials of the writer and the editor at a story's end."""


def brand_dateline(brand: str) -> re.Pattern[str]:
    """A dateline of a brand and a place, such as "Brand.com, Jakarta -". `brand` is a pattern in which case
    counts. The dash may be missing: then the place is one word, or a known name of several."""
    return re.compile(
        rf"(?P<dateline>{brand}(?:"
        rf"\s?[,/]?\s?{_PLACE}\s{{0,3}}(?:[-–—]{{1,3}}|:(?=\s|\Z))|\s?,\s?{_PLACE}(?=\s{{0,3}}\Z)|\s?,\s?(?:{_TOWNS}|{_TOWN})(?=\s)"
        rf"|\s{{0,3}}(?:[-–—]{{1,3}}|:(?=\s|\Z))|(?=\s{{0,3}}\Z)))\s{{0,3}}"
    )


PLACE_DATELINE = re.compile(
    rf"(?P<dateline>(?!{_DAYS}\b)(?:{_TOWNS}|{_PLACE})(?:, {_PLACE})?\s{{1,3}}[-–—]{{1,2}})(?=\s|\Z|[A-Z\"“])\s{{0,3}}"
)
"""A dateline of a place alone: "Jakarta -". The text may be glued to the dash."""


def press_marks(
    brand: str, dateline: re.Pattern[str], names: str = "", brands: tuple[str, ...] = ()
) -> Marks:
    """The marks of a newsroom with this name, in small letters, and this opening.

    `names` matches its names and those of its sisters, and `brands` are parts of them (see Marks); by default
    any word that begins with `brand`.
    """
    own = re.escape(brand) + r"\w*"
    return replace(
        NO_MARKS,
        dateline=dateline,
        signature=SIGNATURE,
        related=RELATED,
        republished=REPUBLISHED,
        newsroom=re.compile(rf"(?<![\w.])(?:{names or own})(?!\w)", re.IGNORECASE),
        brands=brands or (brand,),
        closers=frozenset(")]*"),
        address_word=brand,
    )
