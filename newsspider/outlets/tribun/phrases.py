"""Phrases of Tribun pages: whole lines that are never story where they stand.

Verbatim strings as docs/tribunnews.md describes them (real pages and text renderings of 2013 to 2026).
"""

from __future__ import annotations

from newsspider.outlets.boilerplate.phrases import Phrase, Place, phrasebook
from newsspider.outlets.boilerplate.presswords import FOOTERS, REPUBLICATION, VIDEOS
from newsspider.outlets.boilerplate.wording import CREDITS as CREDIT_LINE
from newsspider.outlets.boilerplate.wording import POSITIONS

_OURS = (
    r"(?:tribun\w*|surya(?:\.co\.id|malang)?|serambi\w*|pos[- ]?kupang|bangka ?pos|pos ?belitung|banjarmasin ?post"
    r"|sripoku|sriwijaya ?post|warta ?kota\w*|prohaba)"
)
"""Names in a call-out: it names the newsroom, a sentence about WhatsApp or Google does not."""

BANNERS = (
    Phrase(
        rule="tribunx_banner",
        pattern=r"nikmati berita .{0,60}tribunx.{0,20}",
        seen="Nikmati berita interaktif dan LIVE report 24 jam hanya di TribunX",
        place=Place.ANYWHERE,
    ),
    Phrase(
        rule="tribunx_banner",
        pattern=r"download aplikasi berita tribunx\b.{0,120}",
        seen="Download aplikasi berita TribunX di Play Store atau App Store untuk dapatkan pengalaman baru",
        place=Place.ANYWHERE,
    ),
    Phrase(rule="whatsapp_banner", pattern=r"dapatkan berita pilihan", seen="Dapatkan Berita Pilihan"),
    Phrase(rule="whatsapp_banner", pattern=r"di whatsapp anda", seen="di WhatsApp Anda"),
    Phrase(rule="whatsapp_banner", pattern=rf"baca whatsapp {_OURS}", seen="Baca WhatsApp Tribunnews"),
    Phrase(
        rule="whatsapp_banner",
        pattern=rf"\W{{0,8}}(?:ikuti|follow|gabung|join|klik|dapatkan)\b(?=.{{0,300}}\b{_OURS}\b).{{0,120}}\bwhatsapp\b.{{0,200}}",
        seen="Ikuti saluran Tribunnews di WhatsApp",
    ),
    Phrase(
        rule="adblock_wall",
        pattern=r"selamat datang di tribunnews|kami mendeteksi adblocker di perangkatmu",
        seen="Kami mendeteksi Adblocker di perangkatmu",
        place=Place.ANYWHERE,
    ),
    Phrase(rule="adblock_wall", pattern=r"izinkan iklan", seen="Izinkan iklan", place=Place.LABEL),
    Phrase(
        rule="advertisement",
        pattern=r"\W{0,4}advertisements?\W{0,4}|(?:scroll|gulir) (?:(?:down|ke bawah) )?(?:to|untuk) (?:continue|resume|melanjutkan|lanjut)\b.{0,40}",
        seen="ADVERTISEMENT",
        place=Place.ANYWHERE,
    ),
    Phrase(rule="advertisement", pattern=r"loading\s?\.{2,3}", seen="Loading..."),
    Phrase(rule="advertisement", pattern=r"advertorial|iklan", seen="Advertorial", place=Place.LABEL),
)

CREDITS = (
    Phrase(rule="credit_line", pattern=CREDIT_LINE.pattern, seen="Penulis: Magang1 | Editor: El Tjandring"),
    Phrase(
        rule="publication_line",
        pattern=r"(?:tayang|diperbarui|diupdate|dipublikasikan)\s?:\s?(?:\w{4,6},? )?\d{1,2} \w{3,9} \d{4}(?:\W{1,3}(?:pukul )?\d{1,2}[:.]\d{2}(?: wi(?:b|t|ta))?)?",
        seen="Tayang: Senin, 3 November 2025 19:26 WIB",
    ),
    Phrase(
        rule="author_note",
        pattern=rf"(?:\W{{0,3}}\*\W{{0,3}}penulis\b|\W{{0,3}}penulis(?: (?:adalah|merupakan|ialah)| ?,)(?: seorang)? (?:{POSITIONS})\b)[^!?\"“”]{{2,200}}",
        seen="*) Penulis adalah dosen Universitas Pattimura",
        place=Place.END,
    ),
    Phrase(rule="photo_zoom", pattern=r"zoom-in\b.{0,300}|lihat foto", seen="lihat foto"),
)

