"""Rules of any Indonesian newsroom: how stories open, are signed and cross-refer, and lines of boilerplate.

They hold for pages that the generic reader reads. An outlet's own rules come first.
"""

from __future__ import annotations

import re

from newsspider.outlets.boilerplate.marks import Marks
from newsspider.outlets.boilerplate.phrases import Phrase, Place, phrasebook
from newsspider.outlets.boilerplate.presswords import FOOTERS, TAGS
from newsspider.outlets.boilerplate.wording import CREDITS, POSITIONS

_DOMAIN = r"(?:[a-z]{2,20}\.)?[A-Za-z][\w-]{1,30}\s?\.\s?(?i:com|co\.id|co|id|net|tv|org)\b"
_WORD = r"[A-Z](?:[\w'’]|[/.-](?=\w)){0,30}\.?"
_PLACE = rf"{_WORD}(?:\x20{_WORD}){{0,3}}"
_DAY = r"(?:,?\s\(?\d{1,2}(?:/\d{1,2}(?:/\d{2,4})?|\s[A-Z][a-z]{2,8}(?:\s\d{4})?)\)?)?"
_DASH = r"(?:\s{0,3}[–—]{1,3}\s{0,3}|\s{0,3}-{2,3}\s{0,3}|\s{1,3}-\s{0,3}|-\s{1,3}|\s?:\s{1,3}(?=[A-Z\"“]))"
DATELINE = re.compile(
    rf"""
    (?P<dateline>
        {_DOMAIN}(?:\s?[,|/]\s?{_PLACE}){{0,3}}{_DAY}(?:{_DASH}|-(?=[A-Z"“]))                    # Kabar.com, Jakarta -
      | {_PLACE}(?:\s?,\s?{_PLACE}){{0,3}}\s?[,|]?\s?{_DOMAIN}{_DAY}{_DASH}      # JAKARTA, KABAR.com -
      | {_PLACE}(?:\s?,\s?{_PLACE}){{0,3}}\s?\([\w .]{{2,40}}\){_DAY}{_DASH}     # Jakarta (KABAR News) -
      | {_PLACE}(?:\s?,\s?{_PLACE}){{0,3}}{_DAY}(?:\s{{0,3}}[–—]{{1,3}}|\s{{0,3}}-{{2,3}}|\s{{1,3}}-)\s{{1,3}}(?=[A-Z"“‘'\d]|\Z)
      | {_DOMAIN}\s?,\s?{_WORD}(?=\s(?-i:[A-Z"“]))                               # Kabar.com, Jakarta Warga ...
    )\s*
    """,
    re.VERBOSE,
)
"""A brand, places, or both, up to their dash. Without a dash only behind a brand with its domain."""
_ROLE = r"(?:wartawan|reporter|kontributor|jurnalis|koresponden|pewarta)"
_NAME = r"(?-i:[A-Z][\w.'’]{0,30}(?:\x20[A-Z][\w.'’]{0,30}){0,4})"
REPORTER = re.compile(
    rf"(?:laporan\s{_ROLE}[^,|/:]{{0,40}}[,|/:]\s?|laporan\s(?=[^|]{{3,60}}\|)|{_ROLE}\s?:\s?|oleh\s?:\s?|(?:ditulis|laporan)\soleh\s?:?\s?)"
    rf"(?P<name>{_NAME})(?:\s?\|\s?[\w .]{{2,30}})?\W{{0,3}}",
    re.IGNORECASE,
)
_UNITS = r"(?:kg|km|cm|mm|ml|ha|rp|gr|usd|idr|wib|wita|wit|dll|dsb|dst|saw|swt|ra|as|red|kiri|foto|ist|dok)"
SIGNATURE = re.compile(
    rf"""
    (?<!\s)\s{{0,4}}(?P<signature>
        [(\[](?:[A-Za-z]{{2,5}}|[a-z]{{1,4}}\d{{0,2}}|\*{{1,3}})(?:\s?[/&]\s?[\w*.-]{{1,24}}){{1,3}}[)\]]     # (fyk/fay)
      | (?:\A|(?<=[.!?…"”’'])\s{{0,3}})[(\[](?!{_UNITS}[)\]])[a-z]{{2,4}}\d{{0,3}}[)\]]                     # (fbn)
      | (?:\A|(?<=[.!?…"”’'])\s{{0,3}})[(\[](?:(?i:ditulis|laporan|penulis|reporter)\s(?:oleh\s)?:?\s?[^()\[\]]{{3,60}})[)\]]
      | (?:\A|(?<=[.!?…"”’'])\s{{0,3}})[(\[][\w.]{{2,30}}\.(?i:com|co\.id|id|net)(?:\s?[/,]\s?[^()\[\]]{{2,40}})?[)\]]
      | (?:\A|(?<=[.!?…"”’'])\s{{0,3}})[(\[](?:\*{{1,5}}|[A-Z]{{2,4}}|[A-Z]-?\d{{1,3}}|[A-Z][a-z]{{2,15}}(?:\s[A-Z][a-z]{{2,15}}){{1,3}})[)\]]
      | \*{{1,6}}
    )[\s.]{{0,4}}\Z
    """,
    re.VERBOSE,
)
RELATED = re.compile(
    r"[\W_]{0,4}(?:(?P<also>(?:baca|simak|lihat|tonton|cek)\s{1,3}(?:juga|selengkapnya|selanjutnya|berita)(?: (?:video|foto|berita))?"
    r"|pilihan editor|artikel terkait|berita terkait|(?:see|read|watch) also|also read|read more)|baca|simak|lihat)"
    r"\s{0,3}[:：]{1,3}\s{0,3}(?P<title>\S.*)?",
    re.IGNORECASE,
)
REPUBLISHED = re.compile(
    r".{0,120}?\b(?:tayang|terbit|dimuat|dipublikasikan|diterbitkan|naik)\s(?:di|pada)\s(?P<source>[\w-]{1,60}(?:\.[\w-]{1,20}){0,4}(?-i: [A-Z]\w{1,30})?)\b.*",
    re.IGNORECASE | re.DOTALL,
)
MARKS = Marks(
    dateline=DATELINE,
    reporter=REPORTER,
    signature=SIGNATURE,
    related=RELATED,
    republished=REPUBLISHED,
    closers=frozenset(")]*"),
)
"""Marks of a newsroom whose own ones are unknown."""

