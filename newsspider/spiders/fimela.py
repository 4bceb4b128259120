"""Spider of Fimela.com."""

from newsspider.outlets.sites.fimela import OUTLET
from newsspider.spiders.news import NewsSpider


class FimelaSpider(NewsSpider):
    """`scrapy crawl fimela`"""

    name = "fimela"
    outlet = OUTLET
    allowed_domains = ["fimela.com"]
