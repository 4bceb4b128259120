"""Spider of Tempo."""

from newsspider.outlets.sites.tempo import OUTLET
from newsspider.spiders.news import NewsSpider


class TempoSpider(NewsSpider):
    """`scrapy crawl tempo`"""

    name = "tempo"
    outlet = OUTLET
    allowed_domains = ["tempo.co"]
