"""Spider of Liputan6.com."""

from newsspider.outlets.sites.liputan6 import OUTLET
from newsspider.spiders.news import NewsSpider


class Liputan6Spider(NewsSpider):
    """`scrapy crawl liputan6`"""

    name = "liputan6"
    outlet = OUTLET
    allowed_domains = ["liputan6.com"]
