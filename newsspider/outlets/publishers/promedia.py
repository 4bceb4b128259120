"""The story layout of the Promedia network, which its papers share."""

from __future__ import annotations

from typing import ClassVar

from newsspider.outlets.press import PressStory


class PromediaStory(PressStory):
    """Headline `.read__title`, text `.read__content`, people and time in `.read__info`."""

    signature: ClassVar = ("h1", ".read__content, .read__article, [itemprop=articleBody]")
    headline: ClassVar = ("css:h1.read__title", "css:h1")
    published_at: ClassVar = (
        "ld:datePublished",
        "meta:article:published_time",
        "css:.read__info__date",
        "css:span[class*=date]",
    )
    breadcrumb: ClassVar = ("crumbs:", "css:.breadcrumb__wrap a")
    authors: ClassVar = ("css:.read__info__author", "ld:author")
    editors: ClassVar = ("css:.read__info__editor",)
    tags: ClassVar = ("css:.tag__article__link", "css:.tag__list a", "css:a[href*='/tag/']")
    page_count: ClassVar = ("css:.paging__item:has(+ :last-child)",)
    body: ClassVar = ("article.read__content", ".read__content", ".read__article", "[itemprop=articleBody]")
    figure: ClassVar = ".photo, figure"
    caption: ClassVar = ".photo__caption, figcaption"
    furniture: ClassVar = {
        **PressStory.furniture,
        "caption": "figure, figcaption, .photo, .photo__caption",
        "advertisement": "ins, iframe, .prads, .ads, [id^=div-gpt-ad], [id^=prmn__]",
        "baca_juga": ".read__others, .readmore, [class^=baca-juga]",
        "read_more": ".paging",
        "tag_list": ".tag",
    }
