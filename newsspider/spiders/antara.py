"""Spider of Antara."""

from newsspider.outlets.sites.antara import OUTLET
from newsspider.spiders.news import NewsSpider


class AntaraSpider(NewsSpider):
    """`scrapy crawl antara`"""

    name = "antara"
    outlet = OUTLET
    allowed_domains = ["antaranews.com"]