RELATED = (
    Phrase(
        rule="widget_heading",
        pattern=r"berita rekomendasi|rekomendasi untuk anda",
        seen="Berita Rekomendasi",
    ),
    Phrase(
        rule="widget_heading",
        pattern=r"berita terkait(?:\s?:.{0,80})?|baca juga(?: berita(?: lainnya)?)?|lihat juga|video pilihan|berita (?:terkini|populer)|tonton juga\s?:?|(?:topik|tag) populer",
        seen="Berita Terkait",
        place=Place.LABEL,
    ),
    Phrase(
        rule="widget_heading",
        pattern=r"pilihan untukmu|sesuai minatmu|tags?|atas",
        seen="Pilihan Untukmu",
        place=Place.LABEL,
    ),
    Phrase(
        rule="related_table",
        pattern=r"\|[^|]{0,200}\|?|[-:| ]{3,200}",
        seen="| Warga Temukan Sumur Tua |",
        place=Place.ANYWHERE,
    ),
    Phrase(
        rule="related_table",
        pattern=r"(?=[^|]*\|)(?:(?:[^|\s:]{1,40}+:?\s){3,40}+\||!\[[^\[\]|]{0,200}\]\([^()|]{0,300}\)\s?\|)",
        seen="Warga Temukan Sumur Tua |",
        place=Place.ANYWHERE,
    ),
    Phrase(
        rule="topic_callout",
        pattern=r"(?:berita|artikel|kabar)(?: lain(?:nya)?)?(?: yang)? terkait(?: dengan| lainnya)?\b[^.!?]{0,80}",
        seen="Berita lain terkait Rusia dan Ukraina",
        place=Place.END,
    ),
    Phrase(
        rule="topic_callout",
        pattern=r"[^\w>]{0,8}(?:baca|simak|ikuti|lihat|cek|update)\s(?:\w{1,30}\s){0,2}?(?:berita|artikel|informasi|info)\b[^.!?]{0,80}\b(?:lainnya|selengkapnya)\b(?:[^.!?]|\.(?=\w)){0,140}",
        seen="Baca Berita NTT Lainnya",
    ),
    Phrase(
        rule="topic_callout",
        pattern=rf"[^\w>]{{0,8}}(?:baca|simak|ikuti|lihat|cek|update)\s(?=.{{0,300}}\b{_OURS}\b)(?:\w{{1,30}}\s){{0,2}}?(?:berita|artikel|informasi|info)\b[^.!?]{{0,80}}\b(?:lain|terkini|terbaru|menarik)\b(?:[^.!?]|\.(?=\w)){{0,140}}",
        seen="Baca Berita Terkini Tribun Jambi",
    ),
    Phrase(
        rule="topic_callout",
        pattern=r"[^\w>]{0,8}(?:baca|simak|ikuti|lihat|cek|update)\s(?:\w{1,30}\s){0,2}?(?:berita|artikel|informasi|info)\b[^.!?]{0,80}\b(?:lain|terkini|terbaru|menarik)\b(?:[^.!?]|\.(?=\w)){0,140}",
        seen="Update berita terbaru panen kopi",
        place=Place.END,
    ),
    Phrase(
        rule="callout", pattern=r">{2,20}.{3,200}", seen=">>>Ikuti Berita Lainnya di News Google SURYA.co.id"
    ),
    Phrase(rule="callout", pattern=r">.{3,200}", seen="> Ikuti Berita Panen Kopi", place=Place.END),
    Phrase(
        rule="google_news",
        pattern=rf"\W{{0,8}}(?:baca|simak|ikuti|cek|update|dapatkan|temukan|follow|akses|kunjungi)\b(?=.{{0,300}}\b(?:{_OURS}|berita|artikel)\b)[^!?]{{0,140}}\b(?:google news|news google|google berita)\b[^!?]{{0,80}}",
        seen="BACA BERITA SURYA.CO.ID DI GOOGLE NEWS LAINNYA",
    ),
    Phrase(
        rule="telegram",
        pattern=rf"\W{{0,8}}(?:dapatkan|ikuti|gabung|join)\b(?=.{{0,600}}(?:\b{_OURS}\b|t\.me/)).{{0,120}}\btelegram\b.{{0,400}}",
        seen="Dapatkan update berita pilihan setiap hari dari Tribunnews di grup Telegram",
    ),
    Phrase(
        rule="read_more",
        pattern=r"\W{0,8}(?:baca|lihat|simak|tonton|saksikan|klik|cek)\s(?:(?:video|berita|foto|artikel)(?:nya)?\s?|informasi\s?)?(?:(?:lengkap(?:nya)?|selengkapnya|asli)\s?)?(?:di\s?sini|di bawah ini|berikut ini|selengkapnya|lengkapnya|artikel asli)\s?[:.!]?\W{0,8}",
        seen="BACA SELENGKAPNYA DI SINI",
    ),
    Phrase(
        rule="read_more",
        pattern=r"\W{0,8}(?:baca|lihat|simak|tonton|saksikan)\s(?:(?:video|berita|foto|artikel)(?:nya)?\s)?(?:selengkapnya|lengkapnya|lengkap)\W{0,8}",
        seen="Lihat video selengkapnya",
    ),
    Phrase(
        rule="read_more",
        pattern=r"(?:link){2,9}|\W{0,8}link live streaming\s?(?:[:>].{0,100}|.{0,60}(?:>{2}|klik|di sini).{0,60})?",
        seen="LinkLink",
    ),
    Phrase(
        rule="read_more",
        pattern=r"\W{0,8}(?:lihat|simak|tonton|saksikan|putar)\s(?:juga\s)?(?:tayangan|video|rekaman|siaran)(?:nya)?\s(?:(?:selengkapnya|lengkapnya|lengkap)\s)?(?:(?:dari|mulai|pada|di)\s)?(?:menit|detik)\b.{0,30}\W{0,4}",
        seen="Lihat tayangan selengkapnya dari menit ke- 04.20:",
    ),
    Phrase(
        rule="video",
        pattern=r"(?:kompas|serambi(?:on)?|tribun\w{0,20})[ .]?(?:tv|tube)\s?:\s(?-i:[A-Z0-9])[^.!?\"“]{15,160}",
        seen="Kompastv: Warga Pulau Menemukan Sumur Tua",
        place=Place.END,
    ),
    Phrase(
        rule="read_more",
        pattern=r"\W{0,8}(?:lihat|simak|tonton|saksikan|cek|klik)\s(?:video|rekaman|tayangan)(?:nya)?(?:\s[\w-]{1,20}){1,6}\sdi\s?sini\W{0,8}",
        seen="Lihat video lengkap Nia Latupono di sini",
    ),
    Phrase(rule="read_more", pattern=r"lihat artikel asli", seen="Lihat Artikel Asli"),
    Phrase(
        rule="callout",
        pattern=r"\W{0,4}(?:tonton|putar|saksikan|simak|play)\b.{0,40}\bsampai (?:habis|tamat|selesai|akhir)\b.{0,20}",
        seen="Tonton sampai habis ya!",
        place=Place.END,
    ),
    Phrase(
        rule="read_more",
        pattern=r"(?:berita |baca )?selengkapnya\s?(?:>{1,9}|:)|lihat video(?:-video)?nya\s?[;:.]?",
        seen="Berita selengkapnya >>>",
    ),
)

