"""Rejected pages are grouped by their markup, whatever their text."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsspider.items import Rejection
from newsspider.outlets.pages.skeleton import Skeleton, skeleton_of
from newsspider.replica import Newsroom
from newsspider.store.crawl.store import Store
from newsspider.store.reports.drift import skeletons
from newsspider.store.reports.readonly import looking
from newsspider.visits import Fetch
from tests.breakages.spoilt import Change, Spoilt, redesigned
from tests.running.crawling import scrapy
from tests.running.nights import crawled, last_run, rows, this_hour

PAGE = """<html><body class="home"><div id="wrap" class="b a"><nav><p>Menu</p></nav>
<div class="judul"><h1 class="besar">{title}</h1></div>{box}
<div id="isi-{number}" class="teks konten"><p>{text}</p><p>{text} lagi</p></div></div></body></html>"""


def made(title: str = "Judul", text: str = "Kata " * 30, box: str = "", number: int = 1) -> str:
    return PAGE.format(title=title, text=text, box=box, number=number)


def signature(html: str) -> str:
    found = skeleton_of(html)
    assert found is not None
    return found.signature


@pytest.mark.parametrize(
    "other",
    [
        made(title="Lain sama sekali", text="Cerita " * 200),
        made(number=4711),
        made(box='<aside class="iklan"><p>Iklan kecil</p></aside>'),
        made().replace('class="b a"', 'class="a b"').replace("<p>", "<p>\n").replace("home", "front"),
        made().replace("</p></div>", "</p><p>Satu lagi</p></div>"),
    ],
)
def test_pages_made_alike_have_one_signature(other: str) -> None:
    assert signature(other) == signature(made())


@pytest.mark.parametrize(("old", "new"), [("judul", "kepala"), ("isi-", "tubuh-"), ("besar", "raksasa")])
def test_another_form_has_another(old: str, new: str) -> None:
    assert signature(made().replace(old, new)) != signature(made())


def test_a_skeleton_says_where_things_stand() -> None:
    assert skeleton_of(made().replace("</h1>", "</h1><time>Kini</time>")) == Skeleton(
        signature=signature(made()),
        headline="div#wrap.a.b > div.judul > h1.besar",
        text="div#isi-1.konten.teks",
        time="div#wrap.a.b > div.judul > time",
    )


@pytest.mark.parametrize("nothing", [b"", b"   ", b"kata saja", b"\x00\x01", "<div>" * 50_000, "<" * 100])
def test_what_is_no_page_has_none(nothing: bytes | str) -> None:
    assert skeleton_of(nothing) is None


@given(
    st.one_of(
        st.binary(max_size=300),
        st.text(alphabet=st.characters(), max_size=300),
        st.from_regex(r"(<[a-z/!]{1,4}( id='[^']{0,4}| class=.{0,4})?>?){0,20}"),
    )
)
def test_no_page_is_too_strange(body: bytes | str) -> None:
    found = skeleton_of(body)
    assert found is None or len(found.signature) == 16


def unreadable(section: str) -> Change:
    """A redesign whose pages do not say that they are stories, under a headline of other words."""

    def change(host: str, path: str, html: str) -> str:
        html = redesigned(section)(host, path, html)
        if "judul-baru" not in html:
            return html
        html = re.sub(
            r"<script type=.application/ld.json.>.*?</script>|<meta[^>]*og:type[^>]*>",
            "",
            html,
            flags=re.DOTALL,
        )
        return re.sub(r"(<h1[^>]*>)[^<]*", r"\1Kabar Pagi Ini", html)

    return change


def test_a_redesign_of_one_section_is_one_group_of_each_form(database: str) -> None:
    plain = Newsroom(stories=60, days=1.5, now=this_hour(), hosts=("www",))
    section = max(
        (plain.card(number).section[0] for number in range(60)),
        key=lambda name: sum(plain.card(number).section[0] == name for number in range(60)),
    )
    crawled(Spoilt(plain, story=unreadable(section)), database)
    rejected = rows(database, "select url, skeleton, reason from rejection where reason like 'No%%'")
    assert rejected
    assert all(f"/{section}/" in row["url"] and row["skeleton"] for row in rejected)
    with looking(database) as connection:
        groups = skeletons(connection, days=1)
    assert len(groups) <= 3
    assert sum(group.pages for group in groups) == len(rejected)
    skeleton = skeleton_of(groups[0].page)
    assert skeleton is not None
    assert skeleton.signature == groups[0].skeleton
    assert skeleton.headline is not None
    assert "judul-baru" in skeleton.headline
    assert skeleton.text is not None
    assert "isi-berita" in skeleton.text
    done = scrapy("suspects", "--days", "1", database=database)
    assert f"{groups[0].skeleton}  {groups[0].pages} page" in done.stdout
    assert "isi-berita" in done.stdout
    assert last_run(database)["verdict"] in ("ok", "degraded")


async def test_a_page_keeps_since_when_it_has_its_form(database: str) -> None:
    url = "https://www.tribunnews.com/news/2026/07/24/kisah"
    page = Rejection(
        outlet="tribun",
        url=url,
        reason="NoLayout",
        detail="sebab",
        body=made().encode(),
        skeleton="a" * 16,
        fetch=Fetch(page=url, depth=0, status=200),
    )
    none = replace(
        page, body=b"", skeleton=None, reason="Http500", fetch=Fetch(page=url, depth=0, status=500)
    )
    store = Store(database, batch_seconds=0.02)
    await store.open()
    try:
        await store.start_run("tribun", {}, "0")
        row = {
            "outlet": "tribun",
            "url": url,
            "host": "www.tribunnews.com",
            "found_how": "given",
            "kind": "story",
        }
        await store.make_due([{**row, "priority": 0}])
        seen = []
        for outcome in (page, page, none, replace(page, skeleton="b" * 16)):
            await store.save(url, outcome, ())
            seen.append(rows(database, "select skeleton, alike_since, rejected_at from rejection")[0])
        assert [one["skeleton"][0] for one in seen] == ["a", "a", "a", "b"]
        assert seen[0]["alike_since"] == seen[1]["alike_since"] == seen[2]["alike_since"]
        assert seen[3]["alike_since"] == seen[3]["rejected_at"] > seen[2]["rejected_at"]
    finally:
        await store.close()
    with looking(database) as connection:
        (group,) = skeletons(connection, days=1)
    assert (group.skeleton, group.pages, group.reasons, group.examples) == ("b" * 16, 1, ["NoLayout"], [url])
    assert group.page == made().encode()
