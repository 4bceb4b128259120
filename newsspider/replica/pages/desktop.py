"""Desktop page of a story, in the template of its year."""

from html import escape

from newsspider.replica.dates import clock_text
from newsspider.replica.pages import elements
from newsspider.replica.pages.chrome import bottom, top
from newsspider.replica.pages.head import head
from newsspider.replica.pages.markup import fill
from newsspider.replica.pages.paging import View, paging, pieces_of
from newsspider.replica.pages.related import recommendation, related
from newsspider.replica.pages.widget import widget
from newsspider.replica.story import Story, Template

_FILES = {
    Template.WWW_2020: "www_2020",
    Template.REGIONAL_2020: "regional_2020",
    Template.WWW_2021: "desktop_2021",
    Template.REGIONAL_2021: "desktop_2021",
    Template.WWW_2024: "desktop_2024",
    Template.REGIONAL_2024: "desktop_2024",
}
_CREDITS = {2020: elements.credits_2020, 2021: elements.credits_2021, 2024: elements.credits_2024}


def desktop_page(story: Story, view: View) -> str:
    host, now = story.card.host, view.now
    return "".join(
        (head(story, view.page), top(host, now), _content(story, view), bottom(host, now, story.popular))
    )


def _content(story: Story, view: View) -> str:
    host, title = story.card.host, escape(story.headline)
    shared = {"url": story.url, "image": story.hero.url, "headline": title}
    quoted = elements.quoted_title(story)
    return fill(
        _FILES[story.layout],
        domain=host.domain,
        section=story.section,
        section_slug=story.card.section[0],
        topic_head=elements.topic_head(story),
        headline=title,
        lead=escape(story.lead),
        url=story.url,
        clock=clock_text(story.published_at),
        time_line=elements.time_line_2024(story),
        credits=_CREDITS[story.layout.year](story),
        share_row=fill("share_row", url=story.url, headline=title),
        hero=fill("hero", **shared, printed=escape(story.hero.printed), credit=elements.hero_credit(story)),
        edit_class=" editcontent" if host.regional else "",
        summary=elements.summary(story, view.page),
        body="\n".join(piece.html for piece in pieces_of(story, view.page)),
        paging=paging(story, view.page),
        tags=elements.tags(story),
        related=related(story),
        share=fill("share", **shared, quoted_title=quoted),
        follow=fill("follow", video_url=story.video.url, video_title=escape(story.video.title)),
        recommendation=recommendation(story),
        widget=widget(story),
        sources=elements.sources(story),
        tail=fill("tail", url=story.url),
    )
