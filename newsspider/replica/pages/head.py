"""Head of a story's page: meta, Open Graph, JSON-LD and the data layer, by year."""

from html import escape
from typing import Any

from newsspider.replica.cards import slug_of
from newsspider.replica.pages.markup import fill, script_json, script_string
from newsspider.replica.story import Story

_ALTERNATE = '<link rel="alternate" media="only screen and (max-width: 640px)" href="{}"/>'
_THEMES = {2020: "theme15", 2021: "theme23", 2024: "theme25"}


def page_title(story: Story, page: int | str = 1) -> str:
    suffix = "" if page == 1 else f" - Halaman {page}"
    return f"{story.headline} - {story.card.host.title}{suffix}"


def head(story: Story, page: int | str) -> str:
    card, host = story.card, story.card.host
    lead, url, image = escape(story.lead), story.url, story.hero.url
    year = story.layout.year
    alternate = _ALTERNATE.format(story.mobile_url) if story.mobile_url else ""
    return fill(
        "head_2024" if year == 2024 else "head_2020",
        page_title=escape(page_title(story, page)),
        social_title=escape(page_title(story)),
        theme=_THEMES[year],
        lead=lead,
        url=url,
        image=image,
        domain=host.domain,
        amp_url=story.amp_url,
        keywords=escape(", ".join(_keywords(story))),
        alternate=alternate,
        site_id=story.site_id,
        site_title=host.title,
        section_slug=card.section[0],
        json_headline=script_json(story.headline),
        json_lead=script_json(story.lead),
        json_author=script_json(credited(story)),
        published_iso=story.published_at.isoformat(timespec="seconds"),
        modified_iso=story.modified_at.isoformat(timespec="seconds"),
        publisher="Tribunnews" if not host.regional else host.title,
        weight="",
        thumbnail=image.replace("bank/images", "thumbnails2/images"),
        data_layer=data_layer(story, "desktop"),
        extra_script=_brand_safety(story) if year == 2021 else "",
        graph=script_json(_graph(story)) if year == 2024 else "",
    )


def _graph(story: Story) -> dict[str, Any]:
    return {"@context": "https://schema.org", "@graph": [article_2024(story), _breadcrumb(story)]}


def credited(story: Story) -> str:
    """The single JSON-LD author of the older templates: the editor where no writer is named."""
    return story.byline or story.editors[0]


def _keywords(story: Story) -> list[str]:
    return [*([story.topic] if story.topic else []), *story.tags, story.section]


def data_layer(story: Story, agent: str) -> str:
    words = sum(len(block.text.split()) for block in story.blocks)
    topic = f"\t  'content_topic' :'{script_string(story.topic)}',\n" if story.topic else ""
    host = story.card.host
    return fill(
        "data_layer",
        editor=script_string(story.editors[0]),
        penulis=script_string(story.byline or ""),
        publish_date=f"{story.published_at:%Y-%m-%d %H:%M:%S}",
        title=script_string(story.headline),
        data_domain=host.name if host.regional else "tribunnews",
        section_slug=story.card.section[0],
        source=script_string(story.source or ""),
        content_tag=script_string(", ".join(_keywords(story))),
        content_topic=topic,
        length=words,
        site_id=story.site_id,
        month=story.published_at.month,
        year=story.published_at.year,
        agent=agent,
    )


def _brand_safety(story: Story) -> str:
    """Script of 2021-25 with the whole story as one string, including the "Baca juga" lines."""
    text = " ".join(
        [*(block.text for block in story.blocks), *(f"Baca juga: {x.title}" for x in story.baca_juga)]
    )
    return f"<script>var keywordBrandSafety = {script_json(text)};</script>"


def article_2024(story: Story) -> dict[str, Any]:
    names = [story.byline] if story.byline else list(story.editors[:1])
    return {
        "@type": "NewsArticle",
        "headline": story.headline,
        "description": story.lead,
        "datePublished": story.published_at.isoformat(timespec="seconds"),
        "dateModified": story.modified_at.isoformat(timespec="seconds"),
        "mainEntityOfPage": {"@type": "WebPage", "@id": story.url},
        "image": {"@type": "ImageObject", "url": story.hero.url},
        "author": [person("penulis", name, story) for name in names],
        "editor": person("editor", story.editors[0], story),
        "publisher": {"@type": "Organization", "name": story.card.host.title},
        "articleSection": story.section,
        "keywords": list(story.tags),
        "isAccessibleForFree": not story.premium,
    }


def person(role: str, name: str, story: Story) -> dict[str, str]:
    return {
        "@type": "Person",
        "name": name,
        "url": f"https://{story.card.host.domain}/{role}/{slug_of(name)}",
    }


def _breadcrumb(story: Story) -> dict[str, Any]:
    domain = story.card.host.domain
    places = [("Home", f"https://{domain}/"), (story.section, f"https://{domain}/{story.card.section[0]}")]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "item": {"@id": address, "name": name}}
            for place, (name, address) in enumerate(places, 1)
        ],
    }
