"""A new banner is found early; what honest newspapers repeat is not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from newsspider.console.suspects import rule_for
from newsspider.items import Article, Block, BlockKind
from newsspider.outlets.boilerplate.phrases import Phrase, phrasebook
from newsspider.outlets.boilerplate.proposals import proposed, source_of
from newsspider.replica import Newsroom, ReplicaServer
from newsspider.store.crawl.summaries import TEXTS_KEPT, look
from newsspider.store.pool import connected
from newsspider.store.reports.drift import dead_rules, new_banners, suspects
from newsspider.store.reports.findings import last_look
from newsspider.store.reports.readonly import looking
from newsspider.store.reports.suspects import Suspect
from pipelines.cleaning import clean
from tests.breakages.spoilt import Spoilt, with_banner
from tests.drift.writing import TRIBUN, night, read, stories, story
from tests.running.crawling import scrapy
from tests.running.nights import rows, this_hour

BANNER = "Unduh aplikasi kabar ungu sekarang juga dan menangkan sepeda"
NIGHTS, A_NIGHT = 30, 100
DAY = timedelta(days=1)


def found(database: str, days: int = 3) -> list[Suspect]:
    with looking(database, 30) as connection:
        return suspects(connection, days)


async def sure(database: str, run: int) -> list[Suspect]:
    async with connected(database) as pool:
        return await new_banners(pool, run)


def pasted(suspect: Suspect) -> Phrase:
    """The rule as it stands in the outlet's phrases.py after pasting."""
    (phrase,) = eval(source_of(rule_for(suspect)), {"Phrase": Phrase})
    assert isinstance(phrase, Phrase)
    assert all(phrase.compiled.fullmatch(text) for text in (suspect.text, phrase.seen, *suspect.texts))
    return phrase


def put(article: Article, text: str, place: int, kind: BlockKind = BlockKind.PARAGRAPH) -> Article:
    """The article with a further block at a place, counted from the end where it is negative."""
    at = place if place >= 0 else len(article.blocks) + 1 + place
    blocks = (*article.blocks[:at], Block(kind=kind, text=text), *article.blocks[at:])
    return replace(article, blocks=blocks)


@pytest.fixture(scope="module")
def newsroom() -> Newsroom:
    """A month of it, up to this hour."""
    return Newsroom(stories=NIGHTS * A_NIGHT, days=NIGHTS, now=this_hour())


@pytest.fixture(scope="module")
def latest(newsroom: Newsroom) -> list[Article]:
    """Its last 220 stories, as a crawl would store them."""
    return stories(newsroom, newsroom, range(newsroom.stories - 220, newsroom.stories))


async def test_saved_findings_are_those_of_a_look(newsroom: Newsroom, database: str) -> None:
    """A page reads them as they were saved, the strongest first."""
    with looking(database, 30) as connection:
        assert last_look(connection) is None
    spoilt = Spoilt(newsroom, story=with_banner(BANNER))
    await night(database, stories(newsroom, spoilt, range(newsroom.stories - 50, newsroom.stories)))
    (run,) = rows(database, "select id from run")
    async with connected(database) as pool:
        await look(pool, run["id"])
    with looking(database, 30) as connection:
        saved = last_look(connection)
    assert saved is not None
    assert saved.run == run["id"]
    assert saved.suspects[0].text == BANNER
    assert saved.suspects == [replace(one, texts=one.texts[:TEXTS_KEPT]) for one in found(database)]


async def test_a_new_banner_is_the_top_suspect_after_twenty_stories(
    newsroom: Newsroom, database: str
) -> None:
    count = newsroom.stories
    spoilt = Spoilt(newsroom, story=with_banner(BANNER))
    plain = stories(newsroom, newsroom, range(count - 420, count - 20))
    await night(database, plain, ago=DAY)
    assert found(database) == []
    await night(database, stories(newsroom, spoilt, range(count - 20, count)))
    top = found(database)[0]
    assert (top.text, top.kind, top.stories, top.possible) == (BANNER, "line", 20, 20)
    assert top.authors > 10
    assert top.hosts == sorted({newsroom.card(number).host.domain for number in range(count - 20, count)})
    assert top.depth < 0.25
    assert len(top.examples) == 5
    cured = replace(TRIBUN, phrases=phrasebook(TRIBUN.phrases.phrases, [pasted(top)]))
    number = newsroom.number_of(top.examples[0])
    assert number is not None
    article = TRIBUN.read(spoilt.page(*_place(top.examples[0])).body, top.examples[0])
    assert isinstance(article, Article)
    cleaned = clean(article, cured)
    assert BANNER in [cut.text for cut in cleaned.removed]
    assert cleaned.blocks == read(newsroom, top.examples[0]).blocks


