"""Spider of Kompas.com."""

from newsspider.outlets.sites.kompas import OUTLET
from newsspider.spiders.news import NewsSpider


class KompasSpider(NewsSpider):
    """`scrapy crawl kompas`"""

    name = "kompas"
    outlet = OUTLET
    allowed_domains = ["kompas.com"]
