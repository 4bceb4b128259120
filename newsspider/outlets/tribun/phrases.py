"""Which whole lines of Tribun pages are never story?

Verbatim strings are the field guide's part 3 (real pages and text renderings of 2013 to 2026).
"""

from __future__ import annotations

from newsspider.outlets.phrases import Phrase, phrasebook

_OURS = (
    r"(?:tribun\w*|surya(?:\.co\.id|malang)?|serambi\w*|pos[- ]?kupang|bangka ?pos|pos ?belitung|banjarmasin ?post"
    r"|sripoku|sriwijaya ?post|warta ?kota\w*|prohaba|kompas|kami)"
)
"""Who calls out: a call-out names the newsroom, a sentence about WhatsApp or Google does not."""

BANNERS = (
    Phrase(
        rule="tribunx_banner",
        pattern=r"nikmati berita .{0,60}tribunx.{0,20}",
        seen="Nikmati berita interaktif dan LIVE report 24 jam hanya di TribunX",
    ),
    Phrase(
        rule="tribunx_banner",
        pattern=r"download aplikasi berita tribunx\b.{0,120}",
        seen="Download aplikasi berita TribunX di Play Store atau App Store untuk dapatkan pengalaman baru",
    ),
    Phrase(rule="whatsapp_banner", pattern=r"dapatkan berita pilihan", seen="Dapatkan Berita Pilihan"),
    Phrase(rule="whatsapp_banner", pattern=r"di whatsapp anda", seen="di WhatsApp Anda"),
    Phrase(rule="whatsapp_banner", pattern=r"baca whatsapp \w+", seen="Baca WhatsApp Tribunnews"),
    Phrase(
        rule="whatsapp_banner",
        pattern=rf"\W*(?:ikuti|follow|gabung|join|klik|dapatkan)\b(?=.*\b{_OURS}\b).{{0,120}}\bwhatsapp\b.{{0,200}}",
        seen="Ikuti saluran Tribunnews di WhatsApp",
    ),
    Phrase(
        rule="adblock_wall",
        pattern=r"selamat datang di tribunnews|kami mendeteksi adblocker di perangkatmu|izinkan iklan",
        seen="Kami mendeteksi Adblocker di perangkatmu",
    ),
    Phrase(
        rule="advertisement",
        pattern=r"advertisement|advertorial|iklan|scroll (?:to|untuk) (?:continue|resume|melanjutkan|lanjut)\b.{0,40}",
        seen="ADVERTISEMENT",
    ),
)

CREDITS = (
    Phrase(
        rule="credit_line",
        pattern=r"(?:penulis|reporter|kontributor)\s*:\s*[^|]{2,80}\|\s*editor\s*:\s*.{2,80}",
        seen="Penulis: Magang1 | Editor: El Tjandring",
    ),
    Phrase(
        rule="credit_line",
        pattern=r"(?:penulis|editor|reporter|fotografer|videografer|host|video editor|uploader|sumber)\s*:\s*(?:[^.!?]|\.\w|\b\w\.){2,60}",
        seen="Editor: Pravitri Retno W",
    ),
    Phrase(
        rule="publication_line",
        pattern=r"(?:tayang|diperbarui|diupdate)\s*:\s*.{6,60}",
        seen="Tayang: Senin, 3 November 2025 19:26 WIB",
    ),
    Phrase(rule="photo_zoom", pattern=r"zoom-in\b.{0,300}|lihat foto", seen="lihat foto"),
)

