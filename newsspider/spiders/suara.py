"""Spider of Suara."""

from newsspider.outlets.sites.suara import OUTLET
from newsspider.spiders.news import NewsSpider


class SuaraSpider(NewsSpider):
    """`scrapy crawl suara`"""

    name = "suara"
    outlet = OUTLET
    allowed_domains = ["suara.com"]
