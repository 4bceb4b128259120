"""Content sniffing: the kind of a body that is no page, such as a picture, an archive, data or code.

The bytes decide. The server's Content-Type is only repeated in the message: servers call pages octet-streams
and pictures pages.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from newsspider.outlets.pages.guard import UnreadablePage

SAMPLE = 4096
"""Bytes or characters at the beginning of a body that are examined."""
_CONTROLS = bytes(byte for byte in range(32) if byte not in b"\t\n\r\f\x1b")


class NotAPage(UnreadablePage):
    """A body that is no page of a site; the subclass names its kind."""


class Picture(NotAPage):
    """PNG, JPEG, GIF, WebP, SVG and the like."""


class Media(NotAPage):
    """Audio or video."""


class Document(NotAPage):
    """PDF, PostScript, or an office document."""


class Archive(NotAPage):
    """A compressed file: ZIP, RAR, or a body with a compression that no header names."""


class Font(NotAPage):
    """A font file."""


class BinaryData(NotAPage):
    """Bytes that are no text in any encoding of pages."""


class JsonData(NotAPage):
    """JSON or JSONP."""


class XmlData(NotAPage):
    """XML that is neither a page nor a sitemap."""


class Feed(NotAPage):
    """RSS or Atom: lists of a kind that is not read."""


class ScriptCode(NotAPage):
    """JavaScript."""


class StyleSheet(NotAPage):
    """CSS."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Received:
    """A body as received: its address, whether that is a list's, what was expected there, and its size in
    bytes.

    `content_type` is the server's header, empty if missing, None for a file.
    """

    url: str | None
    listed: bool
    expected: str
    size: int
    content_type: str | None = None

    def error(self, kind: type[Exception], found: str) -> Exception:
        """An exception that says what was expected and what was found."""
        return kind(f"expected {self.expected}, found {found} {self.summary}")

    @property
    def summary(self) -> str:
        """Content type and size, for a message."""
        kind = re.sub(r"[^\x21-\x7e]+", " ", self.content_type or "")[:60].strip()
        return f"({kind}, {self.size:,} bytes)" if kind else f"({self.size:,} bytes)"


_SIGNATURES: tuple[tuple[bytes, type[NotAPage], str], ...] = (
    (b"\x89PNG", Picture, "a PNG picture"),
    (b"\xff\xd8\xff", Picture, "a JPEG picture"),
    (b"GIF8", Picture, "a GIF picture"),
    (b"II*\x00", Picture, "a TIFF picture"),
    (b"MM\x00*", Picture, "a TIFF picture"),
    (b"\x00\x00\x01\x00", Picture, "an icon"),
    (b"\x00\x00\x00\x0cjP", Picture, "a JPEG 2000 picture"),
    (b"8BPS", Picture, "a Photoshop picture"),
    (b"\x1aE\xdf\xa3", Media, "a Matroska video"),
    (b"FLV\x01", Media, "a Flash video"),
    (b"\x00\x00\x01\xba", Media, "an MPEG video"),
    (b"0&\xb2u", Media, "a Windows video"),
    (b"%PDF-", Document, "a PDF document"),
    (b"%!PS", Document, "a PostScript document"),
    (b"{\\rtf", Document, "an RTF document"),
    (b"\xd0\xcf\x11\xe0", Document, "an office document"),
    (b"PK\x03\x04", Archive, "a ZIP archive"),
    (b"PK\x05\x06", Archive, "an empty ZIP archive"),
    (b"\x1f\x8b", Archive, "a damaged gzip file"),
    (b"7z\xbc\xaf\x27\x1c", Archive, "a 7z archive"),
    (b"Rar!\x1a", Archive, "a RAR archive"),
    (b"\xfd7zXZ", Archive, "an xz file"),
    (b"\x28\xb5\x2f\xfd", Archive, "a zstd file"),
    (b"\x04\x22\x4d\x18", Archive, "an lz4 file"),
    (b"\x7fELF", BinaryData, "a program"),
    (b"\x00asm", BinaryData, "a WebAssembly program"),
    (b"\xca\xfe\xba\xbe", BinaryData, "a program"),
    (b"SQLite format 3\x00", BinaryData, "a database file"),
    (b"\x00\x01\x00\x00", Font, "a TrueType font"),
)
"""Magic numbers of files that cannot be text."""
_AMBIGUOUS: tuple[tuple[bytes, type[NotAPage], str], ...] = (
    (b"BM", Picture, "a bitmap picture"),
    (b"ID3", Media, "an MP3 file"),
    (b"\xff\xfb", Media, "an MP3 file"),
    (b"OggS", Media, "an Ogg file"),
    (b"fLaC", Media, "a FLAC file"),
    (b"RIFF", Media, "a RIFF file"),
    (b"wOFF", Font, "a WOFF font"),
    (b"wOF2", Font, "a WOFF2 font"),
    (b"OTTO", Font, "an OpenType font"),
    (b"true", Font, "a TrueType font"),
    (b"BZh", Archive, "a bzip2 file"),
    (b"MZ", BinaryData, "a program"),
    (b"FWS", BinaryData, "a Flash program"),
    (b"CWS", BinaryData, "a Flash program"),
)
"""Magic numbers that text may begin with, too: they count only if control characters follow."""


def is_binary(body: bytes) -> bool:
    """Whether the bytes are no text: of the first SAMPLE more than one in a hundred is a control
    character."""
    start = body[:SAMPLE]
    return (len(start) - len(start.translate(None, _CONTROLS))) * 100 > len(start)