def test_a_banner_with_soft_breaks_is_cut_by_the_rule_made_of_its_stored_line() -> None:
    (banner,) = eval(source_of(proposed(BANNER, [BANNER], TRIBUN.phrases)), {"Phrase": Phrase})
    cured = replace(TRIBUN, phrases=phrasebook(TRIBUN.phrases.phrases, [banner]))
    broken = put(story(1), BANNER.replace(" sekarang", "\nsekarang"), 2)
    cleaned = clean(broken, cured)
    assert cleaned.blocks == story(1).blocks
    assert [cut.text for cut in cleaned.removed] == [BANNER]


def _place(url: str) -> tuple[str, str]:
    host, _, path = url.removeprefix("https://").partition("/")
    return host, f"/{path}"


def test_a_crawl_of_a_newsroom_with_a_new_banner_shows_it_to_whoever_asks(database: str) -> None:
    site = Spoilt(Newsroom(stories=40, days=1.5, now=this_hour(), hosts=("www",)), story=with_banner(BANNER))
    with ReplicaServer(site) as server:
        arguments = ("-a", "depth=9", "-a", "hosts=www")
        done = scrapy("crawl", "tribun", *arguments, address=server.address, database=database)
    assert done.returncode == 0, done.stderr[-2000:]
    assert rows(database, "select count(*) as n from article")[0]["n"] >= 20
    done = scrapy("suspects", database=database)
    assert done.returncode == 0, done.stderr[-2000:]
    assert f"1. {BANNER}" in done.stdout
    start = done.stdout.index("Phrase(")
    (phrase,) = eval(done.stdout[start : done.stdout.index("\n    ),", start) + 7], {"Phrase": Phrase})
    assert phrase.compiled.fullmatch(BANNER)


VARIED: dict[str, Callable[[Article, int, str], Article]] = {
    "a number": lambda a, n, _: put(
        a, f"{n * 37}.000 orang ada di saluran WhatsApp Tribunnews nomor {n}.", n % 6
    ),
    "a title in the midst": lambda a, _, t: put(
        a, f"Simak pula video pilihan redaksi: {t} hanya di kanal resmi kami", -1
    ),
    "a title at the end": lambda a, _, t: put(a, f"Jangan lewatkan juga siaran langsung kami: {t}", 1),
    "a title at the beginning": lambda a, _, t: put(
        a, f"{t} - selengkapnya tonton di kanal YouTube Tribun", -1
    ),
    "two forms": lambda a, n, _: put(
        a, f"Unduh sekarang juga aplikasi kabar ungu {'di toko' if n % 2 else 'di sini'}", 1
    ),
    "a heading": lambda a, _, __: put(a, "Cek juga yang ini", -2, BlockKind.HEADING),
    "a list item": lambda a, _, __: put(a, "Aktifkan lonceng kabar ungu", 3, BlockKind.LIST_ITEM),
    "anywhere": lambda a, n, _: put(a, BANNER, n % 9),
}


@pytest.mark.parametrize("kind", VARIED)
async def test_a_banner_that_varies_is_the_top_suspect_too(
    newsroom: Newsroom, latest: list[Article], database: str, kind: str
) -> None:
    titles = [newsroom.card(number).headline for number in range(20)]
    await night(database, latest[:200], ago=3 * DAY)
    varied = [
        VARIED[kind](article, n, title)
        for n, (article, title) in enumerate(zip(latest[200:], titles, strict=True))
    ]
    run = await night(database, varied)
    texts = {
        block.text
        for before, now in zip(latest[200:], varied, strict=True)
        for block in {*now.blocks} - {*before.blocks}
    }
    top = found(database)[0]
    assert (top.stories, set(top.texts)) == (20, texts)
    pasted(top)
    (new,) = await sure(database, run)
    assert new.texts == top.texts
    assert (new.stories, new.possible) == (20, 20)
    assert len(new.excerpt) <= 100


@pytest.mark.parametrize("nights", [10, pytest.param(NIGHTS, marks=pytest.mark.nightly)])
async def test_nights_in_good_order_raise_no_alarm(newsroom: Newsroom, database: str, nights: int) -> None:
    """100 stories each; the night after them has a banner, and is sure of it."""
    for number in range(NIGHTS - nights, NIGHTS):
        articles = stories(newsroom, newsroom, range(number * A_NIGHT, (number + 1) * A_NIGHT))
        run = await night(database, articles, ago=(NIGHTS - number) * DAY)
        assert await sure(database, run) == []
    assert found(database, days=40) == []
    with looking(database, 30) as connection:
        assert dead_rules(connection) == []
    later = Newsroom(stories=200, days=2, seed=11, now=this_hour())
    spoilt = Spoilt(later, story=with_banner(BANNER))
    articles = stories(later, later, range(140)) + stories(later, spoilt, range(140, 200))
    run = await night(database, articles)
    (banner,) = await sure(database, run)
    assert (banner.text, banner.stories, banner.before, banner.looked_at) == (BANNER, 60, 0, 200)
    assert banner.looked_before >= 25 * nights
    assert banner.excerpt == BANNER
    assert banner.possible <= 100  # stored in two batches
    assert banner.is_sure


