"""Imports: pages that others have archived, in WARC files or as text renderings."""
