"""How Tribun newsrooms open, sign and cross-refer their stories.

Sources: docs/tribunnews.md, seen in pages of 2013 to 2026.
"""

from __future__ import annotations

import re

from newsspider.outlets.boilerplate.marks import Marks
from newsspider.outlets.tribun.openings import DATELINE, REPORTER, ROLES
from newsspider.outlets.tribun.signatures import LABEL, SIGNATURE

__all__ = [
    "DATELINE",
    "MARKS",
    "NEWSROOM",
    "PRODUCT",
    "RELATED",
    "REPORTER",
    "REPUBLISHED",
    "SIGNATURE",
    "TOPIC",
]

RELATED = re.compile(
    r"[\W_]{0,4}(?:(?P<also>(?:baca|simak|lihat|tonton|cek)\s{1,3}(?:juga|selengkapnya|berita)(?: (?:video|foto|berita))?|(?:see|read|watch) also|also read"
    r"|read more|related(?: (?:story|stories|news|article|articles))?|(?:berita|artikel) terkait)|baca|simak|lihat)"
    r"\s{0,3}[*_]{0,2}(?:[:：]{1,3}|(?(also)[;|>»→–\]-]{1,3}\s|(?!))|(?<=[Jj][Uu][Gg][Aa])\s(?=(?-i:[A-Z0-9]\S{1,30} [A-Z0-9]))(?!.*\.\Z))\s{0,3}(?P<title>\S.*)?",
    re.IGNORECASE,
)
"""A line that names another story; `also` is set where the words say so themselves."""

REPUBLISHED = re.compile(
    r".{0,120}?\b(?:(?:tayang|terbit|dimuat|dipublikasikan|diterbitkan)\s(?:di|pada)|(?:published|appeared)\s(?:on|in|at|by))\s(?P<source>[\w-]{1,60}(?:\.[\w-]{1,20}){0,4}(?-i: [A-Z]\w{1,30})?)\b.*",
    re.IGNORECASE | re.DOTALL,
)
"""The closing note "Artikel ini telah tayang di ... dengan judul ..." names the source of the story."""

TOPIC = re.compile(
    r"\W{0,8}(?:berita|artikel|kabar|kisah|liputan)(?: lain(?:nya)?)?(?: yang)? terkait(?: dengan)?\s(?P<topic>\S[^.!?:]{2,78})",
    re.IGNORECASE,
)
"""The call "Berita lain terkait ..." names the page's topic."""

NEWSROOM = re.compile(
    r"(?<!\w)(?:Super ?skor|SUPERSKOR|Tribun(?!\w)|Tribun[A-Za-z]\w{1,30}|TRIBUN[A-Z]{0,30}|tribun[a-z]{2,30}\.(?:com|co)|Serambi(?:news| Indonesia)"
    r"|SERAMBINEWS|Pos[ -]Kupang|POS[ -]KUPANG|Bangka ?[Pp]os|BANGKA ?POS|Pos ?[Bb]elitung|Banjarmasin ?[Pp]ost|Sriwijaya Post|Sripoku"
    r"|Warta ?[Kk]ota\w{0,10}|Prohaba|(?:Surya|SURYA|surya)\.(?:co\.id|CO\.ID)|Surya ?[Mm]alang|SURYAMALANG)(?!\w)"
)
BRANDS = (
    "tribun",
    "serambi",
    "kupang",
    "bangka",
    "belitung",
    "banjarmasin",
    "sriwijaya",
    "sripoku",
    "warta",
    "prohaba",
    "surya",
    "super",
)
"""A part of every name that NEWSROOM and PRODUCT find."""
PRODUCT = re.compile(
    r"(?<!\w)(?:tribun ?x|tribun ?plus|tribun ?\+|tribun ?premium|tribun ?prime|aplikasi tribun\w*)(?!\w)",
    re.IGNORECASE,
)
"""What the network sells or gives away: its app and its memberships."""
MEMBERSHIP = re.compile(r"(?<!\w)tribun ?(?:plus|premium)(?!\w)", re.IGNORECASE)
"""The network's membership, by its names."""
CREDIT = re.compile(r"\btribun\w*\b", re.IGNORECASE)
LONE_CREDIT = re.compile(
    r"(?i:(?<!\w)tribun\w*\s?/(?!\w)|\Atribun\w{2,20}\Z)|(?<![\w@.])(?:KOMPAS|Kompas)(?!\w)(?! [a-z])"
)
"""Owners of pictures: the network, and its sister. In small letters the word is also a grandstand."""

MARKS = Marks(
    dateline=DATELINE,
    reporter=REPORTER,
    signature=SIGNATURE,
    related=RELATED,
    republished=REPUBLISHED,
    label=LABEL,
    topic=TOPIC,
    newsroom=NEWSROOM,
    product=PRODUCT,
    membership=MEMBERSHIP,
    credit=CREDIT,
    lone_credit=LONE_CREDIT,
    brands=BRANDS,
    roles=ROLES,
    closers=frozenset(")]}>*"),
    address_word="tribun",
)
