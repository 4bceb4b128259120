"""Spider of VIVA."""

from newsspider.outlets.sites.viva import OUTLET
from newsspider.spiders.news import NewsSpider


class VivaSpider(NewsSpider):
    """`scrapy crawl viva`"""

    name = "viva"
    outlet = OUTLET
    allowed_domains = ["viva.co.id"]
