"""Nights of wrong addresses and pages of other stories: no story is lost or altered, the run says so."""

from __future__ import annotations

from tests.crawls.oddnights import Nights, path_of, urlset
from tests.running.oddsite import HTML, SOLO, WWW, Answer, Routes, sitemap

NEWS = f"{WWW}/sitemap-news.xml"
WORDS = (
    "ladang lereng dirawat pelajar sejak sabtu pagi bersama warga desa kegiatan diulang tahun kata kepala longsor jalan"
    " menuju pasar lama koperasi membeli panen pertama sebelum musim hujan tiba"
).split()


def text_of(name: str, words: int = len(WORDS)) -> str:
    """A text that shares no two words in a row with that of another name."""
    return " ".join(f"{word} {name.lower()}" for word in WORDS[:words])


def story_page(url: str, name: str, *, number: str = "", text: str = "") -> Answer:
    """A page of the story `name`, which states the address `url` and the number `number`."""
    mark = f'<span data-content-id="{number}"></span>' if number else ""
    paragraphs = f"<p><strong>TRIBUNNEWS.COM, SURYALAYA</strong> - {text or text_of(name)}.</p>"
    return (
        200,
        HTML,
        (
            f'<!DOCTYPE html><html><head><title>{name}</title><link rel="canonical" href="{url}"></head><body>'
            f'<div id="article"><h1 id="arttitle">{name}</h1>{mark}<div class="side-article txt-article">{paragraphs}'
            "</div></div></body></html>"
        ),
    )


def stories(host: str, count: int, form: str) -> dict[str, str]:
    """Addresses of so many stories of a host, each with its name."""
    names = ("Kopi", "Gula", "Cengkih", "Pala", "Lada", "Kakao", "Vanili", "Jahe", "Kunyit", "Serai")[:count]
    return {
        f"https://{host}/{form.format(7858600 + place)}/{name.lower()}": name
        for place, name in enumerate(names)
    }


WRONG = f"https://{WWW}/news/7858699/teh"
FORMS = {"numbered": "news/{}", "dated": "2026/07/24"}


def good(known: dict[str, str]) -> Routes:
    return {path_of(url): story_page(url, name) for url, name in known.items()}


def routes_of(known: dict[str, str], *answers: Routes) -> Routes:
    lists = {NEWS: sitemap(*known)}
    return {**lists, **{place: answer for routes in answers for place, answer in routes.items()}}


def test_cached_page_of_another_story_loses_nothing(database: str) -> None:
    """Case I2: on the first night, in both grammars; after two good nights every listed story is stored."""
    known = {**stories(WWW, 5, FORMS["numbered"]), f"https://{WWW}/news/2026/07/24/gula-aren": "Gula Aren"}
    one = Nights(database)
    wrong = {path_of(url): story_page(WRONG, "Teh", number="7858699") for url in known}
    night = one.night(routes_of(known, wrong))
    assert night.verdict != "ok"
    assert night.names(WWW)
    assert one.stories().isdisjoint(known)
    for url in known:
        assert one.page(url)["reason"] == "OtherStory"
        assert one.page(url)["due_at"] is not None
    night = one.night(routes_of(known, good(known)))
    assert known.keys() <= one.stories()
    assert night.code == 0


def test_bad_night_replaces_no_stored_story(database: str) -> None:
    """Case I2 on revisits, issue 4: stored stories stay as they are, the night is noticed with the host's name."""
    known = stories(WWW, 6, FORMS["dated"])
    teaser, *urls = known
    notice = story_page(
        urls[0],
        "Artikel Dihapus",
        text="Artikel ini telah dihapus oleh redaksi kami, silakan baca kabar lain",
    )
    wrong: Routes = {
        path_of(teaser): story_page(teaser, known[teaser], text=text_of(known[teaser], 6)),
        path_of(urls[0]): notice,
        path_of(urls[1]): story_page(WRONG, "Teh", number="7858699"),
        path_of(urls[2]): story_page(urls[2], "Teh"),  # another story, whose page says that it is this one
        path_of(urls[3]): (302, {**HTML, "Location": WRONG}, ""),
        path_of(urls[4]): story_page(urls[4], known[urls[4]], text=text_of("Teh", 9)),
    }
    one = Nights(database)
    assert one.night(routes_of(known, good(known))).code == 0
    before = one.sql("select url, headline, body, changed_at from article order by url")
    revisit(one)
    night = one.night(routes_of(known, wrong))
    assert (night.verdict, night.names(f"{WWW}: 6 of ")) == ("degraded", True)
    after = one.sql("select url, headline, body, changed_at from article order by url")
    assert [row for row in after if row["url"] in known] == [row for row in before if row["url"] in known]
    assert one.sql("select from revision") == []
    assert one.sql("select from article where gone_at is not null") == []
    why = {row["reason"] for row in one.sql("select reason from rejection")}
    assert why == {"Doubtful", "OtherStory", "MovedAway"}
    night = one.night(routes_of(known, good(known)))
    assert (night.code, one.sql("select from rejection")) == (0, [])
    assert one.sql("select from revision") == []