_OPENS = r"\W{0,8}(?:baca|simak|ikuti|lihat|cek|update|dapatkan|temukan|follow|akses|kunjungi|gabung|join|klik|tonton|saksikan)"
PHRASES = phrasebook(
    (
        Phrase(rule="credit_line", pattern=CREDITS.pattern, seen="Penulis: Kirana Lestari | Editor: Bagas"),
        Phrase(
            rule="credit_line",
            pattern=r"(?:penulis|editor|reporter|oleh)\s?:?|:\s?(?:kontributor )?[\w .,'’-]{3,60}",
            seen="Penulis",
            place=Place.END,
        ),
        Phrase(
            rule="publication_line",
            pattern=r".{0,60}\b\d{1,2} \w{3,9} \d{4}\W{1,4}(?:pukul |pkl )?\d{1,2}[:.]\d{2}(?: wi(?:b|t|ta))?(?:\W{1,3}(?:penulis|reporter|editor|oleh)\s?:.{2,60})?",
            seen="GAYA | 17 Juni 2021 06:04 Reporter : Kirana Lestari",
        ),
        Phrase(
            rule="author_note",
            pattern=rf"\W{{0,3}}\*?\W{{0,3}}penulis(?: (?:adalah|merupakan|ialah)| ?,)(?: seorang)? (?:{POSITIONS})\b[^!?\"“”]{{2,200}}",
            seen="*) Penulis adalah dosen Universitas Pattimura",
            place=Place.END,
        ),
        Phrase(rule="photo_zoom", pattern=r"zoom-in\b.{0,300}|lihat foto|perbesar", seen="Perbesar"),
        Phrase(
            rule="caption",
            pattern=r"(?:foto|ilustrasi|sumber|gambar)\s?:\s?.{2,120}|©.{2,60}|\(?(?:foto|sumber|dok)\b\.?\s?:?\s?[^()]{2,80}\)",
            seen="Foto: Dok. Kebun",
        ),
    ),
    (
        Phrase(
            rule="advertisement",
            pattern=r"advertisement|advertorial|iklan|ads by .{1,30}|(?:scroll|gulir) ?(?:down|ke bawah)? ?(?:to|untuk)? ?(?:continue|resume|melanjutkan|lanjut|membaca)\b.{0,40}|gulir untuk .{2,30}",
            seen="SCROLL TO RESUME CONTENT",
        ),
        Phrase(
            rule="advertisement", pattern=r"loading\s?\.{2,3}|memuat\s?\.{2,3}|load more", seen="Loading..."
        ),
        Phrase(
            rule="embed",
            pattern=r"\[gambas\s?:.{2,60}\]|lihat postingan ini di \w{3,20}",
            seen="[Gambas:Video]",
        ),
        Phrase(
            rule="embed",
            pattern=r"(?:sebuah kiriman|a post) (?:dibagikan oleh|shared by) .{2,120}",
            seen="Sebuah kiriman dibagikan oleh Bupati",
        ),
        Phrase(
            rule="embed",
            pattern=r"[—–-]\s?.{1,60}\(@\w{2,30}\).{0,40}",
            seen="— Kebun Kopi (@kebunkopi) December 20, 2021",
            place=Place.ANYWHERE,
        ),
        Phrase(
            rule="read_more",
            pattern=r"(?:simak|tonton|saksikan|lihat) (?:juga )?video\b.{0,160}",
            seen='Simak Video "Panen Kopi"',
        ),
        Phrase(
            rule="read_more",
            pattern=r"(?:cek|lihat|simak|tonton|saksikan) .{0,30}(?:di bawah ini|berikut ini|di sini)\W{0,4}",
            seen="Cek Video di Bawah Ini",
        ),
        Phrase(
            rule="read_more",
            pattern=r"(?:lanjutkan membaca|baca selengkapnya|selengkapnya|show all|lihat semua|lihat \w{3,20} selengkapnya)\W{0,4}",
            seen="Lanjutkan Membaca ↓",
        ),
    ),
    (
        Phrase(
            rule="widget_heading",
            pattern=r"(?:berita|artikel) (?:rekomendasi|terkait|terkini|populer|lainnya|pilihan)(?:\s?:.{0,80})?|rekomendasi untuk anda|baca juga(?: berita(?: lainnya)?)?\s?:?|lihat juga\s?:?|simak juga\s?:?|video pilihan|jangan lewatkan\W{0,3}|tonton juga\s?:?|pilihan (?:editor|redaksi)\s?:?|rekomendasi|(?:topik|tag) (?:populer|terkait)|terkait|recommended by|next article|artikel selanjutnya",
            seen="Jangan Lewatkan",
        ),
        Phrase(
            rule="callout",
            pattern=r"(?:add|jadikan|tambahkan) .{0,60}(?:preferred source|sumber (?:pilihan|utama|favorit)).{0,60}",
            seen="Add as a preferred source on Google",
        ),
        Phrase(
            rule="widget_heading",
            pattern=r"(?:yuk,? )?baca (?:ini )?juga\b[^:]{0,24}",
            seen="Baca Ini Juga Yuk",
            place=Place.LABEL,
        ),
        Phrase(rule="callout", pattern=r"[>»]{2,9}.{3,200}", seen=">>> Ikuti berita lainnya"),
        Phrase(
            rule="topic_callout",
            pattern=rf"{_OPENS}\s(?:\w{{1,30}}\s){{0,3}}?(?:berita|artikel|informasi|info|kabar)\b[^.!?]{{0,120}}\b(?:lainnya|selengkapnya|terkini|terbaru|menarik)\b.{{0,140}}",
            seen="Ikuti terus berita terkini tentang panen kopi",
            place=Place.END,
        ),
        Phrase(
            rule="google_news",
            pattern=rf"{_OPENS}\b.{{0,200}}\b(?:google news|news google|google berita|whatsapp|telegram)\b.{{0,200}}",
            seen="Baca berita lainnya di Google News",
            place=Place.END,
        ),
        Phrase(
            rule="republication",
            pattern=r"(?:artikel|berita|tulisan) ini (?:(?:telah|sudah|pernah|sebelumnya|juga) ){0,3}(?:tayang|terbit|dimuat|naik) (?:di|pada) .{2,300}",
            seen="Artikel ini telah tayang di laman lain dan bisa dibaca selengkapnya di sini.",
            place=Place.END,
        ),
    ),
    (
        Phrase(
            rule="paging",
            pattern=r"halaman(?:\s?(?:selanjutnya|berikutnya|sebelumnya|\d{1,3}|\d{1,3}\s?(?:/|dari)\s?\d{1,3}))?\s?:?[>»]{0,9}",
            seen="Halaman Selanjutnya",
            place=Place.LABEL,
        ),
        Phrase(
            rule="paging",
            pattern=r"(?:halaman\s?:?\s?)?(?:\d{1,2}\W{0,3}){1,12}(?:(?:selanjutnya|berikutnya|next|show all|tampilkan semua|lihat semua)\W{0,3}){1,2}",
            seen="Halaman: 1 2 Selanjutnya",
            place=Place.LABEL,
        ),
        Phrase(rule="table_of_contents", pattern=r"daftar isi\s?:?", seen="Daftar Isi", place=Place.LABEL),
        Phrase(
            rule="share",
            pattern=r"(?:share this|bagikan(?: (?:ini|artikel|berita))?|sukai ini|like this|copy link|salin tautan|share|shares|tweet|facebook|twitter|whatsapp|telegram|pinterest|linkedin|tumblr|reddit|cetak|surat elektronik|lagi)\s?:?",
            seen="Share this:",
            place=Place.LABEL,
        ),
        TAGS,
        *FOOTERS,
        Phrase(
            rule="script",
            pattern=r"googletag\.cmd\.push.*|var \w{1,60} ?= ?window\..*|\(adsbygoogle.*|window\._\w.*|__tnt.*|__ATA\..*",
            seen="googletag.cmd.push(function() { });",
            place=Place.ANYWHERE,
        ),
        Phrase(rule="comments", pattern=r"(?:\d{1,4} )?komentar", seen="Komentar", place=Place.LABEL),
    ),
)
"""Lines of boilerplate that many newsrooms have in the same words."""
