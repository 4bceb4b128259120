"""What do the smaller regions of an article page look like: credits, tags, paging, related links, widgets?"""

from html import escape
from urllib.parse import quote

from newsspider.replica.cards import slugged
from newsspider.replica.markup import script_json
from newsspider.replica.story import Link, Story


def _profile(role: str, name: str, story: Story) -> str:
    address = f"https://{story.card.host.domain}/{role}/{slugged(name)}"
    return f'<a href="{address}">{escape(name)}</a>'


def source_line(story: Story) -> str:
    if not story.source:
        return ""
    name = escape(story.source)
    return f"Sumber: <a href='{story.source_url}' target='_blank' title='{name}'>{name}</a>"


def credits_2020(story: Story) -> str:
    """Below the body: writer (if any), editor, and the source in a box without a name."""
    writer = f'<div id="penulis">Penulis: {escape(story.byline)}\t\t</div>' if story.byline else ""
    source = f"\n\t\t\t\t<div>\n\t\t{source_line(story)}\t\t</div>" if story.source else ""
    return f'{writer}\n\t\t\t\t<div id="editor">\n\t\tEditor: {escape(story.editors[0])}\t\t</div>{source}'


def credits_2021(story: Story) -> str:
    if story.card.host.regional:
        writer = f"Penulis: <strong>{escape(story.byline)}</strong> | " if story.byline else ""
        return f'<h5 id="penulis" class="f14 grey">{writer}Editor: <strong>{escape(story.editors[0])}</strong></h5>'
    writer = f'<h6><div id="penulis">Penulis: {_profile("penulis", story.byline, story)}</div></h6>' if story.byline else ""
    editor = f'<h6><div id="editor">Editor: {_profile("editor", story.editors[0], story)}</div></h6>'
    return f'<div class="f20 credit mt10">{writer}{editor}</div>'


def credits_2024(story: Story) -> str:
    writer = f'<div id="penulis">Penulis: {_profile("penulis", story.byline, story)}</div>' if story.byline else ""
    return f'{writer}<div id="editor">Editor: {_profile("editor", story.editors[0], story)}</div>'


def tags(story: Story) -> str:
    """Tag links; until 2020 they carry the story's path in their query."""
    query = f"?url={story.card.path.lstrip('/')}" if story.layout.year == 2020 else ""
    cloud = "tagcloud3 tagcload3" if story.card.host.regional else "tagcloud3"
    return "".join(
        f"<h5 class='{cloud}'><a class='rd2' href='https://{story.card.host.domain}/tag/{slugged(tag)}{query}'"
        f" title='{escape(tag)}'>{escape(tag)}</a></h5>"
        for tag in story.tags
    )


def topic_head(story: Story) -> str:
    if not story.topic:
        return ""
    address = f"https://{story.card.host.domain}/topic/{slugged(story.topic)}"
    return f'<h2 class="red f16"><a href="{address}" title="{escape(story.topic)}">{escape(story.topic)}</a></h2>'


def hero_credit(story: Story) -> str:
    if not story.hero.credit:
        return ""
    return f'<div class="f11 white pa3 fr pos_rel ar" style="margin-top: -22px;background: rgba(0,0,0,.5);">{escape(story.hero.credit)}</div>'


def related(story: Story) -> str:
    """The box under the tags, whose rows repeat themselves."""
    if not story.related_rows:
        return ""
    label = "<span class='fbo2 grey'>Baca Juga</span>"
    if story.card.host.regional:
        topic = slugged(story.topic or story.tags[0])
        label = f"<span class='fbo2 grey'>Berita Terkait :</span> <a class='red' href='https://{story.card.host.domain}/topic/{topic}'>#{escape(story.topic or story.tags[0])}</a>"
    rows = "".join(_row(link) for link in story.related_rows)
    return f"""<div class="mb10"  >
		<div class="f18 fbo2 pb10" >{label} </div>
		<div class="mt5 bdr"></div>
		<div class="f14">
			<ul>{rows}</ul>
		</div>
	</div>"""


def _row(link: Link) -> str:
    title = escape(link.title)
    return f"""
				<table style="width: 100%">
				  <tbody>
				    <tr >
						<th class="bdr2" style="width: 80%;vertical-align: top; padding-top: 3px;">
							<a href="{escape(link.url or '')}" title="{title}" class="fbo2 f15">
							{title}														</a>
				      	</th>
				      	<td class="bdr2" style="padding-bottom: 5px; width: 20%; padding-top: 3px;">
							<img data-src="https://cdn2.tstatic.net/tribunnews/foto/bank/medium/{slugged(link.title)[:40]}.jpg" class="pa5 shou bgwhite lozad" height="80" width="125" alt="{slugged(link.title)[:40]}.jpg"/>
				      	</td>
				    </tr>
				  </tbody>
				</table>
"""


def recommendation(story: Story) -> str:
    """BERITA REKOMENDASI of 2020: in the page itself, its anchors cut."""
    if not story.recommendation:
        return ""
    items = "".join(
        f"""			<div class="fl mr10 artohtitm ovh">
	  	   	<a href="{link.url}" title="{escape(link.title)}">
				<div class="pos_rel">
					<img src="https://cdn2.tstatic.net/tribunnews/foto/bank/thumbnails2/{slugged(link.title)[:40]}.jpg" width="130" height="97" class="shou2" alt="{escape(link.title)}" />
				</div>
			</a>
			<h3 class="pt5">
				<a href="{link.url}" title="{escape(link.title)}" class="fbo2 f14 al">
					{escape(link.anchor).replace("…", "&#8230;")} 				</a>
			</h3>
		</div>
	"""
        for link in story.recommendation
    )
    return f"""<div class="bsh ovh mb20 artoht" id="artoht">
	<div class="f22 tsa2 tap p150 f300">
		<h2 class="f300 f24 ">
			<span class="blue2 bdrblue">BERITA</span> <span class="red">REKOMENDASI</span>
		</h2>
		<div class="mt5 bdr"></div>
	</div>
	<div class="" style="padding-right:0px!important" >
{items}		<div class="cl2"></div>
	</div>
</div>"""


def quoted_title(story: Story) -> str:
    return quote(story.headline)


def widget_config(story: Story) -> str:
    return script_json({
        "accountid": "replica", "widgetid": "1000", "container": "jixie-recommendation", "title": story.headline,
        "pageurl": story.url, "keywords": ",".join(story.tags), "date_published": f"{story.published_at:%Y-%m-%d}",
    })  # fmt: skip
