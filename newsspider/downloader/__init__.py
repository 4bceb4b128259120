"""Downloader: middlewares, handler and extensions between a request and its response."""
