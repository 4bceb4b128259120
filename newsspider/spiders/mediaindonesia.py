"""Spider of Media Indonesia."""

from newsspider.outlets.sites.mediaindonesia import OUTLET
from newsspider.spiders.news import NewsSpider


class MediaIndonesiaSpider(NewsSpider):
    """`scrapy crawl mediaindonesia`"""

    name = "mediaindonesia"
    outlet = OUTLET
    allowed_domains = ["mediaindonesia.com"]
