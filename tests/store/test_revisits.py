"""Guard of revisits: only a similar reading replaces a stored story; others wait for confirmation."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from newsspider.items import Article, Block, BlockKind, Image, Outcome
from newsspider.outlets.dates import WIB
from newsspider.store.crawl.similarity import StoredReading, are_similar, difference, sketch
from newsspider.store.crawl.store import Store
from newsspider.visits import Failure, Moved, RevisitPolicy
from tests.store.test_store import address, article, one, opened, rejection, rows, save
from tests.store.test_visits import fetched

TIMES = RevisitPolicy(retry_waits=dict.fromkeys(Failure, (60, 3600, 7200)))
KOPI = (
    "Warga desa di lereng gunung menanam ribuan bibit kopi bersama para pelajar pada Sabtu pagi.",
    "Kegiatan itu diulang setiap tahun sejak longsor besar menutup jalan menuju pasar.",
    "Kepala desa berharap panen pertama datang tiga tahun lagi, sebelum musim hujan.",
    "Bibit disumbang koperasi, sedangkan pupuk dibuat sendiri dari kulit buah yang terbuang.",
)
TEH = (
    "Harga daun teh di kebun rakyat turun lagi pekan ini karena pabrik mengurangi pembelian.",
    "Para pemetik meminta pemerintah kabupaten membuka gudang baru di dekat pelabuhan lama.",
    "Seorang pedagang mengaku rugi puluhan juta rupiah dalam dua bulan terakhir.",
    "Koperasi akan mengirim contoh daun ke luar negeri untuk mencari pembeli yang lebih adil.",
)
NOTICE = ("Artikel ini telah dihapus oleh redaksi karena melanggar pedoman, silakan membaca berita lain.",)


def reading(
    paragraphs: tuple[str, ...], headline: str = "Warga Menanam Kopi", number: int = 1, **changes: Any
) -> Article:
    blocks = tuple(Block(kind=BlockKind.PARAGRAPH, text=text) for text in paragraphs)
    return article(number, blocks=blocks, headline=headline, **changes)


STORED = reading(KOPI)
AS_TEXT: dict[str, Any] = {"layout": "TribunText", "provenance": {"blocks": "text:body"}}
EDITS = {
    "headline": reading(KOPI, "Ribuan Bibit untuk Lereng Gundul"),
    "longer": reading((*KOPI, *TEH), "Ribuan Bibit untuk Lereng Gundul"),
    "corrected": reading((KOPI[0].replace("Sabtu", "Minggu"), *KOPI[1:])),
    "one of four paragraphs": reading((*KOPI[:3], TEH[3]), "Judul Lain Sama Sekali"),
    "two of four paragraphs": reading((*KOPI[:2], *TEH[2:]), "Warga Menanam Kopi Lagi", layout="Amp"),
    "breaking news written out": reading((*TEH, *TEH[:2]), "BREAKING: Warga Menanam Kopi di Lereng"),
    "shorter": reading(KOPI[:3]),
    "amp": reading(KOPI, layout="Amp"),
    "mobile": reading(KOPI[:3], layout="Mobile"),
}
OTHERS = {
    "another story": reading(TEH, "Harga Teh Turun"),
    "half another story": reading((*KOPI[:2], *TEH[2:]), "Harga Teh Turun"),
    "a teaser": reading(KOPI[:1]),
    "a notice": reading(NOTICE),
    "a notice under its own name": reading(NOTICE, "Artikel Dihapus"),
    "rewritten under another headline": reading(TEH, "Judul Lain Sama Sekali"),
    "another layout, another text": reading(TEH, layout="Amp"),
    "a text rendering": reading(KOPI[:3], **AS_TEXT),
    "a notice as text": reading(NOTICE, "", **AS_TEXT),
}


@pytest.mark.parametrize("name", EDITS)
async def test_edit_replaces_story_at_once(database: str, name: str) -> None:
    """Issue 4, the other way: true edits and other layouts with the same text go through."""
    async with opened(database, revisit_policy=TIMES) as store:
        await save(store, STORED)
        await save(store, EDITS[name])
        row = one(store, "select headline, body from article")
        assert row == {"headline": EDITS[name].headline, "body": EDITS[name].text}
        assert rows(store, "select from rejection") == []


@pytest.mark.parametrize("name", OTHERS)
async def test_different_reading_waits_for_second_visit(database: str, name: str) -> None:
    """Cases E3 and E4, issue 4: kept as doubtful, tried again, believed when a later visit says the same."""
    async with opened(database, revisit_policy=TIMES) as store:
        await save(store, STORED)
        before = one(store, "select * from article")
        kept_links = rows(store, "select * from link order by position")
        for _ in range(2):  # again within minutes, in the same run: no second witness
            await save(store, OTHERS[name])
            assert one(store, "select * from article") == before
        assert rows(store, "select from revision") == []
        assert rows(store, "select * from link order by position") == kept_links
        kept = one(store, "select reason, detail, body is not null as whole from rejection")
        assert (kept["reason"], kept["whole"]) == ("Doubtful", True)
        assert "expected a story like the stored one ('Warga Menanam Kopi', " in kept["detail"]
        page = one(
            store, "select outcome, reason, due_at > now() as due from page where url = %s", address(1)
        )
        assert page == {"outcome": "rejected", "reason": "Doubtful", "due": True}
        hours_pass(store, 2)
        await save(store, OTHERS[name])
        row = one(store, "select headline, body from article")
        assert row == {"headline": OTHERS[name].headline, "body": OTHERS[name].text}
        assert rows(store, "select from rejection") == []


async def test_second_run_confirms_a_reading(database: str) -> None:
    """Issue 4: the next scheduled visit counts as a later one."""
    for reading, stored in (
        (STORED, STORED),
        (OTHERS["a notice"], STORED),
        (OTHERS["a notice"], OTHERS["a notice"]),
    ):
        async with opened(database, revisit_policy=TIMES) as store:
            await save(store, reading)
            await store.finish_run("finished", "ok", [], {})
            assert one(store, "select body from article")["body"] == stored.text


async def test_rewritten_story_may_be_edited_before_confirmation(database: str) -> None:
    """Issue 4: the second visit need only say the same up to an edit, or a busy story would freeze."""
    async with opened(database, revisit_policy=TIMES) as store:
        await save(store, STORED)
        await save(store, reading(TEH, "Harga Teh Turun"))
        hours_pass(store, 2)
        await save(store, reading((*TEH, KOPI[3]), "Harga Teh Turun Lagi"))
        assert one(store, "select headline from article")["headline"] == "Harga Teh Turun Lagi"


async def test_failed_visits_keep_the_doubt(database: str) -> None:
    """Issue item 12: a night of notices, then every second night another trouble: no story freezes."""
    async with opened(database, revisit_policy=TIMES) as store:
        await save(store, STORED)
        await save(store, OTHERS["another story"])
        hours_pass(store, 24)
        await save(store, rejection(address(1), 503))
        hours_pass(store, 24)
        await save(store, OTHERS["another story"])
        assert one(store, "select headline from article")["headline"] == "Harga Teh Turun"


async def test_good_visit_clears_the_doubt(database: str) -> None:
    """Issue item 12: the same notice in two nights, with a good one between, replaces nothing."""
    async with opened(database, revisit_policy=TIMES) as store:
        for reading in (STORED, OTHERS["a notice"], STORED, OTHERS["a notice"]):
            await save(store, reading)
            hours_pass(store, 24)
        assert one(store, "select body from article")["body"] == STORED.text


async def test_varying_noise_is_never_confirmed(database: str) -> None:
    """Cases E3 and E4: noise that says something else each night replaces nothing, and a good visit ends it."""
    async with opened(database, revisit_policy=TIMES) as store:
        await save(store, STORED)
        for number in range(4):
            noise = tuple(f"kata{number}x{place} derau{number} sinyal{place}" for place in range(20))
            await save(store, reading(noise, f"Derau {number}"))
            hours_pass(store, 30)
        assert one(store, "select body from article")["body"] == STORED.text
        await save(store, STORED)
        assert rows(store, "select from rejection") == []
        assert one(store, "select reason from page where url = %s", address(1))["reason"] is None


async def test_page_replaces_text_rendering(database: str) -> None:
    async with opened(database, revisit_policy=TIMES) as store:
        await save(store, reading(KOPI, **AS_TEXT))
        await save(store, STORED)
        assert one(store, "select layout from article")["layout"] == "TribunText"  # the same text is no edit
        await save(store, EDITS["longer"])
        assert one(store, "select layout from article")["layout"] == "Desktop2024"


@pytest.mark.parametrize("words", [6, 7])
def test_short_texts_are_not_compared(words: int) -> None:
    stored = StoredReading(url="x", headline="A", body="kata " * words, layout="L", missing=0, blocks=None)
    assert difference(stored, reading(TEH)) is None


def test_sketches_are_similar_after_an_edit() -> None:
    kopi, teh = " ".join(KOPI), " ".join(TEH)
    assert are_similar(sketch(kopi), sketch(kopi + " Tambahan kecil di akhir."))
    assert not are_similar(sketch(kopi), sketch(teh))
    assert are_similar(sketch(""), sketch(""))
    assert not are_similar(sketch(""), sketch(kopi))


def hours_pass(store: Store, hours: int) -> None:
    rows(store, "update page set visited_at = visited_at - make_interval(hours => %s) returning id", hours)


OTHER = address(2)


async def test_page_of_other_story_is_no_alias(database: str) -> None:
    """Case I2: rejected, the other story is put on the frontier, and the next night's page is stored."""
    wrong = reading(TEH, "Harga Teh Turun", claims=OTHER)
    async with opened(database, revisit_policy=TIMES) as store:
        await save(store, wrong)
        page = one(
            store,
            "select outcome, reason, due_at is not null as due, alias_of from page where url = %s",
            address(1),
        )
        assert page == {"outcome": "rejected", "reason": "OtherStory", "due": True, "alias_of": None}
        assert one(store, "select due_at is not null as due from page where url = %s", OTHER)["due"]
        assert rows(store, "select from article") == []
        await save(store, STORED)
        assert one(store, "select headline from article")["headline"] == STORED.headline