async def test_a_run_of_thousands_has_its_verdict(database: str) -> None:
    """What it costs is measured by bench/drift.py."""
    run = await night(database, [story(number, "Ikuti kabar ungu di sini") for number in range(3_000)])
    await night(database, [story(number) for number in range(3_000, 4_000)], ago=5 * DAY)
    assert [one.text for one in await sure(database, run)] == ["Ikuti kabar ungu di sini"]


async def test_without_older_stories_nothing_is_certainly_new(database: str) -> None:
    run = await night(database, [story(number, BANNER) for number in range(40)])
    assert await sure(database, run) == []
    assert [one.is_new for one in found(database)] == [False]


async def test_what_stood_before_is_suspect_but_not_new(database: str) -> None:
    await night(database, [story(number, BANNER) for number in range(300)], ago=5 * DAY)
    run = await night(database, [story(number, BANNER) for number in range(300, 340)])
    assert await sure(database, run) == []
    (suspect,) = found(database)
    assert suspect.text == BANNER


async def test_a_backfill_finds_no_news_in_old_stories(database: str) -> None:
    await night(database, [story(number) for number in range(300)], ago=5 * DAY)
    old = [story(number, BANNER) for number in range(300, 340)]
    run = await night(database, [replace(one, published_at=this_hour() - 900 * DAY) for one in old])
    assert await sure(database, run) == []


QUIET: dict[str, list[Article]] = {
    "one story under many hosts": [
        story(1, host=f"host{n}", author=f"Penulis {'abcdefghij'[n]}", headline="Kebakaran di Pasar Lama")
        for n in range(9)
    ],
    "one story under many hosts, each with its own headline": [
        story(1, host=f"host{n}", author=f"Penulis {'abcdefghij'[n]}", headline=f"Kabar {word} pagi ini")
        for n, word in enumerate("besar kecil lama baru merah biru hijau putih hitam".split())
    ],
    "one author's farewell": [
        story(n, "Salam hangat dari meja kami semua", author="Budi Santosa") for n in range(30)
    ],
    "a line of one affair": [
        story(
            n,
            "Presiden Budi Santosa mengatakan hal itu di Jakarta"
            if n % 9 == 0
            else f"Kata pertama {'abcdefghij'[n % 10] * (n // 10 + 3)} kali",
            headline=f"Presiden bertemu {n}",
        )
        for n in range(90)
    ],
    "speech that begins alike": [
        story(
            n,
            f"“Kami mohon maaf sebesar-besarnya kepada seluruh warga desa {WORD}{'abcdefghij'[n % 10] * (n // 10 + 1)},” katanya.",
        )
        for n, WORD in enumerate(["sukamaju"] * 30)
    ],
    "short lines": [story(n, "KOMENTAR", "Daftar Harga", "JAKARTA, KOMPAS -") for n in range(30)],
    "a sub-heading here and there": [
        put(story(n), "Kronologi menurut para saksi", (n * 5) % 8 + 1, BlockKind.HEADING)
        if n % 12 == 0
        else story(n)
        for n in range(200)
    ],
    "sentences that begin alike and go on": [
        put(
            story(n),
            f"Kepala Bidang Hubungan Masyarakat Polda {'abcdefghij'[n % 10] * (n // 10 + 1)} membenarkan.",
            (n * 5) % 8 + 1,
        )
        if n % 6 == 0
        else story(n)
        for n in range(200)
    ],
}


@pytest.mark.parametrize("kind", QUIET)
async def test_what_honest_newspapers_repeat_is_no_suspect(database: str, kind: str) -> None:
    await night(database, QUIET[kind])
    assert found(database) == []


async def test_old_stories_are_looked_at_where_there_are_few_new_ones(database: str) -> None:
    await night(database, [story(number, BANNER) for number in range(30)], ago=30 * DAY)
    assert [one.text for one in found(database)] == [BANNER]
    await night(database, [story(number) for number in range(100, 620)], ago=20 * DAY)
    assert found(database) == []
    assert [one.text for one in found(database, days=40)] == [BANNER]