def reject_file(body: bytes, received: Received) -> None:
    """Raise the kind of a body that begins like a file that is no text."""
    if body[:1] in b"<\n\r\t " and body[:1]:
        return  # nearly every page
    found = _file_kind(body)
    if found is not None:
        raise received.error(*found)


def reject_binary(body: bytes, received: Received) -> None:
    """Raise BinaryData for bytes that are no text."""
    if is_binary(body):
        raise received.error(BinaryData, "binary data")


def _file_kind(body: bytes) -> tuple[type[NotAPage], str] | None:
    for start, kind, name in _SIGNATURES:
        if body.startswith(start):
            return kind, name
    if body[4:8] == b"ftyp":
        brand = body[8:12].decode("latin-1").lower()
        picture = brand.startswith(("avif", "avis", "hei", "hev", "mif1", "msf1"))
        return (Picture, "a HEIF or AVIF picture") if picture else (Media, "an MP4 video")
    if not is_binary(body):
        return None
    if body.startswith(b"RIFF") and body[8:12] == b"WEBP":
        return Picture, "a WebP picture"
    if body[257:262] == b"ustar":
        return Archive, "a tar archive"
    return next(((kind, name) for start, kind, name in _AMBIGUOUS if body.startswith(start)), None)


_HTML_ROOTS = frozenset(
    """
    html head body title meta link base script style noscript div p span a b i u br hr img table tr td th
    tbody thead h1 h2 h3 h4 h5 h6 ul ol li dl article section main header footer nav form center font iframe
    strong em pre blockquote figure button input label small big template amp-img
    """.split()
)
_FEEDS = {"rss": "an RSS feed", "feed": "an Atom feed", "rdf": "an RSS feed"}
_ROOT = re.compile(r"<([A-Za-z_][\w.-]*(?::[\w.-]+)?)")
_CALL = re.compile(r"(?:/\*\*/)?[A-Za-z_$][\w.$]{0,100}\(\s*[\[{]")
_SCRIPT = re.compile(
    r"\b(?:function\s*+[\w$]*+\s*+\(|(?:var|let|const)\s+[\w${\[]|use strict|typeof |return[ ;(]"
    r"|window\.|document\.|module\.exports|console\.|new [A-Z]\w*\()|=>|===|\$\(|\(function"
)
_RULE = re.compile(r"[\w.#:\]\[\"'=@*,>() -]{1,200}\{\s*[\w-]{1,40}\s*:[^{}<>]{1,400}[;}]")
_BLANKS = "\ufeff \t\r\n"
_AT_RULE = re.compile(r"@(?:charset|import|font-face|media|keyframes)\b")


def root_name(text: str) -> str:
    """The local name of the first element in lower case; empty for a text that begins with no element.
    Declarations, comments and a document type before it are skipped."""
    place, end = 0, len(text)
    while place < end:
        if text[place].isspace() or text[place] == "\ufeff":
            place += 1
        elif text.startswith("<!--", place):
            place = _after(text, "-->", place)
        elif text.startswith("<?", place):
            place = _after(text, ">", place)
        elif text.startswith("<!", place):
            place = _after_doctype(text, place)
        else:
            found = _ROOT.match(text, place)
            return found[1].rpartition(":")[2].lower() if found else ""
    return ""


def _after(text: str, mark: str, place: int) -> int:
    found = text.find(mark, place)
    return found + len(mark) if found >= 0 else len(text)


def _after_doctype(text: str, place: int) -> int:
    """The place after a document type, which may contain declarations in square brackets."""
    end, inner = text.find(">", place), text.find("[", place)
    if 0 <= inner < end:
        return _after(text, ">", _after(text, "]", inner))
    return end + 1 if end >= 0 else len(text)


def reject_data(text: str, received: Received) -> None:
    """Raise the kind of a text that is data: JSON, a feed, a drawing, other XML."""
    found = _data_kind(text)
    if found is not None:
        raise received.error(*found)


def _data_kind(text: str) -> tuple[type[NotAPage], str] | None:
    bare = text.lstrip(_BLANKS)
    if not bare.startswith("<"):  # nearly every page does, and need not be copied
        bare = bare.rstrip(_BLANKS)
    if bare[:1] in ("{", "[") and bare[-1:] in ("}", "]") and re.match(r"[{\[]\s*[\"{\[\]}\d-]", bare):
        return JsonData, "JSON"
    if bare[-2:] in (");", "})", "])") and _CALL.match(bare):
        return JsonData, "JSON in a function call"
    root = root_name(bare)
    if root in _FEEDS:
        return Feed, _FEEDS[root]
    if root == "svg":
        return Picture, "an SVG drawing"
    if root and root not in _HTML_ROOTS and (bare.startswith("<?xml") or not _has_html(bare)):
        return XmlData, f"XML with the root element {root[:40]}"
    return None


def _has_html(text: str) -> bool:
    return re.search(r"<(?:!doctype\s+html|html|body|head|div)\b", text[:100_000], re.IGNORECASE) is not None


def reject_code(text: str, received: Received) -> None:
    """Raise ScriptCode or StyleSheet for a text without tags that looks like code."""
    start, kind = text[: 2 * SAMPLE], (received.content_type or "").lower()
    marks = len(_SCRIPT.findall(start))
    code = marks >= 3 and start.count(";") + start.count("{") >= 4
    if code or "javascript" in kind or "ecmascript" in kind:
        raise received.error(ScriptCode, "JavaScript")
    if "text/css" in kind or len(_RULE.findall(start)) >= 3 or (_AT_RULE.match(start.lstrip())):
        raise received.error(StyleSheet, "a style sheet")
