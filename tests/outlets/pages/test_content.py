"""Tests of content sniffing: what is no page is a rejection that names its kind (cases E3, E4)."""

from __future__ import annotations

import base64
import gzip
import json
import random
import struct
import zipfile
import zlib
from html import escape
from io import BytesIO

import pytest

from newsspider.items import Article, Listing, Rejection
from newsspider.outlets.tribun import TRIBUN

STORY_AT = "https://www.tribunnews.com/news/7858656/kopi"
LIST_AT = "https://www.tribunnews.com/sitemap-news.xml"
FRONT_AT = "https://www.tribunnews.com/"
NOISE = random.Random(5).randbytes(3000)


def page(text: str = "", head: str = "", before: str = "") -> str:
    """A story's page; `text` stands in it as a further paragraph."""
    return (
        f'{before}<!DOCTYPE html><html><head><title>Kopi Lereng</title>{head}</head><body><div id="article">'
        '<h1 id="arttitle">Kopi Lereng Dipanen</h1><div class="side-article txt-article multi-fontsize">'
        "<p><strong>TRIBUNNEWS.COM, SURYALAYA</strong> - Warga memanen kopi di lereng pada Sabtu pagi bersama.</p>"
        f"<p>Panen itu berlangsung sejak subuh dan diikuti puluhan keluarga.</p>{text}</div></div></body></html>"
    )


RENDERING = (
    "Kopi Lereng Dipanen\nPenulis: Kirana Ayu\nEditor: Bagas Putra\n"
    "TRIBUNNEWS.COM, SURYALAYA - Warga memanen kopi di lereng pada Sabtu pagi bersama anak mereka.\n"
    "Panen itu berlangsung sejak subuh dan diikuti puluhan keluarga dari tiga desa.\n"
)


def zipped() -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("kopi.txt", RENDERING)
    return file.getvalue()


def png() -> bytes:
    rows = zlib.compress(bytes(3001))
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", len(rows)) + b"IDAT" + rows


