"""Spider of Republika."""

from newsspider.outlets.sites.republika import OUTLET
from newsspider.spiders.news import NewsSpider


class RepublikaSpider(NewsSpider):
    """`scrapy crawl republika`"""

    name = "republika"
    outlet = OUTLET
    allowed_domains = ["republika.co.id"]
