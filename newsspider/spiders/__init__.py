"""Spiders: one generic spider, and a file of a few lines for each outlet."""
