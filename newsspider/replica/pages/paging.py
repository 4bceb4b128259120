"""Paging of long stories: the requested page, and the links to the others in each template."""

from datetime import datetime
from typing import NamedTuple

from newsspider.replica.story import Piece, Story

ALL = "all"
_FORWARD = (
    '<div class="mb20"><a class="bgblue white ptb5 plr10 f18" href="{}">'
    'Halaman selanjutnya <i class="fa fa-arrow-right"></i></a></div>'
)
_PAGING = (
    "<div class='paging mb20'><div class='pt10 pb5 plr10 ovh bggrey'>"
    "<div class='pr5 pt7 fbo2 grey2 fl f14'>Halaman</div>{}</div></div>"
)


class View(NamedTuple):
    """The requested page: a number from 1, or "all"; `now` is the time in the page's header."""

    page: int | str
    now: datetime


def pieces_of(story: Story, page: int | str) -> tuple[Piece, ...]:
    return tuple(story.pieces()) if page == ALL else story.body[int(page) - 1]


def paging(story: Story, page: int | str) -> str:
    if story.pages == 1 or page == ALL:
        return ""
    return _numbers_2020(story, int(page)) if story.layout.year == 2020 else _numbers_2021(story, int(page))


def _address(story: Story, page: int) -> str:
    return story.url if page == 1 else f"{story.url}?page={page}"


def _numbers_2020(story: Story, page: int) -> str:
    numbers = "".join(_number_2020(story, n, n == page) for n in range(1, story.pages + 1))
    forward = _FORWARD.format(_address(story, page + 1)) if page < story.pages else ""
    return f"{forward}{_PAGING.format(numbers)}"


def _number_2020(story: Story, page: int, current: bool) -> str:
    looks = 'id="pagecurrent" class="white bgblue"' if current else 'class="bgwhite"'
    return f'<a href="{_address(story, page)}" {looks} style="margin-left:1px!important">{page}</a>'


def _numbers_2021(story: Story, page: int) -> str:
    numbers = "".join(
        f'<a rel="page-{n}" class="{"active" if n == page else ""}" href="{_address(story, n)}">{n}</a>'
        for n in range(1, story.pages + 1)
    )
    total = f'<span class="total-page">Halaman {page}/{story.pages}</span>'
    return f'<div class="paging-article mb20">{total}{numbers}</div>'
