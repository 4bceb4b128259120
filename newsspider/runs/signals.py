"""Signals of a crawl that no command has prepared, as in a script or `scrapy runspider`."""

from __future__ import annotations

run_opening = object()
"""Sent before the database is opened, without arguments."""
run_closed = object()
"""Sent after the verdict, while the database is open: `conninfo`, empty if it was `away`; `away` says why."""
