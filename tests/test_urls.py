"""Has every story one address, and is nothing that only looks like one of ours taken for it?"""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsspider.outlets import OUTLETS, outlet_for
from newsspider.urls import absolute, canonical, host_of, tidy

TRIBUN = OUTLETS["tribun"]
STORY = "https://www.tribunnews.com/nasional/2020/05/04/panen-kopi-di-lereng-gunung"

words = st.text(alphabet="abcdefghijklmnopqrstuvwxyz0123456789-", min_size=1, max_size=12)
slugs = words.map(lambda word: f"warga-{word}")
hosts = st.sampled_from(["www.tribunnews.com", "solo.tribunnews.com", "aceh.tribunnews.com"])
dated = st.tuples(st.integers(2005, 2029), st.integers(1, 12), st.integers(1, 28)).map(
    lambda day: f"{day[0]}/{day[1]:02}/{day[2]:02}"
)
stories = st.builds(
    lambda host, middle, slug: f"https://{host}/{middle}/{slug}",
    hosts,
    st.one_of(
        dated, dated.map(lambda day: f"nasional/{day}"), st.integers(10_000, 10**8).map("news/{}".format)
    ),
    slugs,
)
addresses = st.one_of(
    stories,
    st.builds(
        lambda scheme, host, path, query, end: f"{scheme}://{host}{path}?{query}#{end}",
        st.sampled_from(["http", "https", "HTTP"]),
        st.sampled_from(
            ["www.tribunnews.com", "WWW.Tribunnews.com.", "m.tribunnews.com:80", "contoh.example:8080"]
        ),
        st.text(alphabet="/abc%2.é;,&~ +", max_size=20).map(lambda text: "/" + text),
        st.text(alphabet="abpage=&12%é+;", max_size=20),
        st.text(alphabet="abc/?", max_size=5),
    ),
)


@given(addresses)
def test_canonical_is_idempotent(url: str) -> None:
    once = canonical(url)
    assert canonical(once) == once
    assert tidy(once) == tidy(tidy(once))


@given(addresses)
def test_identity_is_idempotent(url: str) -> None:
    once = TRIBUN.identity(url)
    assert TRIBUN.identity(once) == once


@pytest.mark.parametrize("url", ["https://m.tribunnews.com/amp/amp/2020/05/04/kopi", "https://[::1]/kopi"])
def test_identity_is_idempotent_at_its_edges(url: str) -> None:
    try:
        once = TRIBUN.identity(url)
    except ValueError:
        return
    assert TRIBUN.identity(once) == once


@given(stories, stories)
def test_two_stories_are_never_one(one: str, other: str) -> None:
    assert (TRIBUN.identity(one) == TRIBUN.identity(other)) == (one == other)


@given(
    stories,
    st.sampled_from(["", "/"]),
    st.sampled_from(["", "?page=2", "?page=all", "?&page=all", "?utm_source=x#a"]),
)
def test_every_way_to_link_a_story_is_the_story(url: str, slash: str, query: str) -> None:
    ways = [url, url.replace("https:", "http:"), url.replace("tribunnews.com/", "TribunNews.com/")]
    ways += [
        url.replace("www.", "m."),
        url.replace(".com/", ".com/amp/"),
        url.replace("www.", "m.").replace(".com/", ".com/amp/"),
    ]
    ways += [
        url.replace("https://www.", "https://"),
        url.replace(".com/", ".com:443/").replace("http:", "https:"),
    ]
    for way in ways:
        assert TRIBUN.identity(way + slash + query) == url
        assert TRIBUN.is_story(way + slash + query)


@pytest.mark.parametrize(
    "query",
    [
        "ct=pilihanuntukmu-home&m=widget-pilihanuntukmu&s=www.tribunnews.com",
        "jxrecoid=ab12&source=widget&jxconn=1",
        "_ga=1.2.3&fbclid=Iw&gclid=x&igshid=y",
        "utm_source=wa&utm_medium=b&utm_anything=c",
        "url=pendidikan/2020/05/04/lain",
        "page=3",
    ],
)
def test_tracking_and_page_parameters_change_no_story(query: str) -> None:
    assert TRIBUN.identity(f"{STORY}?{query}") == STORY


