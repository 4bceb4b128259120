"""Lines that are no story by what they link to: titles of other stories, and linked calls."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from newsspider.items import Anchor, BlockKind, Line, LinkKind
from newsspider.outlets.address import AddressKind
from newsspider.outlets.boilerplate.calls import is_attributed, is_sentence, leads_to_tag
from newsspider.outlets.boilerplate.phrases import Place
from newsspider.outlets.boilerplate.rules import CutRule
from newsspider.outlets.boilerplate.wording import CALL, GOODS, ROLES
from newsspider.outlets.site import Site
from newsspider.outlets.story.shapes import BULLETS
from newsspider.text import collapse

LONGEST_CALL = 300
"""Characters: a linked call has no more."""
LONGEST_HEADING = 60
"""Characters of the heading of a list of stories."""
_DECORATION = re.compile(rf"\A(?:[\s{BULLETS}]|[^\w\s\"“”‘’'(\[«]){{1,9}}|(?<![\s•*<«])[\s•*<«]{{1,9}}\Z")
_TAG_LABEL = re.compile(r"\W*(?:(?:tags?|topik(?: terkait)?|kata kunci)\W*)?", re.IGNORECASE)
_SHARE = re.compile(
    r"facebook\.com/share|(?:twitter|x)\.com/(?:intent|share)|wa\.me/|whatsapp\.com/send|whatsapp:|t\.me/share"
    r"|line\.me/|linkedin\.com/share|pinterest\.com/pin|mailto:",
    re.IGNORECASE,
)
_SHARE_LABEL = re.compile(r"\W*(?:(?:bagikan|sebarkan|share)(?: \w{2,12}){0,2}\W*)?", re.IGNORECASE)
_LABELLED = re.compile(rf"(?!(?:{ROLES})\s?:)[^.!?\"“]{{2,40}}[:：|>»→\]–-]\s{{0,3}}", re.IGNORECASE)
"""A label in front of a link, in any language: "See also: "."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Linked:
    """What its links make of a line: the rule that cuts it, or None; the links to record, and those to record
    if the line is cut because of where it stands."""

    rule: str | None = None
    kind: LinkKind = LinkKind.RELATED
    anchors: Sequence[Anchor] = ()
    calls: Sequence[Anchor] = ()


NOT_LINKED = Linked()


def linked(text: str, line: Line, outlet: Site, below_heading: bool = False) -> Linked:
    """What the links in this part of a line make of it. Below the heading of a list of stories each link
    names one, also on another site."""
    label = outlet.marks.related.fullmatch(text)
    if label is None and not line.anchors:
        return NOT_LINKED
    inside = [anchor for anchor in line.anchors if anchor.text and anchor.text in text]
    stories = [anchor for anchor in inside if outlet.address(anchor.url).is_story]
    pages = inside if below_heading else _pages(inside, outlet)
    named = named_stories(text, label, inside, pages, line.kind)
    if named is not None:
        return Linked(rule=CutRule.BACA_JUGA, kind=LinkKind.BACA_JUGA, anchors=named)
    others = [anchor for anchor in inside if anchor not in stories]
    if not others or line.kind not in (BlockKind.PARAGRAPH, BlockKind.HEADING):
        return Linked(anchors=stories) if stories else NOT_LINKED
    return Linked(rule=linked_call(text, others, outlet), anchors=stories, calls=others)


def is_heading(text: str, outlet: Site) -> bool:
    """Whether a line is the heading of a list of other stories."""
    if len(text) > LONGEST_HEADING:
        return False
    return is_label(text, outlet) or outlet.phrases.rule(text) == "widget_heading"


def is_label(text: str, outlet: Site) -> bool:
    """Whether a line is "Baca juga:" without a title."""
    label = outlet.marks.related.fullmatch(text) if len(text) <= LONGEST_HEADING else None
    return label is not None and not label["title"]


def is_tag_list(line: Line, below_tags: bool) -> bool:
    """Whether a line is a label such as "Tags:", links to tags, or both. A single link is one below tags."""
    rest = _unlinked(line)
    if _TAG_LABEL.fullmatch(rest) is None or not all(leads_to_tag(anchor.href) for anchor in line.anchors):
        return False
    return len(line.anchors) > (0 if below_tags else 1) or any(map(str.isalpha, rest))


