"""Small regions of a story's page: credits, tags, topic, times, summary."""

from html import escape
from urllib.parse import quote

from newsspider.replica.cards import slug_of
from newsspider.replica.dates import clock_text
from newsspider.replica.story import Story

_TOPIC = '<h2 class="red f16"><a href="{address}" title="{name}">{name}</a></h2>'
_CREDIT = (
    '<div class="f11 white pa3 fr pos_rel ar" style="margin-top: -22px;background: rgba(0,0,0,.5);">{}</div>'
)
_TAG = "<h5 class='{cloud}'><a class='rd2' href='{address}' title='{name}'>{name}</a></h5>"
_SUMMARY = (
    '<blockquote class="summary-article mceNonEditable">'
    '<strong class="summary-head">Ringkasan Berita:</strong><ul>{items}</ul></blockquote>'
)


def _profile(role: str, name: str, story: Story) -> str:
    address = f"https://{story.card.host.domain}/{role}/{slug_of(name)}"
    return f'<a href="{address}">{escape(name)}</a>'


def _writer(story: Story) -> str:
    if not story.byline:
        return ""
    return f'<div id="penulis">Penulis: {_profile("penulis", story.byline, story)}</div>'


def _editor(story: Story) -> str:
    return f'<div id="editor">Editor: {_profile("editor", story.editors[0], story)}</div>'


def source_line(story: Story) -> str:
    if not story.source:
        return ""
    name = escape(story.source)
    return f"Sumber: <a href='{story.source_url}' target='_blank' title='{name}'>{name}</a>"


def sources(story: Story) -> str:
    return f"<h6>{source_line(story)}</h6>" if story.source else ""


def credits_2020(story: Story) -> str:
    """Credits below the body: writer (if any), editor, and the source in an unnamed box."""
    writer = f'<div id="penulis">Penulis: {escape(story.byline)}\t\t</div>' if story.byline else ""
    source = f"\n\t\t\t\t<div>\n\t\t{source_line(story)}\t\t</div>" if story.source else ""
    return f'{writer}\n\t\t\t\t<div id="editor">\n\t\tEditor: {escape(story.editors[0])}\t\t</div>{source}'


def credits_2021(story: Story) -> str:
    """Credits above the body; on regional hosts in one line."""
    if story.card.host.regional:
        writer = f"Penulis: <strong>{escape(story.byline)}</strong> | " if story.byline else ""
        editor = f"Editor: <strong>{escape(story.editors[0])}</strong>"
        return f'<h5 id="penulis" class="f14 grey">{writer}{editor}</h5>'
    lines = "".join(f"<h6>{line}</h6>" for line in (_writer(story), _editor(story)) if line)
    return f'<div class="f20 credit mt10">{lines}</div>'


def credits_2024(story: Story) -> str:
    return _writer(story) + _editor(story)


def tags(story: Story) -> str:
    """Tag links; until 2020 they have the story's path in their query."""
    query = f"?url={story.card.path.lstrip('/')}" if story.layout.year == 2020 else ""
    cloud = "tagcloud3 tagcload3" if story.card.host.regional else "tagcloud3"
    domain = story.card.host.domain
    return "".join(
        _TAG.format(cloud=cloud, address=f"https://{domain}/tag/{slug_of(tag)}{query}", name=escape(tag))
        for tag in story.tags
    )


def topic_head(story: Story) -> str:
    if not story.topic:
        return ""
    address = f"https://{story.card.host.domain}/topic/{slug_of(story.topic)}"
    return _TOPIC.format(address=address, name=escape(story.topic))


def hero_credit(story: Story) -> str:
    return _CREDIT.format(escape(story.hero.credit)) if story.hero.credit else ""


def quoted_title(story: Story) -> str:
    return quote(story.headline)


def time_line_2024(story: Story) -> str:
    """The time line: www has a machine-readable time, regional pages have text inside the time element."""
    clock = f"{clock_text(story.published_at)} WIB"
    if story.card.host.regional:
        return f"<time><strong>Tayang:</strong> <span>{clock}</span></time>"
    stamp = story.published_at.isoformat(timespec="minutes")
    return f'<strong>Tayang:</strong> <time datetime="{stamp}">{clock}</time>'


def summary(story: Story, page: int | str = 1) -> str:
    """The newsroom's summary, above the text of the first page."""
    items = "".join(f"<li>{escape(line)}</li>" for line in story.summary)
    return _SUMMARY.format(items=items) if items and page in (1, "all") else ""
