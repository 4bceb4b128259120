"""Doubtful pages and lists that lead nowhere: a reason with its host, and none on an ordinary night."""

from dataclasses import replace
from typing import Any

import pytest

from newsspider.frontier.policy import MAX_DROPPED_ROWS, LinkPolicy, dropped_addresses, leads_nowhere
from newsspider.items import Article, DropReason, Link, LinkKind, Listing, Rejection
from newsspider.outlets import OUTLETS
from newsspider.runs.counters import Counts
from newsspider.runs.doubts import doubts
from newsspider.visits import Doubt, ReadingKind, Source

TRIBUN = OUTLETS["tribun"]
WWW, SOLO = "www.tribunnews.com", "solo.tribunnews.com"
STORY = f"https://{WWW}/news/7858656/kopi"


@pytest.mark.parametrize(
    ("counters", "hosts"),
    [
        ({}, []),
        ({f"stories_read/{WWW}": 100}, []),
        ({f"stories_read/{WWW}": 100, f"doubtful/{WWW}": 2}, []),
        ({f"stories_read/{WWW}": 2, f"doubtful/{WWW}": 1}, []),
        ({f"stories_read/{WWW}": 1, f"doubtful/{WWW}": 1}, [WWW]),
        ({f"stories_read/{WWW}": 900, f"doubtful/{WWW}": 3}, [WWW]),
        ({f"doubtful/{SOLO}": 1, f"stories_read/{WWW}": 900}, [SOLO]),
        ({f"doubtful/{SOLO}": 9, f"doubtful/{WWW}": 9}, [SOLO, WWW]),
        ({f"lists_nowhere/{SOLO}": 2, f"doubtful/{WWW}": 0}, [SOLO]),
        ({f"generic/{SOLO}": 2, f"stories_read/{SOLO}": 60}, []),
        ({f"generic/{SOLO}": 3, f"stories_read/{SOLO}": 60}, []),
        ({f"generic/{SOLO}": 4, f"stories_read/{SOLO}": 60}, [SOLO]),
        ({f"generic/{SOLO}": 1, f"stories_read/{SOLO}": 2}, [SOLO]),
        ({f"generic/{SOLO}": 0, f"stories_read/{SOLO}": 2}, []),
        ({f"endless/{SOLO}": 3, f"stories_read/{SOLO}": 6}, [SOLO]),
        ({f"endless/{SOLO}": 2, f"stories_read/{SOLO}": 2}, []),
        ({f"endless/{SOLO}": 3, f"stories_read/{SOLO}": 7}, []),
        ({f"endless/{SOLO}": 0, f"stories_read/{SOLO}": 7}, []),
    ],
)
def test_reasons_name_their_hosts(counters: dict[str, Any], hosts: list[str]) -> None:
    """Issue 4 and case S1: what the verdict sees of doubts and dropped links."""
    assert [reason.subject for reason in doubts(counters)] == hosts


@pytest.mark.parametrize("reason", Doubt)
def test_doubtful_pages_are_counted_by_host(reason: Doubt) -> None:
    counts = Counts()
    counts.outcome(Rejection(outlet="tribun", url=STORY, reason=reason, detail="x"))
    counts.outcome(Rejection(outlet="tribun", url=STORY, reason="NoLayout", detail="x"))
    assert (counts[f"doubtful/{WWW}"], counts[f"rejection/{reason}"]) == (1, 1)


@pytest.mark.parametrize("cut_short", [True, False])
def test_stories_without_an_end_are_counted_by_host(cut_short: bool) -> None:
    """Issue item 12: half a page that is whole for HTTP."""
    counts = Counts()
    counts.outcome(
        Article(outlet="tribun", layout="x", url=STORY, headline="Kopi", blocks=(), cut_short=cut_short)
    )
    assert counts[f"endless/{WWW}"] == cut_short


def listing(*named: str | None, source: Source = Source.SITEMAP, kind: LinkKind = LinkKind.STORY) -> Listing:
    links = tuple(Link(kind=kind, url=url, anchor="") for url in named)
    return Listing(
        outlet="tribun", url=f"https://{WWW}/sitemap.xml", layout="Sitemap", source=source, links=links
    )


PHOTO, PDF = "https://asset-1.tribunnews.com/foto.jpg", f"https://{WWW}/berkas/panen.pdf"
VIDEO, TAG = "https://video.tribunnews.com/view/123456/panen", f"https://{WWW}/tag/kopi"


@pytest.mark.parametrize(
    ("named", "lost", "nowhere"),
    [
        ((STORY,), [], False),
        ((), [], False),
        ((PHOTO,), [PHOTO], True),
        ((STORY, PHOTO), [PHOTO], True),
        ((STORY, STORY, PHOTO), [PHOTO], False),
        ((PDF, "https://contoh.example/a"), [PDF, "https://contoh.example/a"], True),
        ((VIDEO, TAG, f"https://{WWW}/foto/2026/07/24/panen"), [], False),
        (
            ("https://nottribunnews.com/news/7858656/kopi",),
            ["https://nottribunnews.com/news/7858656/kopi"],
            True,
        ),
        ((f"https://{WWW}:8443/news/7858656/kopi",), [f"https://{WWW}:8443/news/7858656/kopi"], True),
        ((None, STORY), [], False),
    ],
)
def test_what_a_list_names_in_vain_is_known(
    named: tuple[str | None, ...], lost: list[str], nowhere: bool
) -> None:
    """Case S1: foreign hosts, odd ports, no story's form; but not what is known to be no story."""
    one = listing(*named)
    assert [address.identity for address, _ in dropped_addresses(TRIBUN, one)] == lost
    assert leads_nowhere(TRIBUN, one) is nowhere
    rows = [
        page for page in LinkPolicy().pages_of(TRIBUN, one) if (page.reason or "").startswith("dropped: ")
    ]
    assert [(page.url, page.outcome) for page in rows] == [(url, "unfollowed") for url in lost]


def test_entries_without_an_address_count_as_lost() -> None:
    """Case S1: entries that the reader could make no address of."""
    one = replace(listing(STORY), dropped={DropReason.NO_ADDRESS: 5})
    assert leads_nowhere(TRIBUN, one)


def test_a_list_that_another_list_names_is_not_dropped() -> None:
    """Cases S1 and S2: the form of such an address is not asked."""
    odd = f"https://{WWW}/daftar-berita.php?n=2"
    one = listing(odd, source=Source.ROBOTS, kind=LinkKind.PAGINATION)
    assert (list(dropped_addresses(TRIBUN, one)), leads_nowhere(TRIBUN, one)) == ([], False)


def test_only_the_first_dropped_links_of_a_list_have_rows() -> None:
    one = listing(*(f"https://asset-1.tribunnews.com/{number}.jpg" for number in range(40)))
    assert len(list(LinkPolicy().pages_of(TRIBUN, one))) == MAX_DROPPED_ROWS


@pytest.mark.parametrize("reading", ReadingKind)
def test_generic_readings_are_counted_by_host(reading: ReadingKind) -> None:
    counts = Counts()
    counts.outcome(
        Article(outlet="tribun", layout="x", url=STORY, headline="Kopi", blocks=(), reading=reading)
    )
    assert counts[f"generic/{WWW}"] == (reading is ReadingKind.GENERIC)


def test_many_hosts_read_generically_share_one_reason() -> None:
    counters = {f"{name}/h{host}.x": 10 for name in ("generic", "stories_read") for host in range(5)}
    (reason,) = doubts(counters)
    assert str(reason).startswith("5 hosts: 100 % of 50 stories were read generically (h0.x, h1.x, ")
