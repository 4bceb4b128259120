"""Runs: the record of one crawl, its counters, anomalies and verdict."""
