"""How do Tribun newsrooms open, sign and cross-refer their stories?

Sources: field guide 2.4, 3.2 and 3.4, seen in pages of 2013 to 2026.
"""

from __future__ import annotations

import re

from newsspider.outlets.marking import Marks
from newsspider.outlets.tribun.hosts import REGIONAL

_REGION = "|".join(
    sorted((re.escape(name) for name in REGIONAL | {"timur", "network", "news"}), key=len, reverse=True)
)
_DOMAIN = r"(?i:com|co\.id|co|id|net)"
_PLACE = r"""(?:
    (?:\s*[,|/]\s*|\s+[|Il]\s+) (?:[A-Z][A-Z .'/()-]{1,38}(?![a-z])) (?:\s*(?:[-–—]{1,3}|:)\s*|\s+(?=[A-Z"“‘'][a-z]))
  | (?:\s*[,|/]\s*|\s+[|Il]\s+) [A-Za-z][A-Za-z .'/()-]{1,38}? \s*(?:[-–—]{1,3}|:)\s*
  | \s*,?\s*(?:[-–—]{1,3}|:)\s*
  | \s*\|\s+(?=[A-Z"“‘'])
)"""
"""What follows the brand: a town and a dash, only a dash, or a town in capitals before the text."""

_CAPITALS = r"TRIBUN[A-Z]*(?:[ -][A-Z]+)?|SURYA|WARTA\ ?KOTA|SERAMBI(?:NEWS)?|POS[ -]KUPANG|BANGKA\ ?POS"

DATELINE = re.compile(
    rf"""
    (?:Berita\s[A-Z]\w+?(?=SURYA))?                                       # a link's label, glued in front
    (?P<dateline>
        (?:[A-Z][A-Z .'-]{{2,30}},\s*)?                                    # JAKARTA, KOMPAS.com -
        (?:
            (?:(?:{_CAPITALS})\s?\.\s?{_DOMAIN}\b|{_CAPITALS})\s*,\s+(?=[A-Z"“‘'][a-z])   # TRIBUN-MEDAN.com, Text
          | (?:(?:POS|Pos)[ -](?:KUPANG|Kupang)|[A-Za-z][\w-]*)\s?\.\s?{_DOMAIN}\b{_PLACE}
          | (?:{_CAPITALS}|Tribun[A-Za-z]*){_PLACE}
        )
    )
    """,
    re.VERBOSE,
)

_BRAND = (
    rf"(?:Tribun(?:news)?[ -]?(?:{_REGION})?\w*|Pos[ -]?Kupang|Serambi(?:news)?|Surya(?:\ ?Malang)?|Warta\ ?Kota\w*|"
    r"Bangka\ ?Pos|Banjarmasin\ ?Post|Sriwijaya\ ?Post|Sripoku|Pos\ ?Belitung|Prohaba|Super\ ?(?:ball|skor)|Wartakotalive)"
    rf"(?:\s?\.\s?{_DOMAIN}\b)?"
)
_ROLE = r"(?:wartawan|reporter|kontributor|jurnalis|koresponden)"
REPORTER = re.compile(
    rf"(?:laporan|reporter)(?=\s*:|[^|]*\||\s+(?:khusus\s+)?{_ROLE}\b|\s+{_BRAND}\s*,)"
    rf"(?:\s+khusus)?(?:\s+{_ROLE})?(?:\s+dari)?\s*:?\s*(?:{_BRAND}\s*(?:[,/|:–-]\s*)?)?"
    r"(?-i:(?P<name>[A-Z][\w.'’]*(?:[ ,&-]{1,3}(?:dan )?[A-Z][\w.'’]*){0,7}))(?:\s*[|/]\s*[\w .]{2,30})?\s*[.:]?",
    re.IGNORECASE,
)
"""Nothing but a role, the newsroom or a bar makes "Laporan ..." a reporter line; the name is in capitals."""

SIGNATURE = re.compile(
    r"""
    \s*(?P<signature>
        (?:\((?:                                                            # with a newsroom's name, anywhere
              [^()/]{0,60}\.(?:com|co\.id|co|id|net)\s?/[^()]{1,80}          # (Tribunnews.com/Nama)
            | [^()/]{2,40}/[^()/]{0,40}\.(?:com|co\.id|co|id|net)            # (tribun jabar/kompas.com)
            | (?:Tribun|Surya|Serambi|Warta\ ?Kota|Pos[ -]Kupang|Bangka\ ?Pos|Banjarmasin)[^()/]{0,40}/[^()]{1,80}
        )\)[\s.]*){1,3}
        | (?:^|(?<=[.!?…"”’'])\s?)\((?:                                     # else alone, or after a sentence's end
              \*+ | (?-i:Tribun\w+)(?:\.[a-z.]{2,6})? | [^()/\s]{2,40}\.(?:com|co\.id|id|net)
            | (?-i:[a-z]{2,4}(?:/[a-z*]{1,4}){1,3}) | (?-i:[a-z]{1,4}-?\d{0,3})          # (map/fsr), (fru), (cr13)
            | (?-i:[A-Z]{2,4})                                            # (BAS)
            | (?-i:[A-Z][a-z]+/[A-Z][\w .]{1,40}) | [A-Za-z][\w.'’]+(?:\ [A-Za-z][\w.'’]*){1,3}  # (Budi Susanto)
        )\)[\s.]*
        | \*{1,6}
    )\s*$
    """,
    re.VERBOSE | re.IGNORECASE,
)

RELATED = re.compile(
    r"[\W_]{0,4}(?:baca|simak|lihat)(?:\s+(?:juga|selengkapnya|berita))?\s*[:：]+\s*(?P<title>\S.*)?",
    re.IGNORECASE,
)

REPUBLISHED = re.compile(
    r".*?\b(?:tayang|terbit|dimuat|dipublikasikan|diterbitkan)\s+di\s+(?P<source>[\w-]+(?:\.[\w-]+)*(?-i: [A-Z]\w+)?)\b.*",
    re.IGNORECASE | re.DOTALL,
)
"""The closing note "Artikel ini telah tayang di ... dengan judul ..." names the source of the story."""

MARKS = Marks(
    dateline=DATELINE, reporter=REPORTER, signature=SIGNATURE, related=RELATED, republished=REPUBLISHED
)
