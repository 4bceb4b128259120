"""Tests of addresses: normal form, identity, kind, and links that only look like ours."""

import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsspider.items import Rejection
from newsspider.outlets import OUTLETS, outlet_for
from newsspider.outlets.address import Address, AddressKind
from newsspider.urls import absolute, host_of, parse, path_of, same_story, tidy

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


def canonical(url: str) -> str:
    return parse(url).text()


@given(addresses)
def test_normal_form_is_idempotent(url: str) -> None:
    once = canonical(url)
    assert canonical(once) == once
    assert tidy(once) == tidy(tidy(once))


@given(addresses)
def test_identity_is_idempotent(url: str) -> None:
    once = TRIBUN.address(url).identity
    assert TRIBUN.address(once).identity == once


@pytest.mark.parametrize("url", ["https://m.tribunnews.com/amp/amp/2020/05/04/kopi", "https://[::1]/kopi"])
def test_identity_is_idempotent_for_edge_cases(url: str) -> None:
    try:
        once = TRIBUN.address(url).identity
    except ValueError:
        return
    assert TRIBUN.address(once).identity == once


@given(stories, stories)
def test_different_stories_have_different_identities(one: str, other: str) -> None:
    assert (TRIBUN.address(one).identity == TRIBUN.address(other).identity) == (one == other)


@given(
    stories,
    st.sampled_from(["", "/"]),
    st.sampled_from(["", "?page=2", "?page=all", "?&page=all", "?utm_source=x#a"]),
)
def test_spellings_of_a_link_share_one_identity(url: str, slash: str, query: str) -> None:
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
        assert TRIBUN.address(way + slash + query).identity == url
        assert TRIBUN.address(way + slash + query).is_story


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
def test_tracking_and_page_parameters_leave_identity(query: str) -> None:
    assert TRIBUN.address(f"{STORY}?{query}").identity == STORY


def test_story_parameters_decide_what_identity_keeps() -> None:
    """Case I3: for an outlet without stated parameters any parameter may choose a story."""
    generic = replace(TRIBUN, story_parameters=None)
    for outlet, chosen in (
        (TRIBUN, False),
        (generic, True),
        (replace(TRIBUN, story_parameters=frozenset({"id"})), True),
    ):
        assert (
            outlet.address(f"{STORY}?id=1").identity != outlet.address(f"{STORY}?id=2").identity
        ) is chosen
    assert generic.address(f"{STORY}?b=2&a=1").identity == generic.address(f"{STORY}?a=1&b=2").identity


def test_identity_keeps_case_of_path() -> None:
    assert TRIBUN.address(STORY.replace("panen", "Panen")).identity != STORY


def test_index_identity_keeps_page_and_date() -> None:
    index = "https://www.tribunnews.com/index-news?date=2026-7-24"
    assert TRIBUN.address(f"{index}&page=2").identity != TRIBUN.address(index).identity
    assert TRIBUN.address(index).identity != TRIBUN.address(index.replace("24", "25")).identity
    assert TRIBUN.address(f"{index}&utm_source=x").identity == index


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
def test_lookalike_host_is_not_allowed(url: str) -> None:
    assert not TRIBUN.address(url).allowed
    assert not TRIBUN.address(url).is_story
    assert outlet_for(url) is None


def test_normal_form_drops_user_name() -> None:
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
def test_both_story_grammars_are_stories(path: str) -> None:
    assert TRIBUN.address("https://www.tribunnews.com" + path).is_story
    assert TRIBUN.address("https://www.tribunnews.com" + path).kind is not AddressKind.LISTING


@pytest.mark.parametrize(
    "path",
    [
        "/sitemap-news.xml",
        "/sitemap.xml",
        "/nasional/sitemap-news.xml",
        "/jatim/sitemap_news.xml",
        "/index-news",
        "/index-news?date=2026-7-24&page=3",
        "/index-news/nasional?date=2026-7-24",
        "/indeks",
    ],
)
def test_sitemaps_and_indexes_are_listings(path: str) -> None:
    assert TRIBUN.address("https://jatim.tribunnews.com" + path).kind is AddressKind.LISTING


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/nasional",
        "/nasional/2020/05/04",
        "/nasional/7858656",
        "/nasional/7858656/",
        "/tag/kopi",
        "/tag/kopi?url=nasional/2020/05/04/panen-kopi",
        "/search?q=/nasional/2020/05/04/panen-kopi",
        "/tag/2020/05/04/kopi",
        "/topic/12345/kopi",
        "/penulis/12345/budi",
        "/amp/tag/2020/05/04/kopi",
        "/amp/topic/12345/kopi",
        "/view/123456/kopi",
        "/share#/nasional/2020/05/04/panen-kopi",
        "/indeks-harga",
        "/sitemap-news.xml/kopi",
    ],
)
def test_other_paths_are_no_story_or_listing(path: str) -> None:
    url = "https://www.tribunnews.com" + path
    assert TRIBUN.address(url).kind not in (AddressKind.STORY, AddressKind.LISTING)


