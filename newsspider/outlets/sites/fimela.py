"""Outlet Fimela.com: the women's magazine of KapanLagi Youniverse.

History: see `publishers.kly`; the mobile page of 2020 was seen. Its pages show no section, only their heads
state one.
"""

import re

from newsspider.outlets.press import PressOutlet, press_seeds
from newsspider.outlets.publishers.kly import KLY_PHRASES, KlyDesktop, KlyMobile, kly_marks

_FRONT = re.compile(r"/(?:[a-z0-9-]{1,40}(?:/indeks)?/?)?")

OUTLET = PressOutlet(
    name="fimela",
    hosts=frozenset({"www.fimela.com", "m.fimela.com"}),
    mirrors={"m.fimela.com": "www.fimela.com"},
    story_path=re.compile(r"/(?:(?!photo|foto|video)[\w-]+/)?read/\d{5,}(?:/[^/]+)?/?"),
    hub_path=_FRONT,
    other_pages=re.compile(r"[^/]+/(?:photo|foto|video)/.*"),
    title_suffix=re.compile(r"\s+-\s+(?:[\w ]+ )?Fimela\.com\s*$", re.IGNORECASE),
    layouts=(KlyDesktop(), KlyMobile()),
    phrases=KLY_PHRASES,
    marks=kly_marks("fimela"),
    seeds=press_seeds("sitemap.xml"),
    dated_index=lambda host, _, section: f"https://{host}/{section or 'lifestyle'}/indeks",
)
