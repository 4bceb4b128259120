"""Spider of Jawa Pos."""

from newsspider.outlets.sites.jawapos import OUTLET
from newsspider.spiders.news import NewsSpider


class JawaPosSpider(NewsSpider):
    """`scrapy crawl jawapos`"""

    name = "jawapos"
    outlet = OUTLET
    allowed_domains = ["jawapos.com"]
