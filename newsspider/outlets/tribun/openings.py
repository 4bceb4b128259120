"""Datelines and reporter lines of the Tribun newsrooms.

Sources: docs/tribunnews.md, seen in pages of 2013 to 2026. A dateline has any number of places up to its dash;
a reporter line is known by a role and a newsroom, in any order.
"""

from __future__ import annotations

import re

from newsspider.outlets.boilerplate.wording import POSITIONS
from newsspider.outlets.tribun.hosts import REGIONAL

DOMAIN = r"(?i:com|co\.id|co|id|net)"
REGION = "|".join(
    sorted((re.escape(name) for name in REGIONAL | {"timur", "network", "news"}), key=len, reverse=True)
)
BRAND = (
    rf"(?:Tribun(?:(?:news)?[ -]?(?:{REGION})|(?!news)[ -](?-i:[A-Z])(?=\w))?\w*|Pos[ -]?Kupang|Serambi(?:news)?|Surya(?:\ ?Malang)?"
    r"|Warta\ ?Kota\w*|Bangka\ ?Pos|Banjarmasin\ ?Post|Sriwijaya\ ?Post|Sripoku|Pos\ ?Belitung|Prohaba"
    rf"|Super\ ?(?:ball|skor)|Wartakotalive)(?:\s?\.\s?{DOMAIN}\b)?"
)
"""A newsroom of the network, with its domain or without."""

_CAPITALS = r"TRIBUN[A-Z]*(?:[ -][A-Z]+)?|SURYA|WARTA\ ?KOTA|SERAMBI(?:NEWS)?|POS[ -]KUPANG|(?:BANGKA|BANJARMASIN|SRIWIJAYA)\ ?POST?|POS\ ?BELITUNG"
_ABBREVIATED = r"(?:[A-Za-z]{1,4}\.){1,4}"
_WORD = rf"\(?['’]?(?:{_ABBREVIATED}|[^\W_](?:[\w'’]|[/-](?=\w)){{0,30}}+)\)?"
_BIG = r"\(?['’]?(?:(?:[A-Z]{1,4}\.){1,4}|[A-Z0-9](?:[A-Z0-9'’]|[/-](?=[A-Z0-9]{2})){0,30}+)\)?(?![a-z])"
_BETWEEN = r"(?:\s{0,2}[,|/&]\s{0,2}|\s{1,2}[Il]\s{1,2}(?=[A-Z]))"
_PLACES = rf"(?:{_BETWEEN}{_WORD}(?:\x20{_WORD}){{0,4}}){{1,7}}"
_BIG_PLACES = rf"(?:{_BETWEEN}{_BIG}(?:\x20{_BIG}){{0,4}}){{1,7}}"
_LONG = "–—‐‑‒―−"
"""Every dash but the hyphen of the keyboard."""
_DASH = (
    rf"(?:\s{{1,3}}[-{_LONG}]{{1,3}}\s{{0,3}}|[{_LONG}]{{1,3}}\s{{0,3}}|-{{2,3}}\s{{0,3}}|-(?=\s|$)\s{{0,3}}"
    r"|\s?:\s{1,3})"
)
_AFTER = rf"""(?:
    {_PLACES}(?:{_DASH}{_BIG}(?:\x20{_BIG}){{0,3}}(?=\s{{1,3}}[-{_LONG}]))?,?{_DASH}   # towns, and their dash
  | {_BIG_PLACES}-(?=[A-Z"“‘'][a-z])                                           # a town in capitals, glued to the text
  | {_BIG_PLACES}\s{{1,3}}(?=[A-Z"“‘'][a-z])                                   # the same without a dash
  | (?:{_DASH}|(?i:(?<=com)|(?<=\.id)|(?<=\.co))(?:-|\.?\s|\.)){_BIG}(?:\x20{_BIG}){{0,3}}(?:{_BETWEEN}{_BIG}){{0,3}}\s{{1,3}}[-{_LONG}]{{1,3}}\s{{0,3}}   # - NAIROBI -
  | \s{{0,3}},?{_DASH} | -{{1,3}}\s{{0,3}}
  | \s{{0,3}}\|\s{{1,3}}(?=[A-Z"“‘']) | (?i:(?<=\.id))\s{{1,3}}[Il]\s{{1,3}}(?=[A-Z"“‘'])   # a letter as a bar
)"""