async def test_lasting_redirect_becomes_alias_with_revisits(database: str) -> None:
    """Case I2: believed on another day, if the other story is stored; freed by the first page of its own."""
    wrong = reading(TEH, "Harga Teh Turun", claims=OTHER)
    async with opened(database, revisit_policy=TIMES) as store:
        await save(store, reading(TEH, "Harga Teh Turun", number=2))
        for hours in (2, 30):
            await save(store, wrong)
            assert one(store, "select reason from page where url = %s", address(1))["reason"] == "OtherStory"
            hours_pass(store, hours)
        await save(store, wrong)
        page = one(store, "select outcome, due_at is not null as due from page where url = %s", address(1))
        assert page == {"outcome": "alias", "due": True}
        await save(store, STORED)
        assert {row["url"] for row in rows(store, "select url from article where gone_at is null")} == {
            address(1),
            OTHER,
        }


async def test_other_storys_page_does_not_rename_story(database: str) -> None:
    """Case I2 on a revisit: whatever the page says of itself, its text is not the stored one's."""
    async with opened(database, revisit_policy=TIMES) as store:
        await save(store, STORED)
        await save(store, reading(TEH, "Harga Teh Turun", claims=OTHER))
        row = one(store, "select url, body, gone_at from article")
        assert row == {"url": address(1), "body": STORED.text, "gone_at": None}
        await save(store, replace(STORED, claims=OTHER))  # its own text, under an address it has got
        assert one(store, "select url from article")["url"] == OTHER


