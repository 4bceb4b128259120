"""Listings: index pages, hubs, sitemaps and feeds."""
