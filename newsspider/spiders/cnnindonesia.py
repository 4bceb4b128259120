"""Spider of CNN Indonesia."""

from newsspider.outlets.sites.cnnindonesia import OUTLET
from newsspider.spiders.news import NewsSpider


class CnnIndonesiaSpider(NewsSpider):
    """`scrapy crawl cnnindonesia`"""

    name = "cnnindonesia"
    outlet = OUTLET
    allowed_domains = ["cnnindonesia.com"]