async def test_look_alike_that_lacks_pages_does_not_rename_story(database: str) -> None:
    """Case I2 where stories are written from a template: "Jadwal ... di A" and "Jadwal ... di B"."""
    other = reading(TEH, STORED.headline, claims=OTHER)
    async with opened(database, revisit_policy=TIMES) as store:
        await save(store, STORED)
        await save(store, replace(other, page_count=3, missing_pages=(2, 3)))
        assert one(store, "select url, body from article") == {"url": address(1), "body": STORED.text}
        assert one(store, "select reason from page where url = %s", address(1))["reason"] == "OtherStory"
        first = replace(STORED, blocks=STORED.blocks[:2], page_count=2, missing_pages=(2,), claims=OTHER)
        await save(store, first)  # its own first page, under an address it has got
        assert one(store, "select url from article")["url"] == OTHER


async def test_redirect_of_one_night_renames_nothing(database: str) -> None:
    """Case I2 by redirect: an address that leads to another story for a night is that story's no longer."""
    moved = Moved(outlet="tribun", url=address(1), to=OTHER, fetch=replace(STORED.fetch, status=302))  # type: ignore[type-var]
    landed = fetched(reading(TEH, "Harga Teh Turun", number=2, page=address(1)), final_url=OTHER)
    for outcome in (moved, landed, replace(landed, page_count=3, missing_pages=(2, 3))):
        async with opened(database, revisit_policy=TIMES) as store:
            await save(store, STORED)
            await save(store, outcome)
            assert one(store, "select url, gone_at from article") == {"url": address(1), "gone_at": None}
            assert one(store, "select reason from page where url = %s", address(1))["reason"] == "MovedAway"
            assert one(store, "select due_at is not null as due from page where url = %s", OTHER)["due"]
            rows(store, "delete from page returning id")