def test_a_parameter_chooses_a_story_only_where_the_outlet_says_so() -> None:
    """Case I3: Tribun's paths choose its stories; of an outlet that states nothing any parameter may."""
    generic = replace(TRIBUN, story_parameters=None)
    for outlet, chosen in ((TRIBUN, False), (generic, True), (replace(TRIBUN, story_parameters=frozenset({"id"})), True)):
        assert (outlet.identity(f"{STORY}?id=1") != outlet.identity(f"{STORY}?id=2")) is chosen
    assert generic.identity(f"{STORY}?b=2&a=1") == generic.identity(f"{STORY}?a=1&b=2")


def test_paths_keep_their_case() -> None:
    assert TRIBUN.identity(STORY.replace("panen", "Panen")) != STORY


def test_pages_and_dates_of_an_index_are_pages_of_their_own() -> None:
    index = "https://www.tribunnews.com/index-news?date=2026-7-24"
    assert TRIBUN.identity(f"{index}&page=2") != TRIBUN.identity(index)
    assert TRIBUN.identity(index) != TRIBUN.identity(index.replace("24", "25"))
    assert TRIBUN.identity(f"{index}&utm_source=x") == index


@pytest.mark.parametrize(
    "url",
    [
        "https://tribun-maluku.com/nasional/2020/05/04/kopi",
        "https://www.tribunnews.com.evil.example/nasional/2020/05/04/kopi",
        "https://nottribunnews.com/nasional/2020/05/04/kopi",
        "https://www-tribunnews.com/nasional/2020/05/04/kopi",
        "https://evil.tribunnews.com.id/nasional/2020/05/04/kopi",
        "https://www.tribunnews.com@evil.example/nasional/2020/05/04/kopi",
        "https://www.tribunnews.com%40evil.example/nasional/2020/05/04/kopi",
        "https://www.tribunnews.com\\@evil.example/nasional/2020/05/04/kopi",
        "https://evil.example\\.tribunnews.com/nasional/2020/05/04/kopi",
        "https://evil.example/https://www.tribunnews.com/nasional/2020/05/04/kopi",
        "https://evil.example?https://www.tribunnews.com/nasional/2020/05/04/kopi",
        "https://evil.example#www.tribunnews.com/nasional/2020/05/04/kopi",
        "https://xsolo.tribunnews.com/2020/05/04/kopi",
        "https://video.tribunnews.com/view/2020/05/04/kopi",
        "https://www.tr\u0456bunnews.com/nasional/2020/05/04/kopi",
        "https://127.0.0.1/nasional/2020/05/04/kopi",
        "https://2130706433/nasional/2020/05/04/kopi",
        "https://0x7f000001/nasional/2020/05/04/kopi",
        "https://[::1]/nasional/2020/05/04/kopi",
        "https://localhost/nasional/2020/05/04/kopi",
        "https:///nasional/2020/05/04/kopi",
        "nasional/2020/05/04/kopi",
        "",
    ],
)
def test_a_host_that_only_looks_like_ours_is_refused(url: str) -> None:
    assert not TRIBUN.allows(url)
    assert not TRIBUN.is_story(url)
    assert outlet_for(url) is None


def test_a_user_name_never_comes_through() -> None:
    assert absolute("", "https://siapa@www.tribunnews.com/x") is None
    assert canonical("https://siapa:rahasia@www.tribunnews.com/x") == "https://www.tribunnews.com/x"


@pytest.mark.parametrize(
    "path",
    [
        "/nasional/2020/05/04/panen-kopi",
        "/2020/10/09/panen-kopi",
        "/2020/1/9/panen-kopi",
        "/internasional/7858656/panen-kopi",
        "/nanggroe/997820/panen-kopi",
        "/kilas-kementerian/2024/01/23/panen-kopi",
        "/mata-lokal-memilih/pilpres/2024/01/23/panen-kopi",
        "/amp/nasional/2020/05/04/panen-kopi",
        "/amp/2020/05/04/panen-kopi",
        "/nasional/2020/05/04/panen-kopi/",
        "/nasional/2020/05/04/panen-kopi?page=all",
    ],
)
def test_both_grammars_are_stories(path: str) -> None:
    assert TRIBUN.is_story("https://www.tribunnews.com" + path)
    assert not TRIBUN.is_listing("https://www.tribunnews.com" + path)