def revisit(one: Nights) -> None:
    """All stories fall due again."""
    one.sql("update page set due_at = now() where outcome is not null and kind = 'story' returning id")


def test_true_rewrite_is_believed_without_alarm(database: str) -> None:
    """Issue 4, the other way: one story rewritten among others is stored the second night, and no reason."""
    known = stories(WWW, 8, FORMS["numbered"])
    url = next(iter(known))
    one = Nights(database)
    one.night(routes_of(known, good(known)))
    new = {path_of(url): story_page(url, "Harga Pupuk")}
    for stored in ("Kopi", "Harga Pupuk"):
        revisit(one)
        night = one.night(routes_of(known, good(known), new))
        assert (night.verdict, night.reasons) == ("ok", [])
        assert one.sql("select headline from article where url = %s", url) == [{"headline": stored}]


def test_spellings_of_one_address_are_one_story(database: str) -> None:
    """Case I1: whatever lists and canonical say, one article, asked for once."""
    url = f"https://{WWW}/news/2026/07/24/gula-aren"
    other = [
        url.replace("aren", "ar%65n"),
        url.replace("aren", "a%72en"),
        url.replace("/news/", "/./news//"),
        f"{url}?UTM_Source=x",
        f"{url}?amp%3Butm_medium=y",
        f"{url};jsessionid=A1",
    ]
    one = Nights(database)
    night = one.night(
        routes_of({url: "", **dict.fromkeys(other, "")}, {path_of(url): story_page(url, "Gula Aren")})
    )
    assert one.sql("select url from article where url like '%%gula%%'") == [{"url": url}]
    assert sum("gula" in place for place in night.asked) == 1


def test_dropped_link_of_a_list_is_recorded(database: str) -> None:
    """Case S1: each leaves a row with its reason, at most ten a list; a list of nothing else is a reason."""
    photos = [f"https://asset-1.tribunnews.com/foto-{number}.jpg" for number in range(15)]
    odd = f"https://{WWW}/berkas/kopi.pdf/x/y/z/w"
    one = Nights(database)
    night = one.night({NEWS: urlset("".join(f"<url><loc>{url}</loc></url>" for url in [odd, *photos]))})
    assert (night.code, night.names(f"{WWW}: its lists name mostly addresses that are not crawled")) == (
        3,
        True,
    )
    kept = one.sql("select url, reason, due_at from page where reason like 'dropped: %%' order by id")
    assert len(kept) == 10
    assert one.page(photos[0])["reason"] == "dropped: on a host that is not the outlet's"
    assert one.page(odd)["reason"] == "dropped: neither a story's address nor a list's"
    assert {row["due_at"] for row in kept} == {None}
    known = [f"https://video.tribunnews.com/view/{number}/panen" for number in range(5)]
    night = one.night({NEWS: sitemap(*known, f"https://{WWW}/tag/kopi")})
    assert not night.names("names mostly")
    assert not any("asset-1" in place or "berkas" in place for place in night.asked)


def test_story_of_another_host_is_not_ours(database: str) -> None:
    """Case I2: solo's address answers with www's story of another day; both are stored in the end."""
    ours, theirs = f"https://{SOLO}/2026/07/24/harga-emas", f"https://{WWW}/news/2026/07/23/harga-emas"
    routes: Routes = {
        NEWS: sitemap(theirs),
        path_of(theirs): story_page(theirs, "Harga Emas Kamis"),
        f"{SOLO}/sitemap.xml": sitemap(ours),
    }
    one = Nights(database, hosts="www,solo")
    one.night({**routes, path_of(ours): story_page(theirs, "Harga Emas Kamis")})
    one.night({**routes, path_of(ours): story_page(ours, "Harga Emas Jumat")})
    found = {
        row["url"]: row["headline"]
        for row in one.sql("select url, headline from article where url like '%%emas%%'")
    }
    assert found == {ours: "Harga Emas Jumat", theirs: "Harga Emas Kamis"}