@pytest.mark.parametrize(
    "url",
    [
        f"https://www.facebook.com/sharer/sharer.php?u={STORY}",
        f"https://reddit.com/submit?url={STORY}",
        f"https://t.me/share/url?url={STORY}",
    ],
)
def test_share_links_are_no_stories(url: str) -> None:
    assert not TRIBUN.address(url).is_story


@pytest.mark.parametrize("base", [STORY, "https://www.tribunnews.com/a/b/c/", "https://www.tribunnews.com"])
def test_path_without_slash_joins_site_root(base: str) -> None:
    assert TRIBUN.absolute("2024/01/23/kopi", base) == "https://www.tribunnews.com/2024/01/23/kopi"
    assert TRIBUN.absolute(" 2024/01/23/kopi\n", base) == "https://www.tribunnews.com/2024/01/23/kopi"
    assert TRIBUN.absolute("/2024/01/23/kopi", base) == "https://www.tribunnews.com/2024/01/23/kopi"


@pytest.mark.parametrize(
    "href",
    [
        "javascript:void(0)",
        "JavaScript:alert('/nasional/2020/05/04/x')",
        "mailto:redaksi@contoh.example",
        "tel:+62",
        "data:text/html,x",
        "file:///etc/passwd",
        "ftp://www.tribunnews.com/2020/05/04/x",
        "whatsapp://send",
        "",
        " ",
        None,
        "http://",
        "https://",
        "http://[::1",
        "http://[x]/a",
        "https://www.tribunnews.com:99999/a",
        "https://www.tribunnews.com:abc/a",
        "https://a@b@c/x",
    ],
)
def test_absolute_rejects_other_schemes_and_fragments(href: str | None) -> None:
    assert TRIBUN.absolute(href, STORY) is None


@given(st.text(max_size=40), st.sampled_from([STORY, "", "https://www.tribunnews.com"]))
def test_absolute_never_raises(href: str, base: str) -> None:
    url = TRIBUN.absolute(href, base)
    assert url is None or url.startswith(("http://", "https://"))
    assert host_of(href) == host_of(href).lower()


@given(st.text(max_size=40))
def test_story_links_stay_on_our_hosts(href: str) -> None:
    url = TRIBUN.absolute(href, STORY)
    if url is not None and TRIBUN.address(url).is_story:
        assert host_of(TRIBUN.address(url).identity).endswith(".tribunnews.com")


def test_absolute_drops_fragment_and_tracking_keeps_page() -> None:
    assert TRIBUN.absolute(f"{STORY}?page=2&utm_source=x#komentar", STORY) == f"{STORY}?page=2"


@pytest.mark.parametrize(
    "url", ["", "nasional", "ftp://www.tribunnews.com/x", "mailto:a@b", "https://", "//x/y"]
)
def test_identity_of_no_address_is_empty(url: str) -> None:
    assert TRIBUN.address(url) == Address(outlet="tribun")
    with pytest.raises(ValueError, match="expected an http"):
        canonical(url)


GULA = "https://www.tribunnews.com/news/2026/07/24/gula-aren"


