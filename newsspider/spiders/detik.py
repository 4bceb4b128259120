"""Spider of detik.com."""

from newsspider.outlets.sites.detik import OUTLET
from newsspider.spiders.news import NewsSpider


class DetikSpider(NewsSpider):
    """`scrapy crawl detik`"""

    name = "detik"
    outlet = OUTLET
    allowed_domains = ["detik.com"]
