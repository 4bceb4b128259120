"""Spider of KapanLagi.com."""

from newsspider.outlets.sites.kapanlagi import OUTLET
from newsspider.spiders.news import NewsSpider


class KapanLagiSpider(NewsSpider):
    """`scrapy crawl kapanlagi`"""

    name = "kapanlagi"
    outlet = OUTLET
    allowed_domains = ["kapanlagi.com"]
