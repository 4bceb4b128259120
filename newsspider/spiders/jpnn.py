"""Spider of JPNN."""

from newsspider.outlets.sites.jpnn import OUTLET
from newsspider.spiders.news import NewsSpider


class JpnnSpider(NewsSpider):
    """`scrapy crawl jpnn`"""

    name = "jpnn"
    outlet = OUTLET
    allowed_domains = ["jpnn.com"]
