"""Recommendation widgets that JavaScript fills, and the data that it fetches."""

from typing import Any
from urllib.parse import urlencode, urlsplit

from newsspider.replica.hosts import WIDGET_HOST
from newsspider.replica.pages.markup import fill, script_json
from newsspider.replica.story import Link, Story, WidgetKind

_PROMO = {"type": "ad", "id": "ad-1", "title": "Promo Sepeda Lipat", "url": "https://iklan.example/promo"}
_ADVERTISED = 5


def widget(story: Story) -> str:
    """The empty container and the script that fills it; rows of Jixie have click handlers, no links."""
    if story.widget_kind is None:
        return ""
    markup = _pilihan(story) if story.widget_kind is WidgetKind.PILIHAN else _jixie(story)
    return markup + (fill("widget_ad") if has_advertisement(story) else "")


def has_advertisement(story: Story) -> bool:
    """Whether the widget has an advertisement: one in five loads an ad script, fonts and an image."""
    return story.widget_kind is not None and story.card.serial % _ADVERTISED == 0


def _pilihan(story: Story) -> str:
    """The widget of 2024. The source of its data on the real site is unknown; here robots.txt allows it."""
    return fill("widget_pilihan", host=WIDGET_HOST, source=urlencode({"url": story.url}))


def _jixie(story: Story) -> str:
    config = _jixie_config(story)
    source = urlencode({"type": "pages", "count": 6, **config, "widget_id": config["widgetid"]})
    return fill("widget_jixie", host=WIDGET_HOST, source=source, config=script_json(config))


def _jixie_config(story: Story) -> dict[str, str]:
    return {
        "accountid": "replica",
        "widgetid": "1000",
        "container": "jixie-recommendation",
        "title": story.headline,
        "pageurl": story.url,
        "keywords": ",".join(story.tags),
        "date_published": f"{story.published_at:%Y-%m-%d}",
    }


def pilihan_data(story: Story) -> dict[str, Any]:
    """The links of the widget; each has a query of the widget, which is no part of the story's address."""
    place = {"ct": "pilihanuntukmu-home", "m": "widget-pilihanuntukmu", "s": story.card.host.domain}
    query = urlencode(place)
    return {"items": [{"title": x.title, "url": _with_query(x.href or "", query)} for x in story.widget]}


def _with_query(url: str, query: str) -> str:
    parts = urlsplit(url)
    return parts._replace(query="&".join(filter(None, (parts.query, query)))).geturl()


def jixie_data(story: Story) -> dict[str, Any]:
    """The answer of the recommendation service: pages and one advertisement."""
    items = [_jixie_item(place, link) for place, link in enumerate(story.widget)]
    return {"items": [*items[:3], _PROMO, *items[3:]], "options": {"reco_id": f"r{story.card.serial}"}}


def _jixie_item(place: int, link: Link) -> dict[str, Any]:
    page = {"type": "page", "id": f"p{place}", "title": link.title, "url": link.href}
    return {**page, "category": "news", "trackers": []}
