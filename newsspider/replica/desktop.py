"""How does a story look on the desktop, in the template of its year?"""

from html import escape

from newsspider.replica import parts
from newsspider.replica.chrome import bottom, top
from newsspider.replica.dates import clock_text
from newsspider.replica.head import head
from newsspider.replica.markup import fill
from newsspider.replica.paging import paging, pieces_of
from newsspider.replica.story import Story, Template
from newsspider.replica.views import View
from newsspider.replica.widget import widget

_FILES = {
    Template.WWW_2020: "www_2020",
    Template.REGIONAL_2020: "regional_2020",
    Template.WWW_2021: "desktop_2021",
    Template.REGIONAL_2021: "desktop_2021",
    Template.WWW_2024: "desktop_2024",
    Template.REGIONAL_2024: "desktop_2024",
}
_CREDITS = {2020: parts.credits_2020, 2021: parts.credits_2021, 2024: parts.credits_2024}


def desktop_page(story: Story, view: View) -> str:
    host = story.card.host
    frame = (head(story, view.page), top(host, view.now), _content(story, view), bottom(host, view.now, story.popular))
    return "".join(frame)


def _content(story: Story, view: View) -> str:
    host, title = story.card.host, escape(story.headline)
    shared = {"url": story.url, "image": story.hero.url, "quoted_title": parts.quoted_title(story), "headline": title}
    hero = fill("hero", **shared, printed=escape(story.hero.printed), credit=parts.hero_credit(story))
    video = {"video_url": story.video.url, "video_title": escape(story.video.title)}
    return fill(
        _FILES[story.layout], domain=host.domain, section=story.section, section_slug=story.card.section[0],
        topic_head=parts.topic_head(story), headline=title, lead=escape(story.lead),
        clock=clock_text(story.published_at), time_line=time_line_2024(story), credits=_CREDITS[story.layout.year](story),
        share_row=fill("share_row", url=story.url, headline=title), hero=hero, url=story.url,
        edit_class=" editcontent" if host.regional else "", summary=summary(story),
        body="\n".join(piece.html for piece in pieces_of(story, view.page)), paging=paging(story, view.page),
        tags=parts.tags(story), related=parts.related(story), follow=fill("follow", **video),
        share=fill("share", **shared), recommendation=parts.recommendation(story), widget=widget(story),
        sources=sources(story), tail=fill("tail", url=story.url),
    )  # fmt: skip


def sources(story: Story) -> str:
    return f"<h6>{parts.source_line(story)}</h6>" if story.source else ""


def time_line_2024(story: Story) -> str:
    """2026: a machine-readable time; regional pages of 2025 have the words inside the time element."""
    clock = f"{clock_text(story.published_at)} WIB"
    if story.card.host.regional:
        return f"<time><strong>Tayang:</strong> <span>{clock}</span></time>"
    stamp = story.published_at.isoformat(timespec="minutes")
    return f'<strong>Tayang:</strong> <time datetime="{stamp}">{clock}</time>'


def summary(story: Story) -> str:
    if not story.summary:
        return ""
    items = "".join(f"<li>{escape(line)}</li>" for line in story.summary)
    return (
        '<blockquote class="summary-article mceNonEditable"><strong class="summary-head">Ringkasan Berita:</strong>'
        f"<ul>{items}</ul></blockquote>"
    )
