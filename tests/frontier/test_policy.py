"""Link policy: which links become pages, with which depth, priority and reason."""

from dataclasses import replace

import pytest

from newsspider.frontier.policy import FOLLOWED, PRIORITY, STEP, LinkPolicy
from newsspider.items import Article, Block, BlockKind, Link, LinkKind, Listing, Rejection
from newsspider.outlets import OUTLETS
from newsspider.outlets.limits import LONGEST_ADDRESS
from newsspider.visits import Fetch, FoundPage, Source

TRIBUN = OUTLETS["tribun"]
SITE = "https://www.tribunnews.com"
OWN = f"{SITE}/nasional/2026/07/24/kopi"
OTHER = f"{SITE}/nasional/7858656/teh"
INDEX = f"{SITE}/index-news?date=2026-7-24"


def story(*links: Link, depth: int = 0) -> Article:
    return Article(
        outlet="tribun",
        layout="x",
        url=OWN,
        headline="Kopi",
        blocks=(Block(kind=BlockKind.PARAGRAPH, text="Kopi."),),
        links=links,
        fetch=Fetch(page=OWN, depth=depth, status=200),
    )


def listing(*links: Link) -> Listing:
    return Listing(
        outlet="tribun",
        url=INDEX,
        layout="Index",
        source=Source.INDEX,
        links=links,
        fetch=Fetch(page=INDEX, depth=0, status=200),
    )


def link(url: str | None, kind: LinkKind = LinkKind.BACA_JUGA) -> Link:
    return Link(kind=kind, url=url, anchor="Teh")


def only(found: list[FoundPage]) -> FoundPage:
    (page,) = found
    return page


@pytest.mark.parametrize("kind", FOLLOWED)
def test_story_link_is_one_step_deeper(kind: LinkKind) -> None:
    page = only(
        list(LinkPolicy().pages_of(TRIBUN, story(link(OTHER + "?page=2&utm_source=x", kind), depth=1)))
    )
    assert (page.url, page.kind, page.host, page.how) == (OTHER, "story", "www.tribunnews.com", kind.value)
    assert (page.depth, page.priority) == (2, PRIORITY[kind] + 2 * STEP)
    assert (page.outcome, page.reason) == (None, None)
    assert page.link == OTHER + "?page=2&utm_source=x"


@pytest.mark.parametrize(("depth", "outcome"), [(0, None), (1, None), (2, "too_far"), (7, "too_far")])
def test_page_beyond_depth_is_left_out(depth: int, outcome: str | None) -> None:
    page = only(list(LinkPolicy(depth=2).pages_of(TRIBUN, story(link(OTHER), depth=depth))))
    assert page.outcome == outcome
    assert page.reason == (outcome and f"{depth + 1} links from a seed, the run followed 2")


def test_unfollowed_kind_is_left_out() -> None:
    policy = LinkPolicy(follow=(LinkKind.BACA_JUGA,))
    page = only(list(policy.pages_of(TRIBUN, story(link(OTHER, LinkKind.RELATED)))))
    assert (page.outcome, page.reason) == ("unfollowed", "links of kind related were not followed")
    assert only(list(policy.pages_of(TRIBUN, story(link(OTHER))))).outcome is None


def test_listing_links_keep_its_depth() -> None:
    found = list(
        LinkPolicy(depth=0, follow=()).pages_of(
            TRIBUN, listing(link(OTHER, LinkKind.STORY), link(f"{INDEX}&page=2", LinkKind.PAGINATION))
        )
    )
    assert [(page.kind, page.depth, page.outcome) for page in found] == [
        ("story", 0, None),
        ("listing", 0, None),
    ]
    assert found[1].priority < found[0].priority


@pytest.mark.parametrize(
    "url",
    [
        None,
        OWN,
        OWN + "?page=2",
        OWN.replace("www.", "m.").replace(".com/", ".com/amp/"),
        OWN.replace("https", "http"),
        "https://contoh.example/nasional/2026/07/24/teh",
        f"{SITE}/tag/teh?url=nasional/2026/07/24/teh",
        SITE,
        INDEX,
        f"{SITE}/nasional/2026/07/24/" + "t" * LONGEST_ADDRESS,
        f"{SITE}/nasional/2026/07/24/" + "é" * (LONGEST_ADDRESS // 3),
        "https://www.tribunnews.com:99999/nasional/2026/07/24/teh",
        "ftp://www.tribunnews.com/nasional/2026/07/24/teh",
        f"{SITE}/nasional/2026/07/24/\ud83d",
    ],
)
def test_link_to_no_other_story_is_no_page(url: str | None) -> None:
    assert list(LinkPolicy().pages_of(TRIBUN, story(link(url)))) == []


def test_story_without_address_has_links() -> None:
    assert len(list(LinkPolicy().pages_of(TRIBUN, replace(story(link(OTHER)), url="", fetch=None)))) == 1


def test_rejection_leads_to_no_page() -> None:
    assert (
        list(LinkPolicy().pages_of(TRIBUN, Rejection(outlet="tribun", url=OWN, reason="x", detail="x"))) == []
    )


def test_every_link_kind_has_a_priority() -> None:
    assert set(PRIORITY) == set(LinkKind)
    assert max(PRIORITY.values()) < STEP


def test_address_states_identity_and_page_kind() -> None:
    found = [TRIBUN.address(url) for url in (OTHER, f"{SITE}/sitemap-news.xml", f"{SITE}/tag/teh")]
    assert [address.identity for address in found] == [OTHER, f"{SITE}/sitemap-news.xml", f"{SITE}/tag/teh"]
    assert [address.page_kind for address in found] == ["story", "listing", None]
    assert TRIBUN.address("https://tribun-maluku.com/sitemap.xml", as_list=True).page_kind is None
