"""Heads of text renderings: what stands above a story, by year and kind of page."""

from __future__ import annotations

import pytest

from newsspider.items import Article
from tests.outlets.bodies import ABOVE, BELOW, DATELINE, article, cuts, rejection

TITLE = "Perahu Sekolah Negeri Lima Berganti Mesin Surya, Murid Berangkat Lebih Pagi"
SHORT = "Perahu Sekolah Berganti Mesin"
LEAD = "Perahu sekolah di pulau itu kini digerakkan tenaga surya, dan murid berangkat lebih pagi."
OPEN_LEAD = (
    "Perahu sekolah kini bertenaga surya dan murid berangkat lebih pagi. Ini yang pertama di pulau itu"
)
CREDITS = "Penulis: Ruth Siahaan | Editor: Ferry Sahertian"
CREDIT = "TribunAmbon.com/Onco Salampessy"
CAPTION = "PERAHU SURYA - Murid menunggu perahu di dermaga Negeri Lima, Sabtu (7/11/2026)."
STORY = [*ABOVE, BELOW]


def read(*head: str, dateline: bool = True) -> Article:
    """The rendering of a story below this head."""
    opening = f"{DATELINE} {ABOVE[0]}" if dateline else ABOVE[0]
    found = article("\n".join([*head, opening, "", ABOVE[1], "", BELOW, "", "(Tribunnews.com/Ruth Siahaan)"]))
    assert [block.text for block in found.blocks] == STORY
    return found


ALT = "Murid menunggu perahu di dermaga Negeri Lima, Sabtu (7/11/2026), sebelum hujan turun dan angin datang"
SHOWN = "Murid menunggu perahu di dermaga Negeri Lima (TRIBUNAMBON.COM/ONCO)"


@pytest.mark.parametrize("picture", [(ALT, SHOWN), (SHOWN, ALT)])
@pytest.mark.parametrize("credited", [(), (CREDITS, "")])
def test_alt_text_and_caption_are_one_picture(picture: tuple[str, str], credited: tuple[str, ...]) -> None:
    """Case R30, above the story."""
    found = read(TITLE, "", *credited, *picture, "")
    assert (found.headline, found.lead) == (TITLE, None)
    assert [(image.caption, image.credit) for image in found.images] == [(ALT, "TRIBUNAMBON.COM/ONCO")]
    assert set(picture) <= set(cuts(found))


@pytest.mark.parametrize("dateline", [True, False])
@pytest.mark.parametrize("topic", ["Berita Populer", "Berita Terkini", "Kabar Pulau Seram"])
def test_a_page_without_credits_keeps_headline_and_picture(topic: str, dateline: bool) -> None:
    """A page of 2025: date of the day, topic, headline, lead, credit and caption, each group apart."""
    head = ["Jumat, 5 September 2025", "", topic, "", TITLE, "", LEAD, "", CREDIT, CAPTION, ""]
    found = read(*head, dateline=dateline)
    assert (found.headline, found.topic, found.lead) == (TITLE, topic, LEAD)
    assert [(image.caption, image.credit) for image in found.images] == [(CAPTION, CREDIT)]
    assert cuts(found)["Jumat, 5 September 2025"] == "page_head"


def test_a_caption_with_a_key_word_needs_no_credit() -> None:
    found = read("Kabar Pulau", "", TITLE, "", LEAD, "", CAPTION, "")
    assert (found.headline, found.lead) == (TITLE, LEAD)
    assert [image.caption for image in found.images] == [CAPTION]


@pytest.mark.parametrize("campaign", [["Maluku Hebat", "Menuju Maluku Maju, Sejahtera dan Lestari"]])
@pytest.mark.parametrize(
    ("topic", "apart"), [("Berita Populer", True), ("Kabar Seram", True), ("Kabar Seram", False)]
)
def test_a_campaign_above_the_headline_is_chrome(campaign: list[str], topic: str, apart: bool) -> None:
    labels = [*campaign, "", topic] if apart else [*campaign, topic]
    found = read(*labels, "", TITLE, "", LEAD, "", CREDITS, CREDIT, CAPTION, "")
    assert (found.headline, found.topic, found.lead) == (TITLE, topic, LEAD)
    assert [cuts(found)[line] for line in campaign] == ["page_head"] * len(campaign)


