"""Signatures of the Tribun newsrooms, and other brackets at a story's end.

Sources: docs/tribunnews.md, seen in pages of 2013 to 2026. A signature names a newsroom or a writer. A bracket
with a scripture, a language or a quantity explains the sentence before it; one with a kind of page labels the
page.
"""

from __future__ import annotations

import re

from newsspider.outlets.tribun.openings import DOMAIN

_OPEN, _CLOSE, _INNER = r"[(\[{<]", r"[)\]}>]", r"[^()\[\]{}<>]"
_NAMED = r"(?:Tribun|Serambi|Warta\ ?Kota|Pos[ -]Kupang|Bangka\ ?Pos|Banjarmasin|Sripoku|Sriwijaya|Prohaba|Pos\ ?Belitung)"
_EXPLAINS = r"""(?:
    q\.?s\.?|h\.?r\.?|surah?|surat|ayat|hadis|hadits|kitab|injil|alkitab|mazmur|amsal|al|an|ar|as|at|ad|az|asy|adz
  | bahasa|basa|boso|dialek|logat|ragam|istilah|aksara|sastra|arti|artinya|terjemahan|pepatah|peribahasa|pantun|syair
  | melayu|jawa|sunda|batak|bugis|minang|bali|betawi|madura|aceh|banjar|dayak|sasak|ambon|papua|arab|inggris|belanda
  | portugis|spanyol|latin|sanskerta|indonesia
  | satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|se(?:belas|ratus|ribu|juta|tengah)|puluh|belas|ratus
  | ribu|juta|miliar|triliun|persen|kilogram|gram|kuintal|ton|liter|meter|kilometer|hektare?|rupiah|dolar|jam|menit|detik
  | hari|pekan|minggu|bulan|tahun|derajat|kg|gr|km|cm|mm|ml|ha|rp|usd|idr|wib|wita|wit|dll|dsb|dst|saw|swt|ra
  | sekitar|kira|kurang|lebih|antara(?!\s?/)|termasuk|misalnya|contoh|lihat|bagian|jilid|bab|halaman|edisi|versi|skala|setara|per
  | nomor|pasal|foto|gambar|grafik|tabel|peta|ilustrasi|video|sumber|lagu|film|buku
  | amin|alm|almh|almarhum|almarhumah|wni|wna|hut|asn|pns|tni|polri|dpr|ktp|umkm|phk|uu|uud|muttafaq|riwayat|sahih
  | dari|di|ke|pada|yang|dan|atau|untuk|oleh|dengan|tanpa|sambil|seraya|saat|ketika|tepuk|tertawa|menangis|tidak|bukan
  | belum|sudah|hanya|tak|kanan|kiri
)"""
_LABELS = r"""(?:
    kerja\s?sama(?:\s[\w ]{2,40})?|(?:berita\s)?(?:adv|advetorial|advertorial|advertisement|iklan)|info(?:to)?rial|pariwara
  | promo(?:si|tion)?|bersponsor|sponsored(?:\scontent)?|content\spromotion|konten(?:\s\w{3,12}){1,3}
  | rilis|rls|rilis\spers|siaran\spers|press\srelease|humas(?:\s[\w ]{2,40})?|(?:dis)?kominfo(?:\s[\w ]{2,40})?|foto\s?:\s[\w .]{2,40}
  | opini|kolom|catatan|bersambung|tamat|habis|selesai|berita\sfoto|galeri\sfoto|wawancara|liputan\skhusus|feature
)"""
_NO_NAME = rf"(?!{_INNER}{{0,40}}(?<!\w){_EXPLAINS}(?!\w))(?!\s?{_LABELS}\s?(?:{_CLOSE}|[/,|-]))"
_SITE = (
    rf"(?:[\w-]{{2,30}}\.{DOMAIN}\b"
    r"|(?-i:Tribun\w{0,20}|Serambi|Pos[\ -]Kupang|Bangka\ ?Pos|Surya)(?-i:\ [A-Z]\w{1,20}){0,2})"
)
_ROLE = r"(?:(?:laporan|kontributor|wartawan|reporter|jurnalis|magang|mg|penulis|tim)\s?[:,]?\s)"
_NAME = r"(?-i:[A-Z][\w.'’]{0,30}(?:\ [A-Z][\w.'’]{0,30}){0,4})"
_INITIALS = r"(?:(?-i:[a-z]{1,4}\d{0,3})|\*{1,3})"
_BAR = r"(?:\s?[/,;|&:]\s?|\s[–-]\s|\sdan\s)"

