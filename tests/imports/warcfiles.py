"""WARC files for tests, and the pages in them."""

from __future__ import annotations

import gzip
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

STORY = "https://www.tribunnews.com/regional/2021/06/22/{slug}"
HTML = "text/html; charset=UTF-8"


@dataclass(frozen=True, kw_only=True)
class Recorded:
    """A response to be written into a WARC file."""

    url: str
    body: bytes
    at: str = "2021-06-22T05:00:00Z"
    status: str = "200 OK"
    kind: str = "response"
    headers: Sequence[tuple[str, str]] = (("Content-Type", HTML),)


def story(slug: str, text: str = "", at: str = "2021-06-22T05:00:00Z") -> Recorded:
    """A story's page as Tribun had it in 2021."""
    url, title = STORY.format(slug=slug), slug.replace("-", " ").title()
    links = "".join(
        f'<p class="baca">Baca juga: <a href="{STORY.format(slug=f"berita-lain-nomor-{n}")}">Berita Lain Nomor {n}</a></p>'
        for n in range(2)
    )
    body = (
        f'<html><head><link rel="canonical" href="{url}"></head><body><h1 id="arttitle">{title}</h1>'
        f'<div class="txt-article multi-fontsize"><p>TRIBUNNEWS.COM, SOLO - Warga {title} menanam seribu pohon di tepi '
        f"sungai sejak pagi. {text}</p><p>Kepala desa mengatakan pohon itu akan dirawat bersama oleh warga.</p>{links}"
        "</div></body></html>"
    ).encode()
    return Recorded(url=url, body=body, at=at)


def other(number: int, size: int = 2000) -> Recorded:
    """A page of a site that no outlet has."""
    return Recorded(
        url=f"https://news{number}.example.org/a", body=b"<html>" + b"kata " * (size // 5) + b"</html>"
    )


def write(path: Path, pages: Iterable[Recorded], packed: bool = True) -> Path:
    """A WARC file with these responses."""
    records = [
        _record("warcinfo", "", "2021-06-22T05:00:00Z", "application/warc-fields", b"software: tests\r\n")
    ]
    for page in pages:
        headers = "".join(f"{name}: {value}\r\n" for name, value in page.headers)
        block = f"HTTP/1.1 {page.status}\r\n{headers}\r\n".encode() + page.body
        records.append(_record(page.kind, page.url, page.at, "application/http; msgtype=response", block))
    path.write_bytes(b"".join(map(gzip.compress, records) if packed else records))
    return path


def _record(kind: str, url: str, at: str, content_type: str, block: bytes) -> bytes:
    target = f"WARC-Target-URI: {url}\r\n" if url else ""
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{uuid.uuid4()}>\r\nWARC-Date: {at}\r\n"
        f"{target}Content-Type: {content_type}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def chunked(body: bytes) -> bytes:
    half = len(body) // 2
    return b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in (body[:half], body[half:])) + b"0\r\n\r\n"


def encoded(slug: str) -> list[tuple[bytes, tuple[tuple[str, str], ...]]]:
    """A story's body in each encoding, truly stated and not."""
    body = story(slug).body
    packed, gzipped = gzip.compress(body), ("Content-Encoding", "gzip")
    parts = ("Transfer-Encoding", "chunked")
    return [
        (body, ()),
        (packed, (gzipped,)),
        (body, (gzipped,)),
        (chunked(body), (parts,)),
        (body, (parts,)),
        (chunked(packed), (gzipped, parts)),
    ]
