"""Spider of SINDOnews."""

from newsspider.outlets.sites.sindonews import OUTLET
from newsspider.spiders.news import NewsSpider


class SindonewsSpider(NewsSpider):
    """`scrapy crawl sindonews`"""

    name = "sindonews"
    outlet = OUTLET
    allowed_domains = ["sindonews.com"]
