"""Spider of Okezone."""

from newsspider.outlets.sites.okezone import OUTLET
from newsspider.spiders.news import NewsSpider


class OkezoneSpider(NewsSpider):
    """`scrapy crawl okezone`"""

    name = "okezone"
    outlet = OUTLET
    allowed_domains = ["okezone.com"]