@pytest.mark.parametrize(
    "spelled",
    [
        GULA.replace("aren", "ar%65n"),
        GULA.replace("aren", "%61ren"),
        GULA.replace("aren", "a%72e%6E"),
        GULA.replace("gula-aren", "gula%2Daren"),
        GULA.replace("/news/", "/./news/"),
        GULA.replace("/news/", "/bola/../news/"),
        GULA.replace("/news/", "/%2e%2e/news/%2E/"),
        GULA.replace("/news/", "//news///"),
        GULA.replace("www.tribunnews.com", "WWW.TribunNews.Com."),
        GULA.replace("www.tribunnews.com", "siapa@www.tribunnews.com:443"),
        GULA.replace("www.tribunnews.com", "\uff57\uff57\uff57.tribunnews\u3002com"),
        GULA.replace("https://www.", "http://m."),
        GULA.replace("/news/", "/%61mp/news/"),
        f"{GULA}/",
        f"{GULA};jsessionid=0A1B2C3D",
        f"{GULA}%3BJSESSIONID%3D0A1B",
        GULA.replace("/news/", "/news;sid=77/"),
        GULA.replace("/news/", "/(S(lit3py55t21z5v55vlm25s55))/news/"),
        f"{GULA}%3Futm_source%3Dx",
        f"{GULA}&utm_source=x&utm_medium=y",
        f"  {GULA}\n",
    ],
)
def test_spellings_of_an_address_share_one_identity(spelled: str) -> None:
    """Case I1: RFC 3986, 6.2.2, sessions and hosts included."""
    assert TRIBUN.address(spelled).identity == GULA
    assert TRIBUN.address(spelled).is_story


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("/a%2Fb/kopi", "/a/b/kopi"),
        ("/a/kopi%3Fb", "/a/kopi"),
        ("/a/50%25-kopi", "/a/50-kopi"),
        ("/a/Kopi", "/a/kopi"),
        ("/a/kopi+teh", "/a/kopi-teh"),
        ("/a/kopi%26teh", "/a/kopi"),
        ("/a/caf%C3%A9", "/a/cafe"),
    ],
)
def test_reserved_characters_distinguish_addresses(one: str, other: str) -> None:
    """Case I1, the other way: RFC 3986 distinguishes these."""
    site = "https://www.tribunnews.com"
    assert canonical(site + one) != canonical(site + other)


@pytest.mark.parametrize(
    ("raw", "normal"),
    [
        ("/caf\u00e9", "/caf%C3%A9"),
        ("/caf%c3%a9", "/caf%C3%A9"),
        ("/50%-kopi", "/50%25-kopi"),
        ("/%%36%31", "/%2561"),
        ("/a b", "/a%20b"),
        ("/a?q=x%20y", "/a?q=x+y"),
        ("/a?q=x+y", "/a?q=x+y"),
        ("/a?q=%e9", "/a?q=%E9"),
        ("/a?q=%7Ex", "/a?q=~x"),
        ("/a?b=2&&a=1&", "/a?a=1&b=2"),
        ("/a?b", "/a?b="),
        ("/..", "/"),
        ("/kopi%20", "/kopi"),
        ("/kopi%0A%00", "/kopi"),
        ("/%20kopi/%e2%80%8b", "/kopi"),
        ("/kopi\u200b\ufeff", "/kopi"),
        ("/kopi%22", "/kopi"),
        ("/a/%20../b", "/b"),
    ],
)
def test_path_and_query_have_one_normal_form(raw: str, normal: str) -> None:
    """Case I1: triplets of unreserved characters decoded, others in upper case."""
    assert canonical(f"https://contoh.example{raw}") == f"https://contoh.example{normal}"


NOISE = (
    "UTM_Source=x",
    "_gl=1*a",
    "mibextid=Zx",
    "at_medium=rss",
    "amp%3Butm_medium=y",
    "amp;amp;utm_medium=y",
    "lgn_method=google&google_btn=onetap",
    "FBCLID=1",
    "%75tm_source=x",
    "amp%253Butm_medium=y",
    "srsltid=Af1",
    "PHPSESSID=ab12",
    "sid=9",
    "Page=2",
    "amp;page=all",
    "share=wa",
    "gad_source=1",
    "tblci=Gi",
    "_x_tr_sl=id",
)


@pytest.mark.parametrize("query", NOISE)
def test_tracking_is_dropped_in_any_spelling(query: str) -> None:
    """Case I3: in any case and any escaping, known or not."""
    assert TRIBUN.address(f"{GULA}?{query}").identity == GULA
    assert TRIBUN.absolute(f"{GULA}?{query}&page=3", GULA) in (
        f"{GULA}?page=3",
        f"{GULA}?{query}&page=3".replace("amp;", ""),
    )