async def test_address_that_leads_elsewhere_stays_due(database: str) -> None:
    """Case I2 by redirect, on a first visit: an alias at once, as ever, and not for good."""
    moved = Moved(outlet="tribun", url=address(1), to=OTHER, fetch=replace(STORED.fetch, status=302))  # type: ignore[type-var]
    waits = []
    async with opened(database, revisit_policy=TIMES) as store:
        await save(store, reading(TEH, "Harga Teh Turun", number=2))
        for _ in range(4):
            await save(store, moved)
            row = one(store, "select outcome, due_at - now() as wait from page where url = %s", address(1))
            assert row["outcome"] == "alias"
            waits.append(row["wait"] and round(row["wait"].total_seconds() / 60))
        assert waits == [1, 60, 120, None]
        await save(store, STORED)
        assert one(store, "select outcome from page where url = %s", address(1))["outcome"] == "article"


@pytest.mark.parametrize("together", [True, False])
async def test_repeated_text_is_one_story(database: str, together: bool) -> None:
    """Case I2: pages that do not say whose they are, word for word the same."""
    pages: list[Outcome] = [reading(TEH, "Harga Teh Turun", number=number, claims="") for number in range(10)]
    async with opened(database, revisit_policy=TIMES) as store:
        for batch in [pages] if together else [[page] for page in pages]:
            await save(store, *batch)
        assert len(rows(store, "select from article")) == 1
        kept = rows(store, "select reason, detail from rejection")
        assert {row["reason"] for row in kept} == {"OtherStory"}
        assert len(kept) == 9
        assert "word for word that of" in kept[0]["detail"]


async def test_equal_texts_with_own_addresses_stay_two(database: str) -> None:
    """Case I2, the other way: newsrooms publish a text twice."""
    async with opened(database) as store:
        await save(store, *(reading(TEH, "Harga Teh Turun", number=number) for number in range(3)))
        assert len(rows(store, "select from article")) == 3


UNSEEN: dict[str, dict[str, Any]] = {
    "cut_short": {"cut_short": True},
    "layout": {"layout": "Amp"},
    "provenance": {"provenance": {"lead": "meta:description"}},
    "links": {"links": ()},
    "page_count": {"page_count": 3},
    "number": {"site_id": "77"},
    "modified_at": {"modified_at": article().published_at},
    "published_at": {"published_at": datetime(2026, 7, 25, 5, tzinfo=UTC)},
    "no time": {"published_at": None},
}
SEEN = {
    "headline": "Judul Baru",
    "lead": "Teras",
    "dateline": "TRIBUNNEWS.COM -",
    "authors": ("Kirana",),
    "editors": ("Bagas",),
    "source": "Tribun Solo",
    "signature": "(Kirana)",
    "section": "Bisnis",
    "breadcrumb": ("Home",),
    "topic": "Panen",
    "tags": ("kopi",),
    "summary": ("satu",),
    "premium": True,
    "images": (Image(url=None, caption="Kopi"),),
    "blocks": (Block(kind=BlockKind.HEADING, text=STORED.text),),
}