BINARIES: dict[str, tuple[str, bytes, str, str]] = {
    "png": ("image/png", png(), "Picture", "a PNG picture"),
    "png noise as html": ("text/html", b"\x89PNG\r\n\x1a\n" + NOISE, "Picture", "a PNG picture"),
    "jpeg": ("image/jpeg", b"\xff\xd8\xff\xe0\x00\x10JFIF" + NOISE, "Picture", "a JPEG picture"),
    "gif": ("image/gif", b"GIF89a\x01\x00\x01\x00" + NOISE, "Picture", "a GIF picture"),
    "webp": ("image/webp", b"RIFF\x24\x00\x00\x00WEBPVP8 " + NOISE, "Picture", "a WebP picture"),
    "avif": ("image/avif", b"\x00\x00\x00\x20ftypavif" + NOISE, "Picture", "a HEIF or AVIF picture"),
    "bmp": ("image/bmp", b"BM" + NOISE, "Picture", "a bitmap picture"),
    "ico": ("image/x-icon", b"\x00\x00\x01\x00\x01\x00" + NOISE, "Picture", "an icon"),
    "svg": (
        "image/svg+xml",
        b'<?xml version="1.0"?><svg xmlns="x"><text>Kopi</text></svg>',
        "Picture",
        "an SVG drawing",
    ),
    "mp4": ("video/mp4", b"\x00\x00\x00\x18ftypmp42" + NOISE, "Media", "an MP4 video"),
    "webm": ("video/webm", b"\x1aE\xdf\xa3" + NOISE, "Media", "a Matroska video"),
    "mp3": ("audio/mpeg", b"ID3\x03\x00" + NOISE, "Media", "an MP3 file"),
    "pdf": ("application/pdf", b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\n", "Document", "a PDF document"),
    "office": (
        "application/msword",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + NOISE,
        "Document",
        "an office document",
    ),
    "rtf": ("text/rtf", b"{\\rtf1\\ansi Kopi Lereng}", "Document", "an RTF document"),
    "zip": ("application/zip", zipped(), "Archive", "a ZIP archive"),
    "gzip of noise": ("application/gzip", gzip.compress(NOISE), "BinaryData", "binary data"),
    "damaged gzip": ("text/html", b"\x1f\x8b\x08\x00" + NOISE, "Archive", "a damaged gzip file"),
    "xz": ("application/x-xz", b"\xfd7zXZ\x00" + NOISE, "Archive", "an xz file"),
    "zstd nobody named": ("text/html", b"\x28\xb5\x2f\xfd" + NOISE, "Archive", "a zstd file"),
    "tar": (
        "application/x-tar",
        b"kopi.txt".ljust(257, b"\x00") + b"ustar\x0000" + bytes(200),
        "Archive",
        "a tar archive",
    ),
    "woff": ("font/woff2", b"wOF2" + NOISE, "Font", "a WOFF2 font"),
    "wasm": ("application/wasm", b"\x00asm\x01\x00\x00\x00" + NOISE, "BinaryData", "a WebAssembly program"),
    "elf": ("application/octet-stream", b"\x7fELF" + NOISE, "BinaryData", "a program"),
    "noise": ("text/html; charset=utf-8", NOISE, "BinaryData", "binary data"),
    "noise as text": ("text/plain", NOISE[::-1], "BinaryData", "binary data"),
    "zeros": ("text/html", bytes(3000), "BinaryData", "binary data"),
}

TEXTS: dict[str, tuple[str, str, str]] = {
    "json error": ("application/json", '{"error": {"code": 500, "message": "Internal"}}', "JsonData"),
    "empty json": ("application/json", "{}", "JsonData"),
    "empty list": ("text/html", " [ ]\n", "JsonData"),
    "json with a story in it": ("text/html", json.dumps({"html": page().replace('"', "'")}), "JsonData"),
    "jsonp": ("text/javascript", 'muat({"judul": "Kopi Lereng"});', "JsonData"),
    "xml error": (
        "application/xml",
        "<?xml version='1.0'?><Error><Code>AccessDenied</Code></Error>",
        "XmlData",
    ),
    "xml without a declaration": ("text/xml", "<Response><Status>gagal</Status></Response>", "XmlData"),
    "rss": ("application/rss+xml", '<rss version="2.0"><channel><title>Kopi</title></channel></rss>', "Feed"),
    "atom": ("text/xml", '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"/>', "Feed"),
    "css": (
        "text/css",
        "@charset 'utf-8';\nbody { margin: 0; color: #333; }\n.kopi a:hover, h1 { color: red; }\n",
        "StyleSheet",
    ),
    "css as text": ("text/plain", "\n".join(f".k{n} {{ margin: {n}px; }}" for n in range(9)), "StyleSheet"),
    "javascript": (
        "application/javascript",
        "(function(){var a=window.kopi||{};function b(x){return x===1}document.title=b(a)?'a':'b';})();",
        "ScriptCode",
    ),
    "javascript as html": (
        "text/html",
        "'use strict';\nconst kopi = require('kopi');\nlet n = 0;\nmodule.exports = { n };\nconsole.log(n);\n",
        "ScriptCode",
    ),
}

NOTICES: dict[str, tuple[str, str]] = {
    "a notice of four lines": (
        "text/plain",
        "Situs kami sedang dalam perawatan.\n\nTeknisi bekerja sepanjang malam di ruang mesin.\n"
        "Silakan datang lagi besok pagi untuk membaca kabar.\nTerima kasih.\n",
    ),
    "base64": ("text/plain", base64.b64encode(NOISE).decode()),
    "a stack trace": (
        "text/plain",
        'Traceback (most recent call last):\n  File "kopi.py", line 3, in <module>\n    seduh()\nRuntimeError: dingin\n',
    ),
    "a java trace": (
        "text/plain",
        "java.lang.NullPointerException: kopi\n\tat id.kopi.Seduh.main(Seduh.java:12)\n\tat id.kopi.Air.run(Air.java:7)\n",
    ),
    "php warnings": (
        "text/html",
        "Warning: include(kopi.php): failed to open stream in /srv/w.php on line 3\n",
    ),
    "ok": ("text/plain", "OK\n"),
    "csv": ("text/csv", "nama;jumlah\nkopi;3\nteh;4\n" * 20),
    "a login in words": (
        "text/plain",
        "Silakan masuk ke jaringan hotel.\nNama pengguna dan kata sandi ada di kamar.\n",
    ),
    "utf-16 notice": ("text/plain", "Layanan berhenti sebentar malam ini karena listrik padam di gedung."),
}

PAGES: dict[str, tuple[str, str]] = {
    "a notice of maintenance": (
        "<html><head><title>Sedang Perawatan</title></head><body><h1>Kami segera kembali</h1><p>Mohon maaf.</p></body></html>",
        "MaintenanceNotice",
    ),
    "maintenance in english": (
        "<html><title>Site maintenance</title><body><div>Back at 6.</div></body></html>",
        "MaintenanceNotice",
    ),
    "an error with 200": (
        "<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center></body></html>",
        "ErrorPage",
    ),
    "not found with 200": (
        "<html><title>Tribun</title><body><h1>404</h1><p>Halaman tidak ditemukan</p></body></html>",
        "ErrorPage",
    ),
    "php dies": (
        "<br />\n<b>Fatal error</b>:  Uncaught Exception in <b>/srv/a.php</b> on line <b>9</b><br />",
        "ErrorPage",
    ),
    "a captive portal": (
        "<html><head><title>Wi-Fi Login</title></head><body><form><input name=u><input type=password></form></body></html>",
        "LoginPage",
    ),
    "a login page": (
        "<html><title>Sign in to continue</title><body><form action=/login></form></body></html>",
        "LoginPage",
    ),
    "a parked domain": (
        "<html><title>tribun</title><body><p>This domain is for sale. Buy this domain.</p></body></html>",
        "ParkedDomain",
    ),
    "a check for robots": (
        "<html><title>Just a moment...</title><body><noscript>x</noscript></body></html>",
        "AccessWall",
    ),
    "an ad-block wall": (
        "<html><title>Tribun</title><body><p>Kami mendeteksi adblocker di perangkatmu. Matikan dahulu.</p></body></html>",
        "AccessWall",
    ),
    "a filter of the provider": (
        "<html><title>Internet Positif</title><body>Situs ini diblokir</body></html>",
        "AccessWall",
    ),
    "a page of another form": (
        "<html><title>Kebun Kita</title><body><h2>Kebun</h2><p>"
        + "Tanaman tumbuh subur di kebun. " * 60
        + "</p></body></html>",
        "NoLayout",
    ),
}


def rejected(body: bytes, url: str, kind: str) -> Rejection:
    outcome = TRIBUN.read(body, url, content_type=kind)
    assert isinstance(outcome, Rejection), outcome
    assert outcome.body == body
    assert outcome.detail.isprintable()
    assert "expected" in outcome.detail
    return outcome


@pytest.mark.parametrize("url", [STORY_AT, LIST_AT, FRONT_AT])
@pytest.mark.parametrize("name", BINARIES)
def test_file_is_rejected_by_kind(name: str, url: str) -> None:
    """Case E3."""
    kind, body, reason, named = BINARIES[name]
    outcome = rejected(body, url, kind)
    assert outcome.reason == reason
    assert f"found {named} ({kind}, {len(body):,} bytes)" in outcome.detail
    assert f"expected a {'page' if url == STORY_AT else 'list'} of tribun" in outcome.detail


@pytest.mark.parametrize("name", BINARIES)
def test_file_is_rejected_despite_its_content_type(name: str) -> None:
    """Case E3."""
    _, body, reason, _ = BINARIES[name]
    for kind in ("text/html", "text/plain", "", None):
        assert TRIBUN.read(body, STORY_AT, content_type=kind).reason == reason  # type: ignore[union-attr]


@pytest.mark.parametrize("url", [STORY_AT, LIST_AT, FRONT_AT])
@pytest.mark.parametrize("name", TEXTS)
def test_data_and_code_are_rejected(name: str, url: str) -> None:
    """Case E4."""
    kind, text, reason = TEXTS[name]
    assert rejected(text.encode(), url, kind).reason == reason


@pytest.mark.parametrize("url", [STORY_AT, LIST_AT, FRONT_AT])
@pytest.mark.parametrize("name", NOTICES)
def test_text_without_marks_is_rejected(name: str, url: str) -> None:
    """Case E4."""
    kind, text = NOTICES[name]
    body = text.encode("utf-16" if name.startswith("utf-16") else "utf-8")
    outcome = rejected(body, url, kind)
    assert "plain text" in outcome.detail


@pytest.mark.parametrize("url", [STORY_AT, LIST_AT, FRONT_AT])
@pytest.mark.parametrize("name", PAGES)
def test_html_notice_is_rejected_by_kind(name: str, url: str) -> None:
    """Case E4."""
    html, reason = PAGES[name]
    assert rejected(html.encode(), url, "text/html").reason == reason


def test_error_in_story_layout_is_rejected() -> None:
    """Case E4."""
    html = page().replace("Kopi Lereng Dipanen", "404 - Halaman Tidak Ditemukan")
    assert rejected(html.encode(), STORY_AT, "text/html").reason == "ErrorPage"


LAYOUT_NOTICES = [
    (
        "Situs Sedang Dalam Pemeliharaan",
        "Kami akan segera kembali. Terima kasih atas kesabaran Anda.",
        "MaintenanceNotice",
    ),
    ("Konten Tidak Tersedia", "Konten yang Anda cari sudah dipindahkan ke tempat lain.", "ErrorPage"),
    ("Mohon Maaf", "Terjadi gangguan pada layanan kami, coba beberapa saat lagi.", "ErrorPage"),
    ("Akses Dibatasi", "Anda telah membuka terlalu banyak halaman, tunggulah sebentar.", "ErrorPage"),
    ("Silakan Masuk", "Masuk dahulu untuk membaca seluruh cerita ini bersama kami.", "LoginPage"),
    ("Ups, ada yang salah", "Tim kami sedang memeriksa mesin di ruang bawah tanah.", "ErrorPage"),
]


@pytest.mark.parametrize(("headline", "text", "reason"), LAYOUT_NOTICES)
def test_notice_in_story_layout_is_rejected(headline: str, text: str, reason: str) -> None:
    """Case E4: nothing on the page says that it is a story."""
    html = page().replace("Kopi Lereng Dipanen", headline)
    start, end = html.index("<p>"), html.rindex("</p>")
    outcome = rejected(f"{html[:start]}<p>{text}{html[end:]}".encode(), STORY_AT, "text/html")
    assert (outcome.reason, repr(headline) in outcome.detail) == (reason, True)


@pytest.mark.parametrize("url", [STORY_AT, "https://solo.tribunnews.com/2026/07/24/harga-gula-aren-naik"])
def test_page_about_the_site_in_story_layout_is_rejected(url: str) -> None:
    """Case E4: neither a sign of a story nor a word of its address."""
    about = (
        "Kami adalah newsroom yang berdiri sejak 2010 dan menyajikan kabar bagi pembaca di seluruh negeri."
    )
    html = page(head='<link rel="canonical" href="https://www.tribunnews.com/about">').replace(
        "Kopi Lereng Dipanen", "Tentang Kami"
    )
    start, end = html.index("<p>"), html.rindex("</p>")
    outcome = rejected(f"{html[:start]}<p>{about}{html[end:]}".encode(), url, "text/html")
    assert outcome.reason == "NoLayout"


@pytest.mark.parametrize("url", [STORY_AT, "https://solo.tribunnews.com/2026/07/24/harga-gula-aren-naik"])
def test_text_without_words_of_its_address_is_rejected(url: str) -> None:
    """Case E4: a notice with a dateline."""
    notice = (
        "Pengumuman Perawatan Sistem Tribunnews\n\nTRIBUNNEWS.COM, JAKARTA - Kami memindahkan peladen ke gedung"
        " baru malam ini, silakan berkunjung lagi besok pagi.\n\n(tribunnews.com)\n"
    )
    assert rejected(notice.encode(), url, "text/plain").reason == "PlainText"


@pytest.mark.parametrize(
    "mark",
    [
        "<p>TRIBUNNEWS.COM, AMBON - Mohon maaf, kata kapten.</p>",
        '<div id="penulis">Penulis: Nia Latupono</div>',
        "<time>Senin, 9 November 2026 07:15 WIB</time>",
        "<p>(Tribunnews.com/Nia)</p>",
    ],
)
def test_short_story_with_words_of_a_notice_is_read(mark: str) -> None:
    """Case E4, the other way."""
    html = page().replace("Kopi Lereng Dipanen", "Mohon Maaf dari Kapten Kapal")
    start, end = html.index("<p>"), html.rindex("</p>")
    body = f"{html[:start]}<p>Mohon maaf, kapal itu tidak tersedia sampai Senin.</p>{mark}{html[end + 4 :]}"
    assert isinstance(TRIBUN.read(body.encode(), STORY_AT, content_type="text/html"), Article)


READ: dict[str, tuple[str | None, bytes]] = {
    "as octet-stream": ("application/octet-stream", page().encode()),
    "as a picture": ("image/png", page().encode()),
    "as text": ("text/plain", page().encode()),
    "without a type": ("", page().encode()),
    "from a file": (None, page().encode()),
    "xhtml": ("application/xhtml+xml", page(before='<?xml version="1.0" encoding="utf-8"?>\n').encode()),
    "below warnings of PHP": (
        "text/html",
        page(before="<br />\n<b>Warning</b>: kopi in /srv/a.php<br />\n").encode(),
    ),
    "below a warning in words": (
        "text/html",
        page(before="Warning: kopi in /srv/a.php on line 3\n").encode(),
    ),
    "below a comment": ("text/html", page(before="<!-- cache 3 -->\n\n").encode()),
    "utf-16": ("text/html; charset=utf-16", page().encode("utf-16")),
    "utf-16 without a mark": ("text/html", page().encode("utf-16-le")),
    "utf-32": ("text/html", page().encode("utf-32")),
    "windows-1252": ("text/html", page("<p>Harga \u201cnaik\u201d lagi.</p>").encode("cp1252")),
    "gzipped file": ("application/gzip", gzip.compress(page().encode())),
    "gzipped twice": ("application/gzip", gzip.compress(gzip.compress(page().encode()))),
    "a few NULs": ("text/html", page("<p>Kopi\x00 dan teh.</p>").encode()),
    "about errors": (
        "text/html",
        page("<p>Situs itu memuat tulisan 404 Not Found dan Internal Server Error.</p>").encode(),
    ),
    "with code in it": ("text/html", page("<p>var kopi = 1; function seduh() { return kopi; }</p>").encode()),
    "a rendering": ("text/plain; charset=utf-8", RENDERING.encode()),
    "a rendering as html": ("text/html", RENDERING.encode()),
    "a rendering in utf-16": ("text/plain", RENDERING.encode("utf-16")),
}


@pytest.mark.parametrize("name", READ)
def test_story_is_read_despite_its_content_type(name: str) -> None:
    """Cases E3 and E4, the other way."""
    kind, body = READ[name]
    outcome = TRIBUN.read(body, STORY_AT, content_type=kind)
    assert isinstance(outcome, Article), outcome
    assert outcome.headline == "Kopi Lereng Dipanen"
    assert "puluhan keluarga" in outcome.text


def test_story_about_404_page_is_read() -> None:
    html = page().replace("Kopi Lereng Dipanen", "Band 404 Not Found Merilis Album di Kampung Kopi")
    assert isinstance(TRIBUN.read(html.encode(), STORY_AT, content_type="text/html"), Article)


def test_story_at_list_address_is_rejected() -> None:
    outcome = rejected(page().encode(), FRONT_AT, "text/html")
    assert outcome.reason == "StoryInstead"
    assert "'Kopi Lereng'" in outcome.detail


def test_list_is_read_despite_its_content_type() -> None:
    body = f"<urlset><url><loc>{STORY_AT}</loc></url></urlset>".encode()
    for kind in ("text/html", "text/plain", "application/octet-stream", "", None):
        outcome = TRIBUN.read(body, LIST_AT, content_type=kind)
        assert isinstance(outcome, Listing)
        assert [link.url for link in outcome.links] == [STORY_AT]


UNFILLED = (
    "{{ article.title }}",
    "Berita: {{title}}",
    "undefined",
    "null",
    "[object Object]",
    "${judul}",
    "<%= t %>",
)


@pytest.mark.parametrize("headline", UNFILLED)
def test_template_that_was_not_filled_is_no_story(headline: str) -> None:
    """Case E3: such a headline also stood over the right text, and replaced the right one."""
    found = rejected(page().replace("Kopi Lereng Dipanen", escape(headline)).encode(), STORY_AT, "text/html")
    assert found.reason == "ErrorPage"
    assert repr(headline) in found.detail
    article = TRIBUN.read(page().replace("Kopi Lereng", "Undefined Behavior:").encode(), STORY_AT)
    assert isinstance(article, Article)
