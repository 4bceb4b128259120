"""A spider whose outlet has a layout that takes for ever on a page that asks for it."""

from __future__ import annotations

import re
from dataclasses import replace

from newsspider.items import Article
from newsspider.outlets.pages.page import Page
from newsspider.outlets.site import Site
from newsspider.outlets.tribun import TRIBUN
from newsspider.outlets.tribun.desktop import TribunPage
from newsspider.spiders.news import NewsSpider


class Endless(TribunPage):
    """A layout with a pattern as nobody should write one."""

    signature = ("#endless",)

    def read(self, page: Page, outlet: Site) -> Article:
        re.fullmatch(r"(?:a|aa)+b", "a" * 300)
        return super().read(page, outlet)


class SlowSpider(NewsSpider):
    name = "slow"
    outlet = replace(TRIBUN, layouts=(Endless(), *TRIBUN.layouts))