@pytest.mark.parametrize(
    "path",
    [
        "/sitemap-news.xml", "/sitemap.xml", "/nasional/sitemap-news.xml", "/jatim/sitemap_news.xml", "/index-news",
        "/index-news?date=2026-7-24&page=3", "/index-news/nasional?date=2026-7-24", "/indeks",
    ],
)  # fmt: skip
def test_listings(path: str) -> None:
    assert TRIBUN.is_listing("https://jatim.tribunnews.com" + path)
    assert not TRIBUN.is_story("https://jatim.tribunnews.com" + path)


@pytest.mark.parametrize(
    "path",
    [
        "/", "/nasional", "/nasional/2020/05/04", "/nasional/7858656", "/nasional/7858656/", "/tag/kopi",
        "/tag/kopi?url=nasional/2020/05/04/panen-kopi", "/search?q=/nasional/2020/05/04/panen-kopi",
        "/tag/2020/05/04/kopi", "/topic/12345/kopi", "/penulis/12345/budi", "/amp/tag/2020/05/04/kopi",
        "/amp/topic/12345/kopi", "/view/123456/kopi", "/share#/nasional/2020/05/04/panen-kopi", "/indeks-harga",
        "/sitemap-news.xml/kopi",
    ],
)  # fmt: skip
def test_neither(path: str) -> None:
    url = "https://www.tribunnews.com" + path
    assert not TRIBUN.is_story(url)
    assert not TRIBUN.is_listing(url)


@pytest.mark.parametrize(
    "url",
    [
        f"https://www.facebook.com/sharer/sharer.php?u={STORY}",
        f"https://reddit.com/submit?url={STORY}",
        f"https://t.me/share/url?url={STORY}",
    ],
)
def test_share_links_carry_stories_and_are_none(url: str) -> None:
    assert not TRIBUN.is_story(url)


@pytest.mark.parametrize("base", [STORY, "https://www.tribunnews.com/a/b/c/", "https://www.tribunnews.com"])
def test_a_path_without_a_slash_hangs_from_the_root(base: str) -> None:
    assert TRIBUN.absolute("2024/01/23/kopi", base) == "https://www.tribunnews.com/2024/01/23/kopi"
    assert TRIBUN.absolute(" 2024/01/23/kopi\n", base) == "https://www.tribunnews.com/2024/01/23/kopi"
    assert TRIBUN.absolute("/2024/01/23/kopi", base) == "https://www.tribunnews.com/2024/01/23/kopi"


@pytest.mark.parametrize(
    "href",
    [
        "javascript:void(0)", "JavaScript:alert('/nasional/2020/05/04/x')", "mailto:redaksi@contoh.example",
        "tel:+62", "data:text/html,x", "file:///etc/passwd", "ftp://www.tribunnews.com/2020/05/04/x", "whatsapp://send",
        "", " ", None, "http://", "https://", "http://[::1", "http://[x]/a", "https://www.tribunnews.com:99999/a",
        "https://www.tribunnews.com:abc/a", "https://a@b@c/x",
    ],
)  # fmt: skip
def test_what_is_no_address_of_a_page_is_no_link(href: str | None) -> None:
    assert TRIBUN.absolute(href, STORY) is None


@given(st.text(max_size=40), st.sampled_from([STORY, "", "https://www.tribunnews.com"]))
def test_no_href_raises(href: str, base: str) -> None:
    url = TRIBUN.absolute(href, base)
    assert url is None or url.startswith(("http://", "https://"))
    assert host_of(href) == host_of(href).lower()


@given(st.text(max_size=40))
def test_no_link_of_a_page_leads_to_another_site_as_a_story(href: str) -> None:
    url = TRIBUN.absolute(href, STORY)
    if url is not None and TRIBUN.is_story(url):
        assert host_of(TRIBUN.identity(url)).endswith(".tribunnews.com")


def test_a_fragment_and_tracking_go_but_the_page_stays() -> None:
    assert TRIBUN.absolute(f"{STORY}?page=2&utm_source=x#komentar", STORY) == f"{STORY}?page=2"


@pytest.mark.parametrize(
    "url", ["", "nasional", "ftp://www.tribunnews.com/x", "mailto:a@b", "https://", "//x/y"]
)
def test_identity_of_what_is_no_address(url: str) -> None:
    with pytest.raises(ValueError, match="expected an http"):
        TRIBUN.identity(url)
