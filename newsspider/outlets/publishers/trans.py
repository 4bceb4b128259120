"""Address grammar and lists that CNN Indonesia and CNBC Indonesia have in common, in the house of detik.

No page is in reach. The 14 digits of an address are the time of creation.
"""

import re

from newsspider.outlets.outlet import Outlet
from newsspider.outlets.press import FRONT, PressOutlet, PressStory, press_marks, press_seeds
from newsspider.outlets.site import page_in_query


def trans_outlet(brand: str, layout: PressStory, sections: str, index_day: str) -> Outlet:
    """The outlet "BRAND Indonesia" with one host; `index_day` is the form of the day in its index's address."""
    name = f"{brand.lower()}indonesia"
    dateline = (
        rf"(?P<dateline>(?:[A-Z][\w .'’()/-]{{1,40}}?,\s{{0,3}})?{brand}\s?Indonesia\s{{0,3}}[-–—]{{1,3}})\s*"
    )
    return PressOutlet(
        name=name,
        hosts=frozenset({f"www.{name}.com"}),
        mirrors={f"{name}.com": f"www.{name}.com"},
        story_path=re.compile(r"/(?!video/|foto/)[\w-]+/\d{14}-\d+-\d+(?:/[^/]+)?/?"),
        page_form=(re.compile(r"([^/]+/[\w-]+/\d{14}-\d+-\d+/[^/]+)/\d{1,2}/?"), r"\1"),
        hub_path=re.compile(rf"{FRONT.pattern}|(?:/[\w-]+)?/indeks(?:/\d+)?/?"),
        other_pages=re.compile(r"[^/]+(?:/[\w-]+)*/(?:video|foto)/.*"),
        title_suffix=re.compile(rf"\s+-\s+{brand} Indonesia\s*$", re.IGNORECASE),
        layouts=(layout,),
        marks=press_marks(brand.lower(), re.compile(dateline)),
        seeds=press_seeds("rss", *(f"{section}/rss" for section in sections.split()), "indeks"),
        dated_index=lambda host, day, _: f"https://{host}/indeks?date={day:{index_day}}",
        page_url=lambda story, page: page_in_query(story, page) if page == "all" else f"{story}/{page}",
    )
