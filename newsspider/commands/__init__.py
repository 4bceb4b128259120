"""Which commands does `scrapy` get from this project?"""
