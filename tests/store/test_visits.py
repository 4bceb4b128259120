"""Visits: due times, revisions, aliases, and stories that are gone."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from newsspider.frontier.revisits import revisit_policy_of
from newsspider.items import Article, Block, BlockKind, Link, LinkKind, Listing, Outcome
from newsspider.outlets import OUTLETS
from newsspider.validation import BadValue
from newsspider.visits import Failure, Fetch, RevisitPolicy, Source, Unchanged
from tests.running.nights import hours_pass
from tests.store.test_store import HOST, SITE, address, article, one, opened, rejection, rows, save, seed

TRIBUN = OUTLETS["tribun"]
HOUR, DAY = 3600, 86_400
TIMES = RevisitPolicy(
    retry_waits=dict.fromkeys(Failure, (60, 3600)) | {Failure.GONE: (), Failure.FINAL: ()},
    revisit_ages=(HOUR, 6 * HOUR, DAY, 7 * DAY),
    listing_recheck=(600, 43_200),
)
INDEX = f"{SITE}/index-news?date=2026-7-24"


def fetched(story: Article, **fields: object) -> Article:
    assert story.fetch is not None
    return replace(story, fetch=replace(story.fetch, **fields))  # type: ignore[arg-type]


def listing(*numbers: int, url: str = INDEX, following: str | None = None, **fields: object) -> Listing:
    links = [Link(kind=LinkKind.STORY, url=address(n), anchor=f"Kisah {n}", position=n) for n in numbers]
    if following:
        links.append(Link(kind=LinkKind.PAGINATION, url=following, anchor="", position=99))
    fetch = Fetch(page=url, depth=0, status=200, **fields)  # type: ignore[arg-type]
    return Listing(
        outlet="tribun", url=url, layout="Index", source=Source.INDEX, links=tuple(links), fetch=fetch
    )


def unchanged(url: str, kind: str = "story") -> Unchanged:
    return Unchanged(
        outlet="tribun", url=url, kind=kind, fetch=Fetch(page=url, depth=0, status=304, etag='"baru"')
    )


@pytest.mark.parametrize(
    ("age", "wait"),
    [(0, HOUR), (HOUR * 2, HOUR * 4), (HOUR * 7, HOUR * 17), (DAY * 2, DAY * 5), (DAY * 8, None)],
)
async def test_story_is_revisited_at_policy_ages(database: str, age: int, wait: int | None) -> None:
    story = article(published_at=datetime.now(UTC) - timedelta(seconds=age))
    async with opened(database, revisit_policy=TIMES) as store:
        await save(store, story)
        page = one(
            store, "select due_at - now() as wait, tries, outcome from page where url = %s", address(1)
        )
        assert page["outcome"] == "article"
        assert (page["wait"] and page["wait"].total_seconds()) == (wait and pytest.approx(wait, abs=30))
        await save(store, unchanged(address(1)))
        again = one(store, "select due_at - now() as wait, outcome from page where url = %s", address(1))
        assert again["outcome"] == "article"
        assert (again["wait"] and again["wait"].total_seconds()) == (wait and pytest.approx(wait, abs=30))


async def test_undated_story_ages_from_its_discovery(database: str) -> None:
    async with opened(database, revisit_policy=TIMES) as store:
        await save(store, article(published_at=None))
        wait = one(store, "select due_at - now() as wait from page where url = %s", address(1))["wait"]
    assert wait.total_seconds() == pytest.approx(HOUR, abs=30)


async def test_future_publication_counts_as_now(database: str) -> None:
    async with opened(database, revisit_policy=TIMES) as store:
        await save(store, article(published_at=datetime.now(UTC) + timedelta(hours=12)))
        wait = one(store, "select due_at - now() as wait from page where url = %s", address(1))["wait"]
    assert wait.total_seconds() == pytest.approx(HOUR, abs=30)


async def test_validators_are_kept_for_conditional_requests(database: str) -> None:
    async with opened(database, revisit_policy=TIMES) as store:
        await save(store, fetched(article(), etag='"a"', last_modified="kemarin", final_url=address(1)))
        rows(store, "update page set due_at = now() where url = %s returning id", address(1))
        due = await store.due({HOST: "tribun"}, {HOST: 9}, [], only_this_run=False)
        (page,) = (page for page in due if page.url == address(1))
        assert (page.etag, page.last_modified) == ('"a"', "kemarin")
        await save(store, unchanged(address(1)))
        row = one(store, "select etag, last_modified, status from page where url = %s", address(1))
        assert row == {"etag": '"baru"', "last_modified": "kemarin", "status": 304}


async def test_given_address_is_read_again(database: str) -> None:
    async with opened(database, revisit_policy=TIMES) as store:
        await save(store, fetched(article(), etag='"a"', final_url=address(1)))
    async with opened(database, revisit_policy=TIMES) as store:
        await store.make_due([seed(address(1))])
        due = await store.due({HOST: "tribun"}, {HOST: 9}, [], only_this_run=True)
    assert [(page.url, page.etag) for page in due] == [(address(1), None)]


async def test_incomplete_story_is_fetched_in_full(database: str) -> None:
    story = fetched(article(page_count=3, missing_pages=(2,)), etag='"a"', final_url=address(1))
    async with opened(database, revisit_policy=TIMES) as store:
        await save(store, story)
        row = one(store, "select etag, reason, due_at - now() as wait from page where url = %s", address(1))
        assert one(store, "select incomplete from article")["incomplete"]
    assert (row["etag"], row["reason"]) == (None, "pages 2 of 3 are missing")
    assert row["wait"].total_seconds() == pytest.approx(60, abs=5)


async def test_edit_leaves_a_revision(database: str) -> None:
    first = article()
    text = (Block(kind=BlockKind.PARAGRAPH, text="Isi yang diperbaiki."),)
    async with opened(database, revisit_policy=TIMES) as store:
        await save(store, first)
        await save(store, replace(first, blocks=text, headline="Judul Baru"))
        await save(store, replace(first, blocks=text, headline="Judul Baru", tags=("kopi",)))
        kept = rows(store, "select * from revision order by number")
        now = one(store, "select *, changed_at > stored_at as later from article")
        assert (store.written.articles_new, store.written.articles_changed) == (1, 2)
    assert [row["changed"] for row in kept] == [["blocks", "body", "headline"], ["tags"]]
    assert (kept[0]["headline"], kept[0]["body"]) == (first.headline, first.text)
    assert kept[0]["held"]["blocks"] == [{"kind": "p", "text": first.text}]
    assert kept[1]["held"] == {"tags": []}
    assert kept[0]["until"] == kept[1]["since"]
    assert kept[0]["replaced_by"] is not None
    assert (now["headline"], now["later"]) == ("Judul Baru", True)


async def test_unchanged_story_leaves_no_revision(database: str) -> None:
    async with opened(database) as store:
        await save(store, article())
        await save(store, replace(article(), layout="Amp", provenance={"headline": "css:h1"}))
        assert rows(store, "select from revision") == []


@pytest.mark.parametrize("status", [404, 410])
async def test_deleted_story_is_marked_gone(database: str, status: int) -> None:
    """Case H4: gone is what has answered so twice, a day apart."""
    async with opened(database, revisit_policy=TIMES) as store:
        await save(store, article())
        for hours in (0, 1):
            await save(store, rejection(address(1), status))
            assert one(store, "select gone_at from article")["gone_at"] is None
            assert one(store, "select outcome from page where url = %s", address(1))["outcome"] == "failed"
            hours_pass(store.pool.address, 24 * hours)
        await save(store, rejection(address(1), status))
        gone = one(store, "select gone_at, body from article")
        assert gone["gone_at"] is not None
        assert gone["body"] == article().text
        assert store.written.articles_gone == 1
        assert one(store, "select outcome from page where url = %s", address(1))["outcome"] == "gone"
        await save(store, rejection(address(1), status))
        assert store.written.articles_gone == 1
        await save(store, article())
        assert one(store, "select gone_at from article")["gone_at"] is None


async def test_refused_visit_does_not_mark_gone(database: str) -> None:
    async with opened(database, revisit_policy=TIMES) as store:
        await save(store, article())
        await save(store, rejection(address(1), 403))
        assert one(store, "select gone_at from article")["gone_at"] is None


async def test_longer_retry_after_is_kept(database: str) -> None:
    waits = []
    async with opened(database, revisit_policy=TIMES) as store:
        for asked in (7200.0, 1.0):
            await save(store, rejection(address(1), 429, retry_after=asked))
            waits.append(one(store, "select due_at - now() as wait from page")["wait"].total_seconds())
    assert waits == [pytest.approx(7200, abs=5), pytest.approx(3600, abs=5)]


async def test_changing_list_is_due_sooner(database: str) -> None:
    waits = []
    async with opened(database, revisit_policy=TIMES) as store:
        still: list[Outcome] = [unchanged(INDEX, "listing")] * 8
        for outcome in (listing(1), *still, listing(1, 2), listing(1, 2, 3)):
            await save(store, outcome)
            row = one(store, "select due_at - now() as wait from page where url = %s", INDEX)
            waits.append(round(row["wait"].total_seconds() / 60))
    assert waits == [10, 20, 40, 80, 160, 320, 640, 720, 720, 360, 180]


async def test_list_of_past_day_rests(database: str) -> None:
    async with opened(database, revisit_policy=TIMES) as store:
        await save(store, listing(1, day_is_over=True))
        assert one(store, "select due_at from page where url = %s", INDEX)["due_at"] is None


async def test_changed_list_renews_its_later_pages(database: str) -> None:
    second = f"{SITE}/index-news?date=2026-7-24&page=2"
    async with opened(database, revisit_policy=TIMES) as store:
        await save(store, listing(1, following=second))
        await save(store, listing(2, url=second))
        assert one(store, "select due_at > now() as rests from page where url = %s", second)["rests"]
        await save(store, listing(1, 3, following=second))
        assert not one(store, "select due_at > now() as rests from page where url = %s", second)["rests"]


async def test_sitemap_modification_makes_story_due(database: str) -> None:
    async with opened(database, revisit_policy=TIMES) as store:
        await save(store, article(published_at=datetime(2020, 1, 1, tzinfo=UTC)))
        rows(store, "update page set visited_at = now() - interval '1 hour' returning id")
        for late, due in ((3600, False), (-7200, False), (-60, True)):
            moment = datetime.now(UTC) + timedelta(seconds=late)
            link = Link(kind=LinkKind.STORY, url=address(1), anchor="", modified_at=moment)
            await save(store, replace(listing(), links=(link,)))
            row = one(store, "select due_at is not null as due from page where url = %s", address(1))
            assert row["due"] is due


async def test_list_dates_its_stories(database: str) -> None:
    moment = datetime(2026, 7, 24, 5, tzinfo=UTC)
    link = Link(kind=LinkKind.STORY, url=address(1), anchor="", published_at=moment)
    async with opened(database, revisit_policy=TIMES) as store:
        await save(store, replace(listing(listed_on=date(2026, 7, 24)), links=(link,)))
        row = one(
            store, "select published_at, listed_on, found_how, found_on from page where url = %s", address(1)
        )
        index = one(store, "select id from page where url = %s", INDEX)["id"]
    assert row == {
        "published_at": moment,
        "listed_on": date(2026, 7, 24),
        "found_how": "index",
        "found_on": index,
    }


async def test_later_page_is_an_alias(database: str) -> None:
    async with opened(database) as store:
        await save(store, article(page_count=3))
        found = rows(store, "select url, found_how from page where alias_of is not null order by url")
    assert found == [{"url": f"{address(1)}?page={n}", "found_how": "page"} for n in (2, 3)]


async def test_alias_rests_and_links_lead_on(database: str) -> None:
    other = address("cermin")
    async with opened(database) as store:
        mirror = Link(kind=LinkKind.BACA_JUGA, url=other, anchor="Cermin")
        await save(store, article(2, links=(mirror,)))
        await save(store, fetched(article(1, page=other), final_url=address(1)))
        due = await store.due({HOST: "tribun"}, {HOST: 100}, [], only_this_run=False)
        assert other not in {page.url for page in due}
        story = one(store, "select page_id from article where url = %s", address(1))["page_id"]
        assert [row["target_id"] for row in rows(store, "select * from link where anchor = 'Cermin'")] == [
            story
        ]
        await save(store, article(3, links=(mirror,)))
        assert {row["target_id"] for row in rows(store, "select * from link where anchor = 'Cermin'")} == {
            story
        }
        page = one(store, "select found_how, due_at from page where url = %s", other)
        assert page["due_at"] is None


async def test_next_due_is_in_seconds(database: str) -> None:
    async with opened(database, revisit_policy=TIMES) as store:
        assert await store.next_due({HOST: "tribun"}, [], only_this_run=False, horizon=600) is None
        await save(store, rejection(address(1), 503))
        await store.worker.register_hosts({HOST: "tribun"})
        wait = await store.next_due({HOST: "tribun"}, [], only_this_run=False, horizon=600)
        assert wait == pytest.approx(60, abs=5)
        assert (
            await store.next_due({"solo.tribunnews.com": "tribun"}, [], only_this_run=False, horizon=600)
            is None
        )


@pytest.mark.parametrize(
    ("stated", "message"),
    [
        ({"RETRY_WAITS": {"lelah": [1]}}, "expected RETRY_WAITS to name .*found 'lelah'"),
        ({"RETRY_WAITS": {"server": 60}}, "expected RETRY_WAITS to be a list of seconds, found 60"),
        ({"RETRY_WAITS": "satu"}, "expected RETRY_WAITS to be a JSON object, found 'satu'"),
        (
            {"RETRY_WAITS": {"server": ["besok"]}},
            "expected RETRY_WAITS to be whole numbers of seconds, found .'besok'",
        ),
        ({"REVISIT_AGES": "1,-2"}, "expected REVISIT_AGES to be whole numbers of seconds, found .'1', '-2'"),
        ({"LISTING_RECHECK": "5"}, "expected LISTING_RECHECK to be 2 whole numbers of seconds, found .'5'"),
    ],
)
def test_impossible_revisit_policy_is_refused(stated: dict[str, object], message: str) -> None:
    from scrapy.settings import Settings

    usual = {"RETRY_WAITS": {}, "REVISIT_AGES": [], "LISTING_RECHECK": [1, 2]}
    with pytest.raises(BadValue, match=message):
        revisit_policy_of(Settings(usual | stated))


FAILURES = {
    "forbidden": (0, Failure.FORBIDDEN),
    "robots unreachable": (0, Failure.ROBOTS_UNREACHABLE),
    "redirected": (0, Failure.REDIRECTED),
    "too large": (0, Failure.TOO_LARGE),
    "refused": (403, Failure.REFUSED),
    "gone": (410, Failure.GONE),
    "missing": (404, Failure.MISSING),
    "unreadable": (200, Failure.UNREADABLE),
    "dns": (0, Failure.DNS),
    "operator's own": (0, Failure.FINAL),
}


@pytest.mark.parametrize(("status", "failure"), FAILURES.values(), ids=list(FAILURES))
async def test_failed_page_named_again_is_due(database: str, status: int, failure: Failure) -> None:
    """Cases H2 and H4: a page at rest comes back; what robots.txt forbade at once, the others a day later."""
    due = "select due_at <= now() as due from page where url = %s"
    async with opened(database) as store:
        await save(store, rejection(address(1), status, failure=failure))
        await save(store, listing(1))
        assert not one(store, due, address(1))["due"], "expected one visit a run"
    async with opened(database) as store:
        await save(store, listing(1))
        at_once = failure in (Failure.FORBIDDEN, Failure.ROBOTS_UNREACHABLE)
        assert bool(one(store, due, address(1))["due"]) == at_once
        hours_pass(database, 24)
    async with opened(database) as store:
        await save(store, listing(1))
        assert one(store, due, address(1))["due"]


async def test_story_link_reopens_nothing(database: str) -> None:
    """Case H4, the other way: what only another story links to rests."""
    async with opened(database) as store:
        await save(store, rejection(address(1), 410, failure=Failure.GONE))
        hours_pass(database, 240)
    async with opened(database) as store:
        await save(store, article(2, links=(Link(kind=LinkKind.BACA_JUGA, url=address(1), anchor="x"),)))
        assert one(store, "select due_at from page where url = %s", address(1))["due_at"] is None


async def test_renewed_visits_back_off(database: str) -> None:
    """Case H4: a story that is gone, on a list that changes each night, is not asked for each night."""
    asked = []
    for night in range(12):
        async with opened(database) as store:
            await save(store, listing(1, 100 + night))
            if one(store, "select due_at <= now() as due from page where url = %s", address(1))["due"]:
                asked.append(night)
                await save(store, rejection(address(1), 410, failure=Failure.GONE))
        hours_pass(database, 24)
    assert asked == [0, 1, 2, 3, 5, 8]
