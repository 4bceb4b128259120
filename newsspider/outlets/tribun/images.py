"""Pictures of a Tribun page, with their captions and credits."""

from __future__ import annotations

from selectolax.lexbor import LexborNode

from newsspider.items import Image
from newsspider.outlets.pages.page import Page
from newsspider.outlets.story.captions import caption_and_credit
from newsspider.outlets.story.images import alt_text, first_with_text
from newsspider.outlets.story.reading import Reading


def hero_images(reading: Reading) -> tuple[Image, ...]:
    """The picture above the story; its visible lines are transcribed as furniture."""
    root = reading.page.first("#artimg") or _hero_box(reading.page)
    if root is None:
        return ()
    credit = first_with_text(root, "div.f11.white", ".credit-foto", ".photo-credit", ".ar.pos_rel")
    boxed = () if root.attributes.get("id") == "article" else ("figcaption", ".caption")
    caption = first_with_text(root, "div.arial.f12", "div.f12.pt5", *boxed)
    if caption is None and credit is None and root.css_first("img") is None:
        return ()
    zoom = first_with_text(root, "small")
    shown = (("photo_zoom", zoom), ("photo_credit", credit), ("caption", caption))
    lines = [(rule, found[0]) for rule, found in shown if found]
    if place := zoom or credit or caption:
        reading.note(place[1], *lines)
    stated = credit[0] if credit else None
    text, at_end = caption_and_credit(caption[0] if caption else "", stated)
    img = root.css_first("img.imgfull, img.wfull, img[data-src]") or root.css_first("img")
    url = _picture(reading, root, img)
    return (Image(url=url, caption=text, credit=stated or at_end, alt=alt_text(img)),)


def _hero_box(page: Page) -> LexborNode | None:
    """Where there is no #artimg: on m. pages picture, credit and caption stand loose in #article; on
    AMP the hero is a figure outside the story."""
    if page.first("#article a.glightbox") is not None:
        return page.first("#article")
    story = page.first("div.txt-article")
    inside = {node.mem_id for node in story.css("figure")} if story is not None else set()
    return next((node for node in page.tree.css("#article figure") if node.mem_id not in inside), None)


def _picture(reading: Reading, root: LexborNode, img: LexborNode | None) -> str | None:
    link = root.css_first("a.glightbox[href]")
    attributes = img.attributes if img is not None else {}
    found = (
        (link.attributes["href"] if link is not None else None)
        or attributes.get("data-src")
        or attributes.get("src")
    )
    return reading.absolute(found)
