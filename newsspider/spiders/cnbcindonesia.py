"""Spider of CNBC Indonesia."""

from newsspider.outlets.sites.cnbcindonesia import OUTLET
from newsspider.spiders.news import NewsSpider


class CnbcIndonesiaSpider(NewsSpider):
    """`scrapy crawl cnbcindonesia`"""

    name = "cnbcindonesia"
    outlet = OUTLET
    allowed_domains = ["cnbcindonesia.com"]