def is_share_bar(line: Line) -> bool:
    """Whether a line is nothing but links by which its readers share the page."""
    shares = [_SHARE.search(anchor.href) is not None for anchor in line.anchors]
    return len(shares) > 1 and all(shares) and _SHARE_LABEL.fullmatch(_unlinked(line)) is not None


def _unlinked(line: Line) -> str:
    """The text of a line beside its links."""
    rest = line.text
    for anchor in line.anchors:
        rest = rest.replace(anchor.text, "", 1)
    return rest


def _pages(anchors: Sequence[Anchor], outlet: Site) -> list[Anchor]:
    """The links to stories, and to the outlet's pictures and videos: lists name them like stories. A call to
    look at one is no title."""
    kinds = {anchor: outlet.address(anchor.url).kind for anchor in anchors}
    return [
        anchor
        for anchor, kind in kinds.items()
        if kind is AddressKind.STORY or (kind is AddressKind.OTHER and not CALL.match(anchor.text))
    ]


def named_stories(
    text: str,
    label: re.Match[str] | None,
    inside: Sequence[Anchor],
    stories: Sequence[Anchor],
    kind: BlockKind,
) -> Sequence[Anchor] | None:
    """The links of a line that only names other stories ("Baca juga: ..."); None for any other line."""
    if label is not None:
        return _behind_label(label, [anchor for anchor in inside if not leads_to_tag(anchor.href)], kind)
    stories = [anchor for anchor in stories if not leads_to_tag(anchor.href)]
    if len(stories) != 1 or len(stories[0].text.split()) < 3:
        return None
    only, bare = (_DECORATION.sub("", shown) for shown in (stories[0].text, text))
    bare = bare if bare.endswith(only) else bare.rstrip(". ")
    labelled = bare.endswith(only) and _LABELLED.fullmatch(bare.removesuffix(only)) is not None
    return stories if only == bare or labelled else None


def _behind_label(
    found: re.Match[str], anchors: Sequence[Anchor], kind: BlockKind
) -> Sequence[Anchor] | None:
    """The stories that a line like "Baca juga: ..." names: the link covers its title, or its words say so."""
    title = collapse(found["title"] or "")
    if not title:
        return anchors if anchors or found["also"] is not None else None
    if anchors and 2 * sum(len(anchor.text) for anchor in anchors) >= len(title):
        return anchors
    said_so = kind is not BlockKind.LIST_ITEM and found[0].lstrip("( *•").lower().startswith("baca")
    if (found["also"] is None and not said_so) or not names_story(title, found["also"]):
        return None
    return (Anchor(href="", url=None, text=title, title=None),)


def names_story(title: str, also: str | None) -> bool:
    """Whether the words behind "Baca:" are a headline and no instruction. Behind "Baca juga:" they are one,
    unless a sentence follows."""
    if also is not None:
        return not (title[:1].islower() and title.endswith("."))
    words = [word for word in title.split() if word[:1].isalpha()]
    capitals = sum(word[0].isupper() for word in words)
    return len(words) >= 3 and capitals >= 0.6 * len(words) and not title.endswith(".")


def linked_call(text: str, anchors: Sequence[Anchor], outlet: Site) -> str | None:
    """The rule of a line that calls its reader to where it links: to the outlet's own pages and channels, or
    to a page of tags that the line names as such."""
    if len(text) > LONGEST_CALL or is_attributed(text):
        return None
    phrase = outlet.phrases.phrase(text)
    if phrase is not None:
        return phrase.rule if phrase.place is Place.END else None
    covered = 2 * sum(len(anchor.text) for anchor in anchors) >= len(text)
    if not covered or is_sentence(text):
        return None
    named = outlet.marks.newsroom.search(text) is not None
    if not named and not any(outlet.marks.is_own_address(anchor.href) for anchor in anchors):
        return None
    called = CALL.match(text) is not None or GOODS.match(text) is not None
    if not called and all(leads_to_tag(anchor.href) for anchor in anchors):
        return None  # a word of the story, linked by the page's own machinery
    return CutRule.CALLOUT if called or named else None
