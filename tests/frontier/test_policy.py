"""Which links become pages, how soon, and why not?"""

from dataclasses import replace

import pytest

from newsspider.frontier.policy import FOLLOWED, PRIORITY, STEP, Reach
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
        outlet="tribun", layout="x", url=OWN, headline="Kopi", blocks=(Block(kind=BlockKind.PARAGRAPH, text="Kopi."),),
        links=links, fetch=Fetch(page=OWN, depth=depth, status=200),
    )  # fmt: skip


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
def test_a_link_of_a_story_is_one_step_farther(kind: LinkKind) -> None:
    page = only(list(Reach().found(TRIBUN, story(link(OTHER + "?page=2&utm_source=x", kind), depth=1))))
    assert (page.url, page.kind, page.host, page.how) == (OTHER, "story", "www.tribunnews.com", kind.value)
    assert (page.depth, page.priority) == (2, PRIORITY[kind] + 2 * STEP)
    assert (page.outcome, page.reason) == (None, None)
    assert page.link == OTHER + "?page=2&utm_source=x"


@pytest.mark.parametrize(("depth", "outcome"), [(0, None), (1, None), (2, "too_far"), (7, "too_far")])
def test_what_is_too_far_is_found_but_rests(depth: int, outcome: str | None) -> None:
    page = only(list(Reach(depth=2).found(TRIBUN, story(link(OTHER), depth=depth))))
    assert page.outcome == outcome
    assert page.reason == (outcome and f"{depth + 1} links from a seed, the run followed 2")


def test_kinds_that_are_not_followed_rest_with_the_reason() -> None:
    reach = Reach(follow=(LinkKind.BACA_JUGA,))
    page = only(list(reach.found(TRIBUN, story(link(OTHER, LinkKind.RELATED)))))
    assert (page.outcome, page.reason) == ("unfollowed", "links of kind related were not followed")
    assert only(list(reach.found(TRIBUN, story(link(OTHER))))).outcome is None


def test_a_listing_leads_to_stories_and_listings_at_its_own_depth() -> None:
    found = list(
        Reach(depth=0, follow=()).found(
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
        None, OWN, OWN + "?page=2", OWN.replace("www.", "m.").replace(".com/", ".com/amp/"), OWN.replace("https", "http"),
        "https://contoh.example/nasional/2026/07/24/teh", f"{SITE}/tag/teh?url=nasional/2026/07/24/teh", SITE, INDEX,
        f"{SITE}/nasional/2026/07/24/" + "t" * LONGEST_ADDRESS, f"{SITE}/nasional/2026/07/24/" + "é" * (LONGEST_ADDRESS // 3),
        "https://www.tribunnews.com:99999/nasional/2026/07/24/teh", "ftp://www.tribunnews.com/nasional/2026/07/24/teh",
        f"{SITE}/nasional/2026/07/24/\ud83d",
    ],
)  # fmt: skip
def test_a_link_that_leads_to_no_other_story_is_no_page(url: str | None) -> None:
    assert list(Reach().found(TRIBUN, story(link(url)))) == []


def test_a_story_without_an_address_still_has_links() -> None:
    assert len(list(Reach().found(TRIBUN, replace(story(link(OTHER)), url="", fetch=None)))) == 1


def test_a_rejection_leads_nowhere() -> None:
    assert list(Reach().found(TRIBUN, Rejection(outlet="tribun", url=OWN, reason="x", detail="x"))) == []


def test_every_kind_of_link_has_its_worth_and_no_depth_is_worth_less_than_a_kind() -> None:
    assert set(PRIORITY) == set(LinkKind)
    assert max(PRIORITY.values()) < STEP


def test_address_states_identity_and_page_kind() -> None:
    found = [TRIBUN.address(url) for url in (OTHER, f"{SITE}/sitemap-news.xml", f"{SITE}/tag/teh")]
    assert [address.identity for address in found] == [OTHER, f"{SITE}/sitemap-news.xml", f"{SITE}/tag/teh"]
    assert [address.page_kind for address in found] == ["story", "listing", None]
    assert TRIBUN.address("https://tribun-maluku.com/sitemap.xml", as_list=True).page_kind is None
