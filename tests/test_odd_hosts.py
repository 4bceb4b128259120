"""Hosts that behave oddly for a night: each is named in the run, and nothing is lost."""

from __future__ import annotations

from tests.oddnights import Nights, path_of
from tests.oddsite import WWW, sitemap, story

A = f"https://{WWW}/news/7858656/kopi"


def test_a_night_in_order_is_ok(database: str) -> None:
    nights = Nights(database, "www,solo")
    night = nights.night({f"{WWW}/sitemap-news.xml": sitemap(A), path_of(A): story(A)})
    assert (night.code, night.verdict, night.reasons) == (0, "ok", [])
    assert A in nights.stories()
