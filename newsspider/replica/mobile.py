"""How does a story look on the mobile site?"""

from html import escape

from newsspider.replica import parts
from newsspider.replica.chrome import menu
from newsspider.replica.head import head
from newsspider.replica.markup import fill
from newsspider.replica.paging import paging, pieces_of
from newsspider.replica.story import Story
from newsspider.replica.views import View
from newsspider.replica.widget import widget


def mobile_page(story: Story, view: View) -> str:
    hero = story.hero
    mobile_menu = menu(story.card.host).replace("//www.", "//m.")
    return head(story, view.page).replace("'agent':'desktop'", "'agent':'mobile'") + fill(
        "mobile", menu=mobile_menu, topic_head=parts.topic_head(story), headline=escape(story.headline),
        lead=escape(story.lead), published_minute=story.published_at.isoformat(timespec="minutes"),
        credits=parts.credits_2024(story), image=hero.url, printed=escape(hero.printed),
        credit=parts.hero_credit(story),
        summary=parts.summary(story, view.page),
        body="\n".join(piece.html for piece in pieces_of(story, view.page)),
        paging=paging(story, view.page).replace(story.url, story.mobile_url or story.url),
        sources=parts.sources(story), widget=widget(story), this_year=view.now.year,
    )  # fmt: skip
