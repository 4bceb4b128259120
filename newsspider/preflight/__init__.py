"""Preflight: a few polite requests to each host, and whether a crawl could read what comes."""