DATELINE = re.compile(
    rf"""
    (?:Berita(?:\s[A-Z]\w{{1,20}}?){{1,3}}\s?(?=SURYA))?                   # a link's label in front
    (?P<dateline>
        (?:[A-Z][A-Z .'-]{{2,30}},\s{{0,3}})?                             # JAKARTA, KOMPAS.com -
        \(?(?:
            (?>(?:{_CAPITALS})\s?\.\s?{DOMAIN}\b|{_CAPITALS})\)?
            (?:{_AFTER}|\s?,\s{{1,3}}(?=[A-Z"“‘'][a-z]))                  # TRIBUN-MEDAN.com, Text
          | (?:(?:POS|Pos)[ -](?:KUPANG|Kupang)|[A-Za-z][\w-]{{0,40}})\s?\.\s?{DOMAIN}\b{_AFTER}
          | Tribun[A-Za-z]{{0,30}}(?![\w-]|\s?\.\s?{DOMAIN}\b){_AFTER}
        )
    )
    """,
    re.VERBOSE,
)

_ROLES = (
    "wartawan",
    "reporter",
    "kontributor",
    "jurnalis",
    "koresponden",
    "pewarta",
    "fotografer",
    "videografer",
    "redaktur",
    "tim",
)
_ROLE = rf"(?:(?:citizen\s)?(?:{'|'.join(_ROLES)})(?:\smagang)?|(?:mahasiswa\s|peserta\s)?magang)"
ROLES = (*_ROLES, "magang", "laporan", "dilaporkan", "reportase", "liputan", "oleh")
"""Every reporter line has one of these."""
_KIND = r"(?:\s(?:langsung|khusus|eksklusif|langsung\sdari))?"
_NEWSROOM = rf"{BRAND}(?:\x20(?-i:[A-Z])\w{{0,20}}){{0,4}}"
_SITE = rf"(?:{_NEWSROOM}|[A-Za-z][\w-]{{1,30}}\.{DOMAIN}\b)"
_PLACE = r"(?-i:[A-Z][\w.'’-]{0,30}(?:,?\x20[A-Z][\w.'’-]{0,30}){0,4})"
_NAMES = (
    r"(?-i:[A-Z][\w.'’]{0,30}(?:(?:[\x20,&/]{1,3}(?:dan\x20)?|-)"
    rf"(?!(?i:{POSITIONS})\b)(?!(?i:{REGION})\s?(?:[.)\]]|\Z))(?!(?i:{'|'.join(_ROLES)})\b)"
    r"[A-Z][\w.'’]{0,30}){0,7})"
)
_FROM = rf"(?:\s?,?\s(?:(?:yang\s)?melaporkan(?:\slangsung)?\s)?(?:dari|di)\s{_PLACE})"
_REPORT = r"(?:laporan|reportase|liputan)"

REPORTER = re.compile(
    rf"""
    [(\[*\s]{{0,3}}
    (?:(?P<head>
        oleh\s*:\s* | oleh\s(?=(?-i:[A-Z])\S{{1,30}}\s(?-i:[A-Z]))
      | {_REPORT}\s*:\s*(?:{_ROLE}\s*)?
      | (?:{_REPORT}|dilaporkan){_KIND}(?:\s{_ROLE})?(?:\sdari)?\s?:?\s?
        {_SITE}(?:\s?/\s?{_SITE}){{0,2}}{_FROM}?\s?[,/|:–-]\s?
      | {_ROLE}{_KIND}(?:\sdari)?\s{BRAND}(?:\x20network)?\s?[,/|:–-]\s?
      | {_REPORT}{_KIND}\s{_ROLE}(?:\sdari)?\s?[:,]?\s?(?:{BRAND}\s)?
      | {_REPORT}\s(?=[^|]{{3,60}}\|)
      | (?:citizen\s)?(?:reporter|wartawan|kontributor|jurnalis|koresponden)(?:\s{BRAND})?\s*:\s*
      | citizen\sreporter\s?,\s?
      | {BRAND}\s?[,/|:–-]\s?(?:laporan\s)?{_ROLE}\s?:?\s
    )|{_REPORT}\s)?
    (?P<name>{_NAMES})
    (?(head)(?:
        \s?[|/]\s?[\w .]{{2,30}} | \s[–-]\s{_PLACE} | \s?\({_PLACE}\) | \s?,?\smelaporkan | \s?\*\)?
      | \s?,\s?(?-i:[A-Z][A-Za-z.]{{0,20}}(?:[ ,][\w.]{{1,30}}){{0,8}})
    )?|\s?,?\s\(?(?:{_ROLE}|laporan\s{_ROLE})(?:\sdari)?\s{_NEWSROOM}\)?)
    {_FROM}?\s?[.:]?[)\]*]{{0,2}}
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""A role, the newsroom or a bar makes "Laporan ..." a reporter line; the name begins with capitals."""
