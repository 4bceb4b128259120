"""How does a page of a long story point at the others, in each template generation?"""

from newsspider.replica.story import Piece, Story

ALL = "all"


def pieces_of(story: Story, page: int | str) -> tuple[Piece, ...]:
    return tuple(story.pieces()) if page == ALL else story.body[int(page) - 1]


def paging(story: Story, page: int | str) -> str:
    if story.pages == 1 or page == ALL:
        return ""
    return _numbers_2020(story, int(page)) if story.layout.year == 2020 else _numbers_2021(story, int(page))


def _address(story: Story, page: int) -> str:
    return story.url if page == 1 else f"{story.url}?page={page}"


def _numbers_2020(story: Story, page: int) -> str:
    forward = ""
    if page < story.pages:
        forward = (
            f'<div class="mb20"><a class="bgblue white ptb5 plr10 f18" href="{_address(story, page + 1)}">'
            'Halaman selanjutnya <i class="fa fa-arrow-right"></i></a></div>'
        )
    numbers = "".join(
        f'<a href="{_address(story, n)}"{" id=" + chr(34) + "pagecurrent" + chr(34) if n == page else ""} '
        f'class="{"white bgblue" if n == page else "bgwhite"}" style="margin-left:1px!important;font-size:14px">{n}</a>'
        for n in range(1, story.pages + 1)
    )
    return (
        f"{forward}<div class='paging mb20'><div class='pt10 pb5 plr10 ovh bggrey'>"
        f"<div class='pr5 pt7 fbo2 grey2 fl f14'>Halaman</div>{numbers}</div></div>"
    )


def _numbers_2021(story: Story, page: int) -> str:
    numbers = "".join(
        f'<a rel="page-{n}" class="{"active" if n == page else ""}" href="{_address(story, n)}">{n}</a>'
        for n in range(1, story.pages + 1)
    )
    return f'<div class="paging-article mb20"><span class="total-page">Halaman {page}/{story.pages}</span>{numbers}</div>'
