"""Pictures of a Tribun page, with their captions and credits."""

from __future__ import annotations

from selectolax.lexbor import LexborNode

from newsspider.items import Image
from newsspider.outlets.lines import shown
from newsspider.outlets.page import Page
from newsspider.outlets.reading import Reading
from newsspider.outlets.tribun.captions import caption_and_credit, fuller_caption
from newsspider.text import collapse


def hero_images(reading: Reading) -> tuple[Image, ...]:
    """The picture above the story; its visible lines are noted as removed."""
    root = reading.page.first("#artimg") or _hero_box(reading.page)
    if root is None:
        return ()
    credit = _shown(root, "div.f11.white", ".credit-foto", ".photo-credit", ".ar.pos_rel")
    boxed = () if root.attributes.get("id") == "article" else ("figcaption", ".caption")
    caption = _shown(root, "div.arial.f12", "div.f12.pt5", *boxed)
    if caption is None and credit is None and root.css_first("img") is None:
        return ()
    for rule, text in (
        ("photo_zoom", _shown(root, "small")),
        ("photo_credit", credit),
        ("caption", caption),
    ):
        reading.remove(rule, text or "")
    text, at_end = caption_and_credit(caption or "", credit)
    return (Image(url=_picture(reading, root), caption=text, credit=credit or at_end),)


def _hero_box(page: Page) -> LexborNode | None:
    """Where there is no #artimg: on m. pages picture, credit and caption stand loose in #article; on
    AMP the hero is a figure outside the story."""
    if page.first("#article a.glightbox") is not None:
        return page.first("#article")
    story = page.first("div.txt-article")
    inside = {node.mem_id for node in story.css("figure")} if story is not None else set()
    return next((node for node in page.tree.css("#article figure") if node.mem_id not in inside), None)


def figure_images(reading: Reading, node: LexborNode) -> list[Image]:
    """The picture of a figure with its caption; a figcaption counts, an alt text only in its absence."""
    img = node if node.tag == "amp-img" else node.css_first("img, amp-img")
    said = _shown(node, "figcaption", ".caption") or (shown(node) or None)
    alt = (img.attributes.get("alt") or "").strip() if img is not None else ""
    text, credit = caption_and_credit(said or alt, None)
    text = fuller_caption(collapse(alt), text)
    if img is None and not text:
        return []
    source = (img.attributes.get("data-src") or img.attributes.get("src")) if img is not None else None
    return [Image(url=reading.outlet.absolute(source, reading.page.url), caption=text, credit=credit)]


def picture_below(reading: Reading, node: LexborNode, text: str) -> Image:
    """The picture in `node`, with the caption that stands in a paragraph below it."""
    img = node if node.tag in ("img", "amp-img") else node.css_first("img, amp-img")
    source = (img.attributes.get("data-src") or img.attributes.get("src")) if img is not None else None
    caption, credit = caption_and_credit(text, None)
    return Image(url=reading.outlet.absolute(source, reading.page.url), caption=caption, credit=credit)


def _picture(reading: Reading, root: LexborNode) -> str | None:
    link = root.css_first("a.glightbox[href]")
    img = root.css_first("img.imgfull, img.wfull, img[data-src]") or root.css_first("img")
    attributes = img.attributes if img is not None else {}
    found = (
        (link.attributes["href"] if link is not None else None)
        or attributes.get("data-src")
        or attributes.get("src")
    )
    return reading.outlet.absolute(found, reading.page.url)


def _shown(root: LexborNode, *selectors: str) -> str | None:
    for selector in selectors:
        node = root.css_first(selector)
        if node is not None and (text := shown(node)):
            return text
    return None
