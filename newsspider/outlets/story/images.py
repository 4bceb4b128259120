"""Pictures of a story and their captions, as the markup has them."""

from __future__ import annotations

from selectolax.lexbor import LexborNode

from newsspider.items import Image
from newsspider.outlets.pages.lines import visible_text
from newsspider.outlets.story.captions import caption_and_credit, fuller_caption
from newsspider.outlets.story.reading import Reading
from newsspider.text import collapse

IMAGE_TAGS = ("img", "amp-img")
PICTURE_HOLDERS = (*IMAGE_TAGS, "p", "div", "figure", "a", "span", "center")
"""Elements that hold a picture; anything else without text shows a video."""


def figure_image(reading: Reading, node: LexborNode) -> Image | None:
    """The picture of a figure with its caption; a figcaption counts, an alt text only in its absence."""
    img = _img(node)
    captioned = first_with_text(node, "figcaption", ".caption")
    stated = captioned[0] if captioned else visible_text(node)
    alt = alt_text(img)
    text, credit = caption_and_credit(stated or alt or "", None)
    text = fuller_caption(alt or "", text)
    if img is None and not text:
        return None
    return Image(url=_address(reading, img), caption=text, credit=credit, alt=alt)


def bare_image(reading: Reading, node: LexborNode) -> Image:
    """The picture in an element that has no words, without a caption."""
    img = _img(node)
    return Image(url=_address(reading, img), caption="", alt=alt_text(img))


def alt_text(img: LexborNode | None) -> str | None:
    """The text that a page has in place of a picture, on one line; None if it has none."""
    return collapse((img.attributes.get("alt") or "") if img is not None else "") or None


def first_with_text(root: LexborNode, *selectors: str) -> tuple[str, LexborNode] | None:
    """The first of these elements that has text, behind that text."""
    for selector in selectors:
        node = root.css_first(selector)
        if node is not None and (text := visible_text(node)):
            return text, node
    return None


def _img(node: LexborNode) -> LexborNode | None:
    return node if node.tag in IMAGE_TAGS else node.css_first(", ".join(IMAGE_TAGS))


def _address(reading: Reading, img: LexborNode | None) -> str | None:
    attributes = img.attributes if img is not None else {}
    return reading.absolute(attributes.get("data-src") or attributes.get("src"))
