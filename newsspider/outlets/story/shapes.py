"""Shapes of a bare line of text: a caption, a paragraph, a heading, an entry of a list."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsspider.items import BlockKind
from newsspider.outlets.boilerplate.calls import is_attributed, is_field
from newsspider.outlets.boilerplate.marks import Marks
from newsspider.outlets.pages.lines import MarkupLine
from newsspider.text import common_prefix

if TYPE_CHECKING:
    from newsspider.outlets.site import Site

LONGEST_HEADING = 130
"""Characters; a bold line longer than this is an emphasised paragraph."""
TWIN = 60
"""Characters that an alt text and the figcaption under it share at least."""
SHORT_TWIN = 30
"""Characters of a whole caption with which a longer alt text begins."""

BULLETS = "•●▪·◦○►▸‣→»>+*–—-"
"""Characters that stand before an entry of a list, or before the title of another story."""
TABLE_ROW = re.compile(r"(?=[^|]{0,210}\|)\|?\s{0,3}(?P<title>(?!!\[)[^|\s][^|]{9,200}?)\s{0,3}\|?")
"""One row of the related table as text: "| title |", "| title" or "title |"."""
_ITEM = re.compile(r"\d{1,2}\s?[.)]\s?(?=[^\W\d_]|[\"“‘'(])|(?:[a-z][.)]|[-•●▪·◦○►▸‣–*])\s+\S")
"""A number, a letter or a bullet."""
_CREDITED = re.compile(r".{10,600}\((?P<credit>[^()]{3,70})\)\s*", re.DOTALL)
_CREDIT_MARK = re.compile(
    r"/|\.(?:com|co|id)\b|@|\b(?:AFP|EPA|AP|REUTERS|ANTARA|ist|istimewa|dok|dokumentasi|tangkap\w*|instagram|youtube|"
    r"twitter|facebook|tiktok|kolase|humas|net|getty|google|capture|screenshot|pexels"
    r"|pixabay|freepik|shutterstock)\b",
    re.IGNORECASE,
)
_AGENCY = re.compile(
    r"(?<![\w@.])(?:AFP|EPA|AP|REUTERS|Reuters|ANTARA|Antara(?: Foto)?"
    r"|POOL|TASS|Xinhua|HO|BPMI|Google|Getty|GETTY|EFE)(?!\w)(?! [a-z])"
    r"|(?i:(?<!\w)(?:ist|istimewa|dok|dokumentasi|tangkap\w*|screenshot|capture|kolase"
    r"|freepik|pexels|pixabay|shutterstock)(?!\w))"
    r"|(?i:(?<!\w)(?:instagram|youtube|twitter|facebook|tiktok|x)\s?[/@:. ]\s?@?\w)"
    r"|(?i:(?<!\w)(?:humas|biro pers)\s\w)|(?<![\w.])@\w"
)
"""Whose picture it is, in words that no explanation in brackets has."""
_SITE = re.compile(r"(?:[\w-]{2,30}\.){1,2}(?:com|co\.id|co|id|net)(?:\s?/\s?.{2,60})?", re.IGNORECASE)
_DATED = re.compile(r"\(\d{1,2}/\d{1,2}(?:/\d{2,4})?\)")
_KEYED = re.compile(r"[A-Z][A-Z ]{2,40} [-–] \S")
_ONLY_CAPITALS = re.compile(r"^[A-Z]{2,}(?: [A-Z]{2,})+$")
_LATER_ITEM = re.compile(r"(?!1\b)\d")
"""An entry that begins no list: what stands above "2. ..." belongs to entry 1."""
_ELSEWHERE = re.compile(r"\w@|https?:|\.(?:go|ac|or|sch)\.id", re.IGNORECASE)
"""An address to write to or to look at, which credits no picture."""
_ENDS_SENTENCE = re.compile(r"[.,;:!…”\"'’)]$")


_ALT = re.compile(
    r"(?i:foto|swafoto|pas ?foto|kolase foto|ilustrasi|infografis|screenshot"
    r"|(?:tangkap(?:an)?|cuplikan) layar|dok(?:umentasi)?\.?)"
    r"(?::| (?!(?:yang|itu|ini|dan|atau|untuk|sebagai|bukan|tak|tidak|jadi|akan)\b)(?=[a-z(]|\Z)|\Z)"
    r"|(?i:potret|gambar|peta|grafis|grafik) (?:diri|keluarga|bersama|udara|lama|arsip|lokasi|wilayah"
    r"|satelit|kiri|kanan)(?!\w)"
    r"|(?i:swafoto|pas ?foto|kolase foto) [A-Z]|(?:Foto|Potret) (?:[A-Z][\w.]{1,20} ){1,3}bersama\b"
)


def kind_of(line: MarkupLine) -> BlockKind:
    """A numbered or bulleted paragraph is a list item; a short line that is bold throughout, or stands in
    a heading element, is a heading even when numbered."""
    text = line.text
    if line.kind is not BlockKind.PARAGRAPH:
        return line.kind
    if line.bold and len(text) <= LONGEST_HEADING and not text.endswith((".", ",", ";", "”", '"', "*", ")")):
        return BlockKind.HEADING
    return BlockKind.LIST_ITEM if is_item(text) else BlockKind.PARAGRAPH


def is_item(text: str) -> bool:
    """Whether the text opens like an entry of a list."""
    return _ITEM.match(text) is not None


def twins(line: str, below: str) -> bool:
    """Whether two adjacent lines are a picture's alt text and its caption: they begin alike, and the
    second ends with a credit in brackets; either may be the longer one."""
    if not below or not below.endswith(")") or _CREDITED.fullmatch(below) is None:
        return False
    start = below[: below.rfind("(")].rstrip(" .")
    shared = common_prefix(line, below)
    return (
        shared >= TWIN
        or (len(start) > 8 and line.rstrip(" .") == start)
        or shared >= len(start) >= SHORT_TWIN
    )


def is_caption(line: str, marks: Marks) -> bool:
    """Whether a single line is a picture's caption: it ends with a credit in brackets."""
    found = _CREDITED.fullmatch(line)
    if found is None or line.startswith("("):
        return False
    return names_a_source(found["credit"], marks) and re.fullmatch(r"[\d/. ]+", found["credit"]) is None