ENGLISH = (
    Phrase(
        rule="republication",
        pattern=r"this (?:article|story) (?:(?:was|has been|had been|is|also|first|originally|previously) ){0,4}(?:published|appeared) (?:on|in|at|by) (?-i:[A-Z])[^.!?]{1,80}(?:\.(?:com|co|id)[^.!?]{0,80}){0,2}\.?",
        seen="This article was first published on Kompas.com",
        place=Place.END,
    ),
    Phrase(
        rule="credit_line",
        pattern=r"\(?(?:additional )?(?:reporting|writing|editing|translation)(?: and (?:writing|editing))? by [^.!?]{2,120}\.?\)?",
        seen="Reporting by Nia; Editing by Onco",
        place=Place.END,
    ),
    Phrase(
        rule="read_more",
        pattern=r"(?:click here to )?(?:read|see) more(?: here)?\W{0,4}|continue reading(?: below)?\W{0,4}",
        seen="Click here to read more",
        place=Place.END,
    ),
    Phrase(
        rule="comments",
        pattern=r"comments?(?: \(\d{1,5}\))?|share (?:this )?(?:article|story|post)",
        seen="Share this article",
        place=Place.END,
    ),
)

PAGING = (
    Phrase(
        rule="paging",
        pattern=r"(?:(?:baca|lanjut(?:kan)?(?: ke)?)\s)?halaman(?:\s?(?:selanjutnya|berikutnya|sebelumnya|\d{1,3}|\d{1,3}\s?(?:/|dari)\s?\d{1,3}))?\s?[>»]{0,9}",
        seen="Halaman selanjutnya",
        place=Place.LABEL,
    ),
    Phrase(
        rule="paging",
        pattern=r"(?:\d{1,2}\s){0,12}(?:selanjutnya|berikutnya|sebelumnya)|tampilkan (?:semua|lainnya)|lanjutkan membaca|(?:kembali )?ke atas|load more|(?:next|previous) page",
        seen="Tampilkan lainnya",
        place=Place.LABEL,
    ),
)

