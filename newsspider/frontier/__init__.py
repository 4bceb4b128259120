"""Frontier: which page is fetched next, by whom, and when again. PostgreSQL holds it."""