@pytest.mark.parametrize("lead", [LEAD, OPEN_LEAD])
def test_a_short_headline_above_a_lead_is_no_topic(lead: str) -> None:
    found = read(SHORT, lead, CREDITS)
    assert (found.headline, found.topic, found.lead) == (SHORT, None, lead)


def test_a_topic_above_a_headline_without_lead_stays_one() -> None:
    found = read("Kabar Pulau Seram", TITLE, CREDITS)
    assert (found.headline, found.topic) == (TITLE, "Kabar Pulau Seram")


def test_a_menu_of_points_above_the_headline_is_chrome() -> None:
    """A page of 2013."""
    menu = [
        "• Tribun Network",
        "• Login",
        "•",
        "• Tribun JualBeli",
        "Sabtu, 20 September 2014",
        "Tribun Ambon",
    ]
    found = read(*menu, "", TITLE, "", "Sabtu, 2 Maret 2013 14:04 WITA")
    assert found.headline == TITLE
    assert found.published_at is not None
    assert {cuts(found)[line] for line in menu} == {"page_head"}


@pytest.mark.parametrize("dateline", [True, False])
def test_a_lead_that_repeats_the_headline_opens_no_picture(dateline: bool) -> None:
    found = read("Kabar Pulau", TITLE, TITLE, CREDITS, dateline=dateline)
    assert (found.headline, found.lead, found.images) == (TITLE, TITLE, ())


@pytest.mark.parametrize("dateline", [True, False])
@pytest.mark.parametrize(
    "credit",
    [
        "Kolase: Instagram.com/dermaga_lima, Facebook/perahusurya, TribunAmbon/Istimewa, dan TribunSorong/Istimewa",
        "Tribun Ambon Mea Latupono/Dok Dinas Perhubungan Maluku/Dok. Pribadi",
    ],
)
def test_a_credit_of_several_pictures_is_no_caption(credit: str, dateline: bool) -> None:
    found = read(TITLE, "", LEAD, "", CREDITS, credit, CAPTION, "", dateline=dateline)
    assert [(image.caption, image.credit) for image in found.images] == [(CAPTION, credit)]
    assert cuts(found)[credit] == "photo_credit"


def test_a_caption_that_repeats_its_alt_text_is_said_once() -> None:
    portrait = "Tajuk ditulis wartawan Tribun Ambon, Ruth Siahaan"
    found = read(TITLE, "", LEAD, "", CREDITS, "Onco Salampessy", portrait, "", portrait, "")
    assert [(image.caption, image.credit) for image in found.images] == [(portrait, "Onco Salampessy")]


@pytest.mark.parametrize("dateline", [True, False])
def test_a_label_above_its_name_is_a_credit(dateline: bool) -> None:
    """A page of 2025, whose links stand on lines of their own."""
    found = read(TITLE, LEAD, "Penulis:", "Ruth Siahaan", "Editor:", "Ferry Sahertian", dateline=dateline)
    assert (found.authors, found.editors) == (("Ruth Siahaan",), ("Ferry Sahertian",))
    assert (found.headline, found.lead) == (TITLE, LEAD)


def test_a_call_to_watch_below_the_credits_is_no_caption() -> None:
    call = "Lihat tayangan selengkapnya dari menit ke- 04.20:"
    found = article("\n".join([TITLE, LEAD, CREDITS, call, "Perahu Masih Dirahasiakan", *STORY]))
    assert [block.text for block in found.blocks] == ["Perahu Masih Dirahasiakan", *STORY]
    assert (found.images, cuts(found)[call]) == ((), "read_more")


def test_a_sheet_with_a_label_alone_is_story() -> None:
    lines = ["Buku itu memuat:", "Penulis:", "Mea Latupono", "Penerbit:", "Negeri Lima"]
    body = [f"{DATELINE} {ABOVE[0]}", *[ABOVE[1]] * 44, *lines, BELOW]
    found = article("\n\n".join([TITLE, LEAD, CREDITS, *body]))
    assert [block.text for block in found.blocks][-6:] == [*lines, BELOW]


def test_a_page_without_any_mark_is_still_rejected() -> None:
    assert rejection("\n".join(["Kabar Pulau", TITLE, LEAD, *STORY])).reason == "NoMarks"
