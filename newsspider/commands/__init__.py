"""Commands that this project adds to `scrapy`, one a module."""
