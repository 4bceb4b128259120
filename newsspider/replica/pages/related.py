"""Link boxes of a page: the related rows, and BERITA REKOMENDASI of 2020."""

from html import escape

from newsspider.replica.cards import slug_of
from newsspider.replica.pages.markup import fill
from newsspider.replica.story import Link, Story


def related(story: Story) -> str:
    """The box below the tags, with repeated rows."""
    if not story.related_rows:
        return ""
    label = "<span class='fbo2 grey'>Baca Juga</span>"
    if story.card.host.regional:
        topic = story.topic or story.tags[0]
        address = f"https://{story.card.host.domain}/topic/{slug_of(topic)}"
        link = f"<a class='red' href='{address}'>#{escape(topic)}</a>"
        label = f"<span class='fbo2 grey'>Berita Terkait :</span> {link}"
    rows = "".join(fill("related_row", **_fields(link)) for link in story.related_rows)
    return fill("related", label=label, rows=rows)


def recommendation(story: Story) -> str:
    """The recommendation box, with shortened anchors."""
    if not story.recommendation:
        return ""
    items = "".join(fill("recommendation_item", **_fields(link)) for link in story.recommendation)
    return fill("recommendation", items=items)


def _fields(link: Link) -> dict[str, str]:
    anchor = escape(link.anchor).replace("…", "&#8230;")
    picture = slug_of(link.title)[:40]
    return {"url": escape(link.href or ""), "title": escape(link.title), "anchor": anchor, "picture": picture}
