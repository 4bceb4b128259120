"""Spider of kumparan."""

from newsspider.outlets.sites.kumparan import OUTLET
from newsspider.spiders.news import NewsSpider


class KumparanSpider(NewsSpider):
    """`scrapy crawl kumparan`"""

    name = "kumparan"
    outlet = OUTLET
    allowed_domains = ["kumparan.com"]
