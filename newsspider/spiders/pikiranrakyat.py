"""Spider of Pikiran Rakyat."""

from newsspider.outlets.sites.pikiranrakyat import OUTLET
from newsspider.spiders.news import NewsSpider


class PikiranRakyatSpider(NewsSpider):
    """`scrapy crawl pikiranrakyat`"""

    name = "pikiranrakyat"
    outlet = OUTLET
    allowed_domains = ["pikiran-rakyat.com"]