SIGNATURE = re.compile(
    rf"""
    (?<!\s)\s{{0,4}}(?P<signature>
        (?:{_OPEN}(?:                                                        # with a newsroom's name, anywhere
              [^()\[\]{{}}/]{{0,60}}\.{DOMAIN}\s?/{_INNER}{{1,80}}           # (Tribunnews.com/Nama)
            | [^()\[\]{{}}/]{{1,40}}(?:/[^()\[\]{{}}/]{{1,30}})?/[^()\[\]{{}}/]{{0,40}}\.{DOMAIN}   # (tribun jabar/kompas.com), (*/tribunsorong.com)
            | (?:{_NAMED}|Surya)[^()\[\]{{}}/]{{0,40}}/{_INNER}{{1,80}}
            | [^()\[\]{{}}/]{{1,30}}/\s?{_NAMED}[^()\[\]{{}}/]{{0,40}}           # (ANT/Tribun Medan)
            | (?-i:[A-Z])[\w-]{{1,30}}\.{DOMAIN}\s?,\s?(?-i:[A-Z])[\w .'’]{{1,40}}   # (Kompas.com, Nama)
            | (?:laporan\s)?(?:(?:kontributor|wartawan|reporter|jurnalis)\s)?{_NAMED}[\w-]{{0,30}}\s?\.\s?{DOMAIN}(?:\s?[,&|]\s?{_INNER}{{1,60}})?   # (Tribunlombok.com, Nia)
            | {_ROLE}?(?:{_NAME}|{_INITIALS}){_BAR}{_SITE}(?:{_BAR}(?:{_NAME}|{_INITIALS})){{0,3}}          # (Nia, Tribunnews.com)
            | {_ROLE}?{_SITE}(?:{_BAR}(?:{_NAME}|{_INITIALS})){{1,4}}                                     # (Tribunnews.com - Nia)
        ){_CLOSE}[\s.]{{0,4}}){{1,3}}(?:{_OPEN}[\w-]{{2,30}}\.{DOMAIN}{_CLOSE}[\s.]{{0,4}})?
        | (?:\A|(?<=[.!?…"”’'])\s?){_OPEN}(?:Serambi\ Indonesia|antara|kompas|reuters|xinhua|tempo){_CLOSE}[\s.]{{0,4}}
        | (?:\A|(?<=[.!?…"”’'])\s?){_OPEN}(?:(?:dari\s)?berbagai\ssumber(?:/\w{{1,10}})?|(?:tim\s)?redaksi){_CLOSE}[\s.]{{0,4}}
        | (?:\A|(?<=[.!?…"”’'])\s?){_OPEN}{_NO_NAME}(?:                      # else alone, or after a sentence's end
              \*{{1,9}}(?:/[\w*]{{0,4}})?
            | \*?(?-i:[a-z]{{2,4}})\*? | {_ROLE}{_NAME}
            | (?:{_NAME}|{_INITIALS})(?:/(?:{_NAME}|{_INITIALS})){{1,3}}                                   # (ANT/*), (Nia K/Reza D)
            | (?-i:[Tt]ribun\w{{1,30}})(?:\.[a-z.]{{2,6}})? | (?-i:[A-Z])[^()\[\]{{}}/\s]{{1,40}}(?<!\.go)(?<!\.ac)(?<!\.or)\.(?:com|co\.id|id|net)
            | (?-i:[a-z]{{2,4}}(?:/[a-z*]{{1,4}}){{1,3}}) | (?-i:[a-z]{{1,4}}-?\d{{0,3}})     # (map/fsr), (fru), (cr13)
            | (?-i:[A-Z]{{2,4}}|[A-Z]{{1,3}}-?\d{{1,3}}|[A-Z][a-z]{{1,2}}\d{{0,2}})     # (BAS), (K7), (Nia), (Mg2)
            | (?-i:[A-Z][a-z]{{1,20}}/[A-Z][\w .]{{1,40}})
            | (?!(?-i:[A-Z][a-z]{{2,30}}(?:\ [a-z]{{3,30}}){{1,3}})\.?{_CLOSE})       # (Myristica fragrans), a species
              [A-Za-z][\w.'’]{{1,30}}(?:\ [A-Za-z][\w.'’]{{0,30}}){{1,3}}       # (Budi Susanto)
        ){_CLOSE}[\s.]{{0,4}}
        | (?:\A|(?<=[.!?…"”’')\]])\s?)\*{{1,6}}
    )\s{{0,4}}\Z
    """,
    re.VERBOSE | re.IGNORECASE,
)

LABEL = re.compile(
    rf"(?P<label>{_OPEN}\s?{_LABELS}(?:\s?[/,|-]\s?{_INNER}{{1,40}})?\s?{_CLOSE})[\s.]{{0,4}}",
    re.VERBOSE | re.IGNORECASE,
)
"""A label of the page in brackets, such as "(Advertorial)": it signs nothing."""