RELATED = (
    Phrase(
        rule="widget_heading", pattern=r"berita rekomendasi|rekomendasi untuk anda", seen="Berita Rekomendasi"
    ),
    Phrase(
        rule="widget_heading",
        pattern=r"berita terkait(?:\s*:.{0,80})?|baca juga|baca juga berita(?: lainnya)?|lihat juga|video pilihan|berita (?:terkini|populer)|tonton juga\s*:?|(?:topik|tag) populer",
        seen="Berita Terkait",
    ),
    Phrase(
        rule="related_table", pattern=r"\|.{0,200}\|?|\|?[-:| ]{3,}\|?", seen="| Warga Temukan Sumur Tua |"
    ),
    Phrase(
        rule="topic_callout",
        pattern=r"(?:berita|artikel)(?: lain(?:nya)?)?(?: yang)? terkait(?: dengan| lainnya)?\b[^.!?]{0,80}",
        seen="Berita lain terkait Rusia dan Ukraina",
    ),
    Phrase(
        rule="topic_callout",
        pattern=r"[^\w>]*(?:baca|simak|ikuti|lihat|cek|update)\s+(?:\w+\s+){0,2}?(?:berita|artikel|informasi|info)\b[^.!?]{0,80}\b(?:lainnya|lain|terkini|terbaru|selengkapnya|menarik)\b(?:[^.!?]|\.(?=\w)){0,140}",
        seen="Baca Berita NTT Lainnya",
    ),
    Phrase(
        rule="callout", pattern=r">{1,}.{3,200}", seen=">>>Ikuti Berita Lainnya di News Google SURYA.co.id"
    ),
    Phrase(
        rule="google_news",
        pattern=rf"\W*(?:baca|simak|ikuti|cek|update|dapatkan|temukan|follow|akses|kunjungi)\b(?=.*\b(?:{_OURS}|berita|artikel)\b)[^!?]{{0,140}}\b(?:google news|news google)\b[^!?]{{0,80}}",
        seen="BACA BERITA SURYA.CO.ID DI GOOGLE NEWS LAINNYA",
    ),
    Phrase(
        rule="telegram",
        pattern=rf"\W*(?:dapatkan|ikuti|gabung|join)\b(?=.*(?:\b{_OURS}\b|t\.me/)).{{0,120}}\btelegram\b.{{0,400}}",
        seen="Dapatkan update berita pilihan setiap hari dari Tribunnews di grup Telegram",
    ),
    Phrase(
        rule="read_more",
        pattern=r"\W*(?:baca|lihat|simak|tonton|saksikan|klik)\s+(?:video(?:nya)?|berita(?:nya)?|foto(?:nya)?|artikel(?:nya)?|informasi)?\s*(?:lengkap(?:nya)?|selengkapnya|asli)?\s*(?:di\s?sini|di bawah ini|berikut ini|selengkapnya|lengkapnya|artikel asli)\s*[:.!]?\W*",
        seen="BACA SELENGKAPNYA DI SINI",
    ),
    Phrase(rule="read_more", pattern=r"(?:link){2,}|\W*link live streaming.{0,100}", seen="LinkLink"),
    Phrase(rule="read_more", pattern=r"lihat artikel asli", seen="Lihat Artikel Asli"),
    Phrase(
        rule="read_more",
        pattern=r"(?:berita |baca )?selengkapnya\s*(?:>+|:)|lihat video(?:-video)?nya\s*[;:.]?",
        seen="Berita selengkapnya >>>",
    ),
)

REPUBLICATION = (
    Phrase(
        rule="republication",
        pattern=rf"[^\w\"“”'‘]{{0,3}}(?:sebagian (?:dari )?|seluruh )?(?:artikel|berita|tulisan) ini (?:telah |sudah |pernah |sebelumnya |juga )*(?:tayang|terbit|dimuat|dipublikasikan|diterbitkan) (?:di|pada) (?=.*(?:dengan judul|\.co|\.id|\b{_OURS}\b)).{{1,600}}",
        seen="Artikel ini telah tayang di Kompas.com dengan judul …",
    ),
)

PAGING = (
    Phrase(
        rule="paging",
        pattern=r"halaman(?:\s*(?:selanjutnya|sebelumnya|\d+|\d+\s*(?:/|dari)\s*\d+))?\s*>*",
        seen="Halaman selanjutnya",
    ),
    Phrase(
        rule="paging", pattern=r"selanjutnya|sebelumnya|tampilkan (?:semua|lainnya)", seen="Tampilkan lainnya"
    ),
)

SCRIPTS = (
    Phrase(
        rule="script",
        pattern=r"googletag\.cmd\.push.*|var \w+ ?= ?window\..*|\(adsbygoogle.*|window\._\w+.*|__tnt.*",
        seen="googletag.cmd.push(function() { googletag.display('div-Inside-MediumRectangle'); });",
    ),
)

FOLLOW = (
    Phrase(
        rule="follow_us",
        pattern=r"ikuti kami(?: juga)?(?: di)?\W*(?:(?:facebook|twitter|instagram|youtube|tiktok|whatsapp|telegram|x|google news|media sosial|sosial media|tribun\w*(?: (?!dan\b)\w+)?)\W*(?:dan\b|&)?\s*)*",
        seen="Ikuti kami di",
    ),
    Phrase(
        rule="footer",
        pattern=r"©\s?\d{4}\s.{0,120}|all right reserved\.?",
        seen="© 2025 TRIBUNnews.com,a subsidiary of KG Media. All Right Reserved",
    ),
    Phrase(
        rule="footer",
        pattern=r"about us help privacy policy.{0,120}",
        seen="About Us Help Privacy Policy Terms of Use Contact Us Pedoman Media Siber Redaksi Info iklan",
    ),
    Phrase(rule="comments", pattern=r"komentar", seen="KOMENTAR"),
    Phrase(rule="text_size", pattern=r"a ?a|text sizes?", seen="AA"),
)

PHRASES = phrasebook(BANNERS, CREDITS, RELATED, REPUBLICATION, PAGING, SCRIPTS, FOLLOW)
