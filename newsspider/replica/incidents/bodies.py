"""Incidents with bodies that are no page of the newsroom: files, scripts, data, empty and other pages."""

from __future__ import annotations

import io
import json
import re
import zipfile
import zlib
from random import Random

from newsspider.replica.incidents.incident import (
    PAGES,
    STORIES,
    IncidentRequest,
    changed,
    edited,
    fixed,
    group,
)
from newsspider.replica.page import HTML, JSON, TEXT, XML, Page

_SIZE = 3000
_PARAGRAPH = re.compile(rb"<p\b[^>]*>.*?</p>", re.S)


def _noise(seed: int) -> bytes:
    return Random(seed).randbytes(_SIZE)


def _png() -> bytes:
    """An image of 40 by 40 grey pixels, and a comment of noise."""
    chunks = (
        (b"IHDR", b"\0\0\0\x28\0\0\0\x28\x08\0\0\0\0"),
        (b"tEXt", b"Comment\0" + _noise(1)),
        (b"IDAT", zlib.compress(b"\0" * 41 * 40)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        len(data).to_bytes(4) + kind + data + zlib.crc32(kind + data).to_bytes(4) for kind, data in chunks
    )


def _zip() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("arsip/kabar.txt", "Kabar desa\n" * 99)
    return packed.getvalue()


def _pdf() -> bytes:
    text = b"BT /F1 12 Tf 72 720 Td (Laporan tahunan koperasi) Tj ET"
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\n2 0 obj<</Length 56>>stream\n"
        + text
        + b"\nendstream endobj\n%%EOF\n"
    )


_JSON = json.dumps({"status": "error", "message": "layanan belum siap", "data": None}).encode()
_JSON_STORY = json.dumps(
    [{"id": n, "judul": f"Kabar desa nomor {n}", "isi": "Warga menanam kopi. " * 20} for n in range(9)]
).encode()
_SCRIPT = "".join(
    f"function kabar{n}(a,b){{return a<b?'Warga menanam kopi':\"{n}\";}}\n" for n in range(60)
).encode()
_STYLE = b".kabar{margin:0 auto;color:#333}\n@media (max-width:640px){.kabar{display:none}}\n" * 30
_RSS = (
    b'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Kabar</title>'
    b"<item><title>Warga menanam kopi</title><link>https://contoh.example/a</link></item></channel></rss>"
)
_FILES = {
    "png": (_png(), "image/png"),
    "gif": (b"GIF89a\x28\0\x28\0\x80\0\0" + _noise(2) + b"\0;", "image/gif"),
    "jpeg": (b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0" + _noise(3), "image/jpeg"),
    "webp": (b"RIFF\xc0\x0b\0\0WEBPVP8 " + _noise(4), "image/webp"),
    "pdf": (_pdf(), "application/pdf"),
    "zip": (_zip(), "application/zip"),
    "mp4": (b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + _noise(5), "video/mp4"),
    "font": (b"wOF2" + _noise(6), "font/woff2"),
    "noise": (_noise(7), "application/octet-stream"),
    "json": (_JSON, JSON),
    "json_stories": (_JSON_STORY, JSON),
    "script": (_SCRIPT, "application/javascript"),
    "style": (_STYLE, "text/css"),
    "rss": (_RSS, XML),
}
_FALSE_TYPES = {
    "png": HTML,
    "gif": HTML,
    "jpeg": TEXT,
    "pdf": HTML,
    "zip": HTML,
    "noise": HTML,
    "json": HTML,
    "json_stories": TEXT,
    "script": HTML,
    "style": TEXT,
}


def _other_story(request: IncidentRequest) -> Page:
    """A cache error: every address has the page of one story, with that story's canonical address."""
    card = request.newsroom.card_at(request.newest())
    return changed(request.newsroom.page(card.host.domain, card.path))


def _story_of_another_host(request: IncidentRequest) -> Page:
    others = [host for host in request.newsroom.hosts if host is not request.host]
    serial = request.newsroom.chronicle.newest((others or [request.host])[0], None, 1)[0]
    card = request.newsroom.card_at(serial)
    return changed(request.newsroom.page(card.host.domain, card.path))


def _shuffled(request: IncidentRequest) -> Page:
    """Another cache error: each address has the page of some other story of the host."""
    place = sum(request.target.partition("?")[0].encode()) % 9
    card = request.newsroom.card_at(request.newest(place))
    return changed(request.newsroom.page(card.host.domain, card.path))


def _front(request: IncidentRequest) -> Page:
    return changed(request.newsroom.page(request.host.domain, "/"))


def _sitemap(request: IncidentRequest) -> Page:
    return changed(request.newsroom.page(request.host.domain, "/sitemap.xml"))


def _teaser(body: bytes) -> bytes:
    """The first fifth of a story's paragraphs, and an offer."""
    paragraphs = list(_PARAGRAPH.finditer(body))
    if len(paragraphs) < 5:
        return body
    end = paragraphs[len(paragraphs) // 5].start()
    offer = b'<div class="langganan"><b>Lanjutkan membaca dengan berlangganan.</b></div>'
    return body[:end] + offer + body[paragraphs[-1].end() :]


INCIDENTS = (
    *group(
        STORIES,
        {
            **{f"{name}_at_stories": fixed(body, kind) for name, (body, kind) in _FILES.items()},
            **{f"{name}_as_page": fixed(_FILES[name][0], kind) for name, kind in _FALSE_TYPES.items()},
            "empty_at_stories": fixed(b""),
            "blank_at_stories": fixed(b" \r\n\t" * 700),
            "other_story_at_stories": _other_story,
            "story_of_another_host": _story_of_another_host,
            "shuffled_stories": _shuffled,
            "front_at_stories": _front,
            "sitemap_at_stories": _sitemap,
        },
    ),
    *group(
        STORIES,
        {
            "paywall_teaser": edited(_teaser),
            "story_without_text": edited(lambda body: _PARAGRAPH.sub(b"", body)),
        },
        misleads=True,
    ),
    *group(
        PAGES,
        {
            "png_everywhere": fixed(*_FILES["png"]),
            "json_everywhere": fixed(*_FILES["json"]),
            "empty_everywhere": fixed(b""),
        },
    ),
)
