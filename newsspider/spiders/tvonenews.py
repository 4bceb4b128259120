"""Spider of tvOnenews."""

from newsspider.outlets.sites.tvonenews import OUTLET
from newsspider.spiders.news import NewsSpider


class TvOneNewsSpider(NewsSpider):
    """`scrapy crawl tvonenews`"""

    name = "tvonenews"
    outlet = OUTLET
    allowed_domains = ["tvonenews.com"]
