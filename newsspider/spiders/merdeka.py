"""Spider of Merdeka.com."""

from newsspider.outlets.sites.merdeka import OUTLET
from newsspider.spiders.news import NewsSpider


class MerdekaSpider(NewsSpider):
    """`scrapy crawl merdeka`"""

    name = "merdeka"
    outlet = OUTLET
    allowed_domains = ["merdeka.com"]