@pytest.mark.parametrize("name", UNSEEN)
@pytest.mark.parametrize("pages", [1, 2])
async def test_invisible_change_is_no_edit(database: str, name: str, pages: int) -> None:
    """Cases T5 and T6: neither hash nor changed_at, counter nor revision moves; what is new is kept."""
    async with opened(database, revisit_policy=TIMES) as store:
        await save(store, replace(STORED, page_count=pages))
        before = one(store, "select content_hash, changed_at, changed_by from article")
        await save(store, replace(STORED, **{"page_count": pages, **UNSEEN[name]}))
        after = one(
            store,
            "select content_hash, changed_at, changed_by, published_at, modified_at, page_count from article",
        )
        assert {key: after[key] for key in before} == before
        assert store.written.articles_changed == 0
        assert rows(store, "select from revision") == []
        assert after["modified_at"] == UNSEEN[name].get("modified_at")
        assert after["published_at"] == (UNSEEN[name].get("published_at") or STORED.published_at)
        assert after["page_count"] == UNSEEN[name].get("page_count", pages)


@pytest.mark.parametrize("name", SEEN)
async def test_visible_change_is_an_edit_everywhere(database: str, name: str) -> None:
    """Case T6: hash, changed_at, counter, revision and tally agree."""
    async with opened(database, revisit_policy=TIMES) as store:
        await save(store, STORED)
        before = one(store, "select content_hash, changed_at from article")
        await save(store, replace(STORED, **{name: SEEN[name]}))  # type: ignore[arg-type]
        after = one(store, "select content_hash, changed_at from article")
        assert (
            after["content_hash"] != before["content_hash"],
            after["changed_at"] > before["changed_at"],
        ) == (True, True)
        assert store.written.articles_changed == 1
        assert [row["changed"] for row in rows(store, "select changed from revision")] in (
            [[name]],
            [["blocks", "body"]],
        )
        assert one(store, "select sum(edited)::integer as edited from ops.days")["edited"] == 1


async def test_new_hash_alone_is_no_change(database: str) -> None:
    """Case T6: hashes of an older release are renewed in silence."""
    async with opened(database) as store:
        await save(store, STORED)
        rows(store, "update article set content_hash = 'old' returning page_id")
        before = one(store, "select changed_at, changed_by from article")
        await save(store, STORED)
        assert one(store, "select changed_at, changed_by from article") == before
        assert one(store, "select content_hash <> 'old' as renewed from article")["renewed"]
        assert (store.written.articles_changed, rows(store, "select from revision")) == (0, [])


async def test_two_workers_agree_on_a_doubtful_page(database: str) -> None:
    """Issue 4: a good and a wrong reading of one story at once leave the good one, whoever is first."""
    async with (
        opened(database, revisit_policy=TIMES) as one_store,
        opened(database, revisit_policy=TIMES) as other_store,
    ):
        await save(one_store, STORED)
        for number in range(5):
            edit = reading((*KOPI, TEH[number % 4]), f"Warga Menanam Kopi Lagi {number}")
            await asyncio.gather(
                save(one_store, edit, due=False),
                save(other_store, reading(TEH, "Harga Teh Turun"), due=False),
            )
            assert one(one_store, "select headline from article")["headline"] == edit.headline
        assert len(rows(one_store, "select from revision")) == 5


STAMP = datetime(2026, 11, 20, 8, tzinfo=UTC)
HOUR = timedelta(hours=1)
AGES = {
    "an hour before": (STAMP, STAMP - HOUR, False),
    "years before": (STAMP, STAMP.replace(year=2020), False),
    "a second before": (STAMP, STAMP - timedelta(seconds=1), False),
    "before, in another zone": (STAMP, (STAMP - HOUR).astimezone(WIB), False),
    "the same": (STAMP, STAMP, True),
    "the same, in another zone": (STAMP, STAMP.astimezone(WIB), True),
    "later": (STAMP, STAMP + HOUR, True),
    "it does not say": (STAMP, None, True),
    "the stored one does not say": (None, STAMP - HOUR, True),
    "neither says": (None, None, True),
}


@pytest.mark.parametrize(("had", "says", "edits"), AGES.values(), ids=list(AGES))
async def test_older_edition_waits_for_second_visit(
    database: str, had: datetime | None, says: datetime | None, edits: bool
) -> None:
    """A stale cache: right in all but its age, and shorter."""
    async with opened(database, revisit_policy=TIMES) as store:
        await save(store, replace(STORED, modified_at=had))
        await save(store, replace(reading(KOPI[:3]), modified_at=says))
        found = one(store, "select body from article")["body"]
        assert found == (reading(KOPI[:3]) if edits else STORED).text
        assert [row["reason"] for row in rows(store, "select reason from rejection")] == (
            [] if edits else ["Doubtful"]
        )
