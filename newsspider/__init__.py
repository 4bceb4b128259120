"""Crawler for Indonesian news: outlets, frontier, downloader, store and console."""

__version__ = "0.1.0"