SCRIPTS = (
    Phrase(
        rule="script",
        pattern=r"googletag\.cmd\.push.*|var \w{1,60} ?= ?window\..*|\(adsbygoogle.*|window\._\w.*|__tnt.*|\$\(\w.*|!?\(?function\s?\(.*|document\.(?:write|getElement|querySelector).*|(?:fbq|gtag)\(.*",
        seen="googletag.cmd.push(function() { googletag.display('div-Inside-MediumRectangle'); });",
        place=Place.ANYWHERE,
    ),
)

FOLLOW = (
    Phrase(
        rule="follow_us",
        pattern=r"ikuti kami(?: juga)?(?: di)?\W{0,4}(?:(?:facebook|twitter|instagram|youtube|tiktok|whatsapp|telegram|x|google news|media sosial|sosial media|tribun\w{0,20}(?: (?!dan\b)\w{1,30})?)\W{0,3}(?:(?:dan\b|&)\W{0,3})?){0,12}",
        seen="Ikuti kami di",
    ),
    *FOOTERS,
    Phrase(
        rule="footer",
        pattern=r"about us help privacy policy.{0,120}",
        seen="About Us Help Privacy Policy Terms of Use Contact Us Pedoman Media Siber Redaksi Info iklan",
        place=Place.ANYWHERE,
    ),
    Phrase(rule="comments", pattern=r"komentar", seen="KOMENTAR", place=Place.LABEL),
    Phrase(
        rule="comments",
        pattern=r"(?:isi\s)?komentar\b.{0,60}\btanggung jawab (?:penuh |sepenuhnya )?(?:pengguna|pembaca|pengirim|penulis|komentator)\b.{0,60}",
        seen="Isi komentar sepenuhnya adalah tanggung jawab pengguna dan diatur dalam UU ITE.",
        place=Place.END,
    ),
    Phrase(
        rule="comments",
        pattern=r"(?:beri(?:kan)?|tulis(?:kan)?|kirim(?:kan)?|tinggalkan) komentar\w{0,3}(?: anda)?(?: di .{1,30})?\W{0,2}|bagikan(?: (?:artikel|berita|tulisan) ini)?(?: (?:ke|kepada|di) .{1,40})?\W{0,2}",
        seen="Tulis komentar Anda di bawah",
        place=Place.END,
    ),
    Phrase(
        rule="tags",
        pattern=r"(?:tags?|kata kunci|topik)\s?:\s?[^.!?:]{2,150}",
        seen="Tags: kebun pala, Haruku",
        place=Place.END,
    ),
    Phrase(rule="text_size", pattern=r"a ?a|text sizes?", seen="AA", place=Place.LABEL),
)

PHRASES = phrasebook(BANNERS, CREDITS, RELATED, VIDEOS, REPUBLICATION, ENGLISH, PAGING, SCRIPTS, FOLLOW)
