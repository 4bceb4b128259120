"""Spider of Tribunnews."""

from newsspider.outlets.tribun import TRIBUN
from newsspider.spiders.news import NewsSpider


class TribunSpider(NewsSpider):
    """`scrapy crawl tribun`"""

    name = "tribun"
    outlet = TRIBUN
    allowed_domains = ["tribunnews.com"]  # for `scrapy shell` and `scrapy parse`; fetches obey outlet.hosts
