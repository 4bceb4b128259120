"""What do the link boxes of a page look like: the related rows, and BERITA REKOMENDASI of 2020?"""

from html import escape

from newsspider.replica.cards import slugged
from newsspider.replica.markup import fill
from newsspider.replica.story import Link, Story


def related(story: Story) -> str:
    """The box under the tags, whose rows repeat themselves."""
    if not story.related_rows:
        return ""
    label = "<span class='fbo2 grey'>Baca Juga</span>"
    if story.card.host.regional:
        topic = story.topic or story.tags[0]
        address = f"https://{story.card.host.domain}/topic/{slugged(topic)}"
        link = f"<a class='red' href='{address}'>#{escape(topic)}</a>"
        label = f"<span class='fbo2 grey'>Berita Terkait :</span> {link}"
    rows = "".join(fill("related_row", **_holes(link)) for link in story.related_rows)
    return fill("related", label=label, rows=rows)


def recommendation(story: Story) -> str:
    """In the page itself, its anchors cut."""
    if not story.recommendation:
        return ""
    items = "".join(fill("recommendation_item", **_holes(link)) for link in story.recommendation)
    return fill("recommendation", items=items)


def _holes(link: Link) -> dict[str, str]:
    anchor = escape(link.anchor).replace("…", "&#8230;")
    picture = slugged(link.title)[:40]
    return {"url": escape(link.href or ""), "title": escape(link.title), "anchor": anchor, "picture": picture}
