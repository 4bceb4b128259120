"""Mobile page of a story."""

from html import escape

from newsspider.replica.pages import elements
from newsspider.replica.pages.chrome import menu
from newsspider.replica.pages.head import head
from newsspider.replica.pages.markup import fill
from newsspider.replica.pages.paging import View, paging, pieces_of
from newsspider.replica.pages.widget import widget
from newsspider.replica.story import Story


def mobile_page(story: Story, view: View) -> str:
    hero = story.hero
    mobile_menu = menu(story.card.host).replace("//www.", "//m.")
    return head(story, view.page).replace("'agent':'desktop'", "'agent':'mobile'") + fill(
        "mobile",
        menu=mobile_menu,
        topic_head=elements.topic_head(story),
        headline=escape(story.headline),
        lead=escape(story.lead),
        published_minute=story.published_at.isoformat(timespec="minutes"),
        credits=elements.credits_2024(story),
        image=hero.url,
        printed=escape(hero.printed),
        credit=elements.hero_credit(story),
        summary=elements.summary(story, view.page),
        body="\n".join(piece.html for piece in pieces_of(story, view.page)),
        paging=paging(story, view.page).replace(story.url, story.mobile_url or story.url),
        sources=elements.sources(story),
        widget=widget(story),
        this_year=view.now.year,
    )
