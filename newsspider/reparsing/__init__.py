"""Reparsing: archived pages are read again with today's rules, without a request."""