@pytest.mark.parametrize(
    "query", ["utm_Source=x", "_gl=1*a", "amp%3Butm_medium=y", "at_medium=rss", "igsh=x"]
)
def test_tracking_is_dropped_without_stated_parameters(query: str) -> None:
    """Case I3: campaigns and clicks choose no story on any site."""
    generic = replace(TRIBUN, story_parameters=None)
    assert generic.address(f"{GULA}?{query}&id=7").identity == f"{GULA}?id=7"


@pytest.mark.parametrize(
    ("spelled", "kept"),
    [
        ("index-news?date=2026-7-24&page=2&utm_source=x", "index-news?date=2026-7-24&page=2"),
        ("index-news?amp%3Bpage=2&date=2026-7-24", "index-news?date=2026-7-24&page=2"),
        ("sitemap.xml?m=7&s=2", "sitemap.xml?m=7&s=2"),
        ("sitemap.xml?page=3&_gl=1", "sitemap.xml?page=3"),
    ],
)
def test_list_identity_keeps_its_parameters(spelled: str, kept: str) -> None:
    """Case I3, the other way: pages of a list stay different."""
    assert (
        TRIBUN.address(f"https://www.tribunnews.com/{spelled}").identity
        == f"https://www.tribunnews.com/{kept}"
    )


wild = st.one_of(
    st.text(max_size=60),
    st.builds(
        "{}{}{}".format,
        st.sampled_from(
            ["https://", "http://www.tribunnews.com", "https://..//", "HTTPS://a..b/", "https://[", "//"]
        ),
        st.text(alphabet="/.%2eEfF;=&?#amp@:[]\u2100\u3002kopi ", max_size=30),
        st.text(max_size=10),
    ),
)


@given(wild)
def test_any_text_is_rejected_or_idempotent(text: str) -> None:
    """Case I4: canonical(canonical(x)) == canonical(x), or both reject it."""
    for form in (canonical, lambda url: TRIBUN.address(url).identity):
        try:
            once = form(text)
        except ValueError:
            once = ""
        if not once:
            continue
        assert form(once) == once
        assert host_of(once)
        assert path_of(once) == path_of(canonical(once))
    assert tidy(tidy(text)) == tidy(text)
    assert same_story(text, text) in (True, False)


@given(wild)
def test_read_never_raises_for_any_address(text: str) -> None:
    """Case I4: the outcome is a Rejection."""
    for body in (
        "<html><head><link rel=canonical href='https://[x'></head><h1>x</h1></html>",
        "<?xml version='1.0'?><a/>",
    ):
        assert TRIBUN.read(body, text).outlet == "tribun"


@pytest.mark.parametrize(
    "url",
    [
        "https://[x/2026/11/20/a",
        "https://www.tribunnews\u2100.com/2026/11/20/a",
        "https://www.tribunnews.com:x/a",
    ],
)
def test_broken_address_is_a_rejection(url: str) -> None:
    """Case I4: its reason names the address."""
    read = TRIBUN.read("<html><h1>x</h1></html>", url)
    assert isinstance(read, Rejection)
    assert (read.reason, "expected a page's address" in read.detail) == ("BadAddress", True)


@pytest.mark.parametrize(
    "url", ["https://..//x", "https:///x", "https://a..b/x", "https://-%41/x", "https://\u2100/x"]
)
def test_host_without_name_is_rejected_fast(url: str) -> None:
    """Case I4."""
    with pytest.raises(ValueError, match="expected an http"):
        canonical(url)


def test_path_with_two_slashes_joins_site_root() -> None:
    """Case I1: `//` before a path is a typing error of the newsroom, not a host."""
    assert TRIBUN.absolute("//news/2026/07/24/gula-aren", GULA) == GULA
    assert (
        TRIBUN.absolute("//solo.tribunnews.com/2026/07/24/x", GULA)
        == "https://solo.tribunnews.com/2026/07/24/x"
    )


@pytest.mark.parametrize("blank", ["%20", "%0A", "%C2%A0", "%E2%80%8B", "%EF%BB%BF"])
def test_blanks_around_a_segment_cost_linear_time(blank: str) -> None:
    """Case X2: a hundred thousand of them, with a character behind."""
    began = time.thread_time()
    for segment in (blank * 100_000, "a" + blank * 100_000 + "b", blank * 100_000 + "b" + blank * 100_000):
        parse(f"https://www.tribunnews.com/news/{segment}")
    assert time.thread_time() - began < 5