def is_lone_caption(line: str, outlet: Site) -> bool:
    """Whether a line with no picture near it is a caption.

    Its credit names the picture's owner in words that no explanation in brackets has. A sentence that a
    newsroom's writer signs is a caption only if it is dated or headed like one, or the name is in capitals:
    lost story weighs more.
    """
    if not is_caption(line, outlet.marks) or is_item(line) or is_field(line) or is_attributed(line):
        return False
    start = line.rfind("(")
    credit, text = line[start + 1 :].rstrip(" )"), line[:start].rstrip()
    shown = _DATED.search(text) is not None or _KEYED.match(text) is not None or _ALT.match(text) is not None
    if not any(map(str.isalpha, credit)) or _ELSEWHERE.search(credit):
        return False
    if outlet.marks.newsroom.search(credit):
        name = credit.partition("/")[2]
        return shown or (bool(name) and not text.endswith((".", "!", "?"))) or name.isupper()
    known = _AGENCY.search(credit) or _SITE.fullmatch(credit) or _ONLY_CAPITALS.fullmatch(credit)
    known = known or outlet.marks.lone_credit.search(credit)
    return known is not None or (shown and "/" in credit)


def names_a_source(credit: str, marks: Marks) -> bool:
    """Whether these words say where a picture is from: an agency, a site, a slash, a name in capitals, or the
    newsroom of the page."""
    found = _CREDIT_MARK.search(credit) or _ONLY_CAPITALS.fullmatch(credit) or marks.credit.search(credit)
    return found is not None


def is_alt_text(line: str) -> bool:
    """Whether a short line without a full stop says of a picture what it shows: "Foto diri Ruth Siahaan"."""
    return (
        _ALT.match(line) is not None
        and len(line.split()) <= 14
        and not line.endswith((".", ":", "?", "!", ","))
    )


def is_prose(line: str) -> bool:
    """Whether a line can only be a paragraph: long, and ended like a sentence."""
    return len(line) >= 80 and line.endswith((".", "!", "?", "”", '"', "’", "'", ")", "…"))


def titled(line: str) -> bool:
    """Whether a line is written like a headline: several words, most of them capitalised, no full stop."""
    words = [word for word in line.split() if word[:1].isalpha()]
    capitals = sum(word[0].isupper() for word in words)
    return len(words) >= 4 and not line.endswith(".") and capitals >= 0.6 * len(words)


def is_passed_over(line: str, outlet: Site) -> bool:
    return (
        outlet.phrases.rule(line) is not None
        or outlet.marks.related.fullmatch(line) is not None
        or is_caption(line, outlet.marks)
        or (len(line) > 150 and not _ENDS_SENTENCE.search(line))
    )


def kind_between(line: str, below: str) -> BlockKind:
    """A short line without a full stop is a heading if a longer paragraph follows it."""
    short = len(line) <= 110 and (
        not _ENDS_SENTENCE.search(line) and (not line.endswith("?") or titled(line)) and not line[0].islower()
    )
    opens_list = is_item(below) and _LATER_ITEM.match(below) is None
    leads = len(below) > len(line) and (len(below) >= 60 or below.endswith("."))
    followed = (leads or opens_list) and not (is_item(line) and is_item(below))
    if short and followed and not line.startswith(("-", "•", "*", "(")):
        return BlockKind.HEADING
    return BlockKind.LIST_ITEM if is_item(line) else BlockKind.PARAGRAPH
