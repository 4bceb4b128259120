"""Boxes, tables, forms and pictures inside a body are recognised by their content."""

import pytest

from tests.outlets.bodies import OTHER, between, cuts, page, paragraphs

TAG = "https://ambon.tribunnews.com/tag/cengkih"
PICTURE = "https://asset-2.tribunnews.com/foto/pala.jpg"
CAPTION = "Perajin menjemur biji pala di pelataran balai desa, Sabtu (7/11/2026)."
CREDIT = "TRIBUNAMBON.COM/ONCO SALAMPESSY"

STORY_TABLES = {
    "R1": (
        f'<tr><th>Pasar</th><th>Harga</th></tr><tr><th><a href="{TAG}">Cengkih</a></th><td>90.000</td></tr>'
        '<tr><th><a href="/tag/pala">Pala</a></th><td>80.000</td></tr>',
        ["Pasar Harga", "Cengkih 90.000", "Pala 80.000"],
    ),
    "R1-tags-alone": (
        f'<tr><th><a href="{TAG}">Cengkih</a></th></tr><tr><th><a href="/topic/pala">Pala</a></th></tr>',
        ["Cengkih", "Pala"],
    ),
    "R1-story-in-a-row": (
        f'<tr><th><a href="{OTHER}">Batu Merah</a></th><td>buka sampai malam, 80.000 rupiah sekilo</td></tr>',
        ["Batu Merah buka sampai malam, 80.000 rupiah sekilo"],
    ),
}


@pytest.mark.parametrize("name", STORY_TABLES)
def test_a_table_of_the_story_is_story(name: str) -> None:
    """Case R1."""
    rows, wanted = STORY_TABLES[name]
    found = page(f"<table>{rows}</table>")
    assert between(found) == wanted
    assert [link for link in found.links if link.kind.value == "baca_juga"] == []


def test_a_table_of_other_stories_is_links() -> None:
    row = '<tr><th><a class="fbo2" href="{0}{1}">Pasar Terapung Haruku Buka Lagi {1}</a></th></tr>'
    found = page(f"<table>{row.format(OTHER, 1)}{row.format(OTHER, 2)}</table>")
    assert between(found) == []
    assert [(link.kind.value, link.url) for link in found.links] == [
        ("baca_juga", OTHER + "1"),
        ("baca_juga", OTHER + "2"),
    ]


WALL = (
    "<h4>Sisa cerita ini tersedia bagi anggota TribunPlus</h4><p>Pilih paket harian atau bulanan untuk membuka seluruh"
    ' isi.</p><ul><li>Tanpa jeda promosi</li></ul><a href="https://account.tribunnews.com/paket">Pilih paket</a>'
)


@pytest.mark.parametrize(
    "box",
    [
        pytest.param(f'<div class="langganan-box">{WALL}</div>', id="R18"),
        pytest.param(f"<div>{WALL}</div>", id="R18-no-class"),
        pytest.param(f'<aside><div class="isi">{WALL}</div></aside>', id="R18-nested"),
        pytest.param(
            "<section><h3>Cerita ini khusus pelanggan</h3><p>Masuk untuk melanjutkan membaca.</p>"
            '<a href="https://account.tribunnews.com/login">Masuk</a></section>',
            id="R18-login",
        ),
        pytest.param(
            "<div><h3>Lanjutkan membaca dengan Tribun Premium</h3><p>Mulai dari seribu rupiah sehari.</p>"
            '<button>Langganan</button> <a href="https://account.tribunnews.com/x">Masuk</a></div>',
            id="R18-button",
        ),
        pytest.param(
            "<div><h4>Unlock the rest of this story with TribunPlus</h4><p>Choose a daily plan.</p>"
            '<a href="https://account.tribunnews.com/plans">See plans</a></div>',
            id="R18-english",
        ),
    ],
)
@pytest.mark.parametrize("ends", [False, True])
def test_paywall_is_cut_and_marks_page_premium(box: str, ends: bool) -> None:
    """Case R18."""
    found = page(box, ends=ends)
    assert (between(found), found.premium) == ([], True)
    assert [link.kind.value for link in found.links] == ["call"]
    assert "premium_box" in cuts(found).values()


@pytest.mark.parametrize(
    "box",
    [
        "<p>Ikuti kabar pulau tiap pagi di Tribun Ambon</p><a href='https://whatsapp.com/channel/tribun'>Ikuti</a>",
        "<h4>Baca tanpa jeda</h4><p>Unduh TribunX hari ini.</p><a href='https://play.google.com/x'>Unduh</a>",
        "<p>Dapatkan kabar terpilih Tribun Network.</p><button>Daftar</button>",
    ],
)
def test_offer_is_cut_and_page_stays_free(box: str) -> None:
    """Case R20, in a box of its own."""
    found = page(f'<div class="kotak">{box}</div>')
    assert (between(found), found.premium) == ([], False)


@pytest.mark.parametrize(
    ("box", "blocks"),
    [
        (
            '<h4>Cara Mendaftar</h4><p>Buka laman dinas.</p><a href="https://daftar.contoh.go.id">Daftar</a>',
            3,
        ),
        ('<p>Pasar <a href="/tag/pala">pala</a> buka lagi sejak Jumat pagi setelah banjir surut.</p>', 1),
        ('<h4>Nia Latupono</h4><p>Ia bekerja di Tribun Ambon.</p><a href="/tag/nia">Nia</a>', 3),
        ('<p>"Ikuti kabar kami di Tribun Ambon," kata Nia.</p><a href="/tag/nia">Nia</a>', 2),
        ("<p>Bupati menekan tombol <button>Mulai</button> pada layar itu.</p>", 1),
    ],
)
def test_a_box_of_the_story_is_story(box: str, blocks: int) -> None:
    assert len(between(page(f'<div class="info-box">{box}</div>'))) == blocks


@pytest.mark.parametrize(
    "form",
    [
        pytest.param(
            '<div class="jajak"><h4>Suara Pembaca</h4><p>Hari apa pasar pala sebaiknya buka?</p><label>Jumat</label>'
            " <label>Minggu</label> <button>Kirim</button></div>",
            id="R23",
        ),
        '<section><p>Setujukah Anda pasar dipindah?</p><ul><li><input type="radio"> Setuju</li></ul>'
        "<button>Kirim suara</button></section>",
        '<div><p>Terima kabar pagi di kotak surat Anda</p><input type="email"><button>Langganan</button></div>',
        '<form><input name="q"><button>Cari</button></form>',
        "<fieldset><p>Nilai tulisan ini</p><select><option>Baik</option></select></fieldset>",
    ],
)
def test_a_form_is_no_story(form: str) -> None:
    """Case R23."""
    assert between(page(form)) == []


def test_story_inside_a_form_is_kept() -> None:
    lines = ["Warga memperbaiki jembatan itu sejak Sabtu pagi.", "Kepala desa mengirim makanan untuk mereka."]
    assert between(page(f'<form>{paragraphs(*lines)}<input type="hidden"></form>')) == lines
    assert between(page("<p>Tombol <button>OK</button> ditekan dua kali, lalu layar menyala.</p>")) == [
        "Tombol OK ditekan dua kali, lalu layar menyala."
    ]


@pytest.mark.parametrize(
    "markup",
    [
        pytest.param(f'<p><img src="{PICTURE}"></p><p><em>{CAPTION} ({CREDIT})</em></p>', id="R19"),
        pytest.param(f'<p><img src="{PICTURE}"></p><p>{CAPTION} ({CREDIT})</p>', id="R19-upright"),
        pytest.param(f'<div><img src="{PICTURE}"></div><p><i>{CAPTION} ({CREDIT})</i></p>', id="R19-div"),
        pytest.param(f'<img src="{PICTURE}"><p><small>{CAPTION} ({CREDIT})</small></p>', id="R19-bare"),
        pytest.param(
            f'<figure><img src="{PICTURE}"></figure><p><em>{CAPTION} ({CREDIT})</em></p>', id="R19-figure"
        ),
    ],
)
def test_a_caption_below_its_picture(markup: str) -> None:
    """Case R19."""
    found = page(markup)
    assert between(found) == []
    assert (CAPTION, CREDIT, PICTURE) in [(image.caption, image.credit, image.url) for image in found.images]


@pytest.mark.parametrize(
    "line",
    [
        "Nelayan menambal jala di tepi pantai Haruku sejak pagi.",
        '<em>"Kami menambal jala sejak subuh," kata Onco.</em>',
        f"<em>{'Kami menambal jala sejak subuh, lalu melaut. ' * 8}</em>",
    ],
)
def test_a_paragraph_below_a_picture_is_story(line: str) -> None:
    assert len(between(page(f'<p><img src="{PICTURE}"></p><p>{line}</p>'))) == 1


def test_signed_paragraph_below_picture_is_no_caption() -> None:
    found = page(
        f'<p><img src="{PICTURE}"></p><p>Nelayan menutup hari itu dengan doa. (Tribunnews.com/Nia)</p>',
        ends=True,
    )
    assert between(found) == ["Nelayan menutup hari itu dengan doa."]
    assert found.signature == "(Tribunnews.com/Nia)"


@pytest.mark.parametrize(
    "frame", ['<iframe src="https://www.youtube.com/embed/x"></iframe>', '<video src="x.mp4"></video>']
)
def test_a_call_below_a_video(frame: str) -> None:
    """Case R22."""
    for markup in (frame, f'<div class="video-embed">{frame}</div>', f"<p>{frame}</p>"):
        assert between(page(f"{markup}<p>Putar rekamannya sampai tamat!</p>")) == []
        kept = "Daftar ke balai desa paling lambat Jumat."
        assert between(page(f"{markup}<p>{kept}</p>")) == [kept]


@pytest.mark.parametrize("label", ["See also", "Lihat pula", "Terkait", "Read more", "Kisah lain"])
def test_labelled_link_to_story_is_cut(label: str) -> None:
    """Case R24."""
    found = page(f'<p>{label}: <a href="{OTHER}">Wooden Boats Return to Banda</a></p>')
    assert between(found) == []
    assert [(link.kind.value, link.url) for link in found.links] == [("baca_juga", OTHER)]


TITLE = "Wooden Boats Return to Banda"
LABELLED = {
    "a bar": f'Read also | <a href="{OTHER}">{TITLE}</a>',
    "angles": f'BACA JUGA >> <a href="{OTHER}">{TITLE}</a>',
    "an arrow": f'Baca juga \u2192 <a href="{OTHER}">{TITLE}</a>',
    "square brackets": f'[Baca juga] <a href="{OTHER}">{TITLE}</a>',
    "a wide colon": f'\u5ef6\u4f38\u95b1\u8b80\uff1a<a href="{OTHER}">{TITLE}</a>',
    "an editor's pick": f'Editor\'s pick: <a href="{OTHER}">{TITLE}</a>',
    "a full stop behind": f'Waca uga: <a href="{OTHER}">{TITLE}</a>.',
    "a picture in front": f'\U0001f4cc <a href="{OTHER}">{TITLE}</a>',
    "a picture inside": f'<a href="{OTHER}">\u25b6 {TITLE}</a>',
}


@pytest.mark.parametrize("name", LABELLED)
def test_story_behind_any_label_is_a_link(name: str) -> None:
    """Case R24, in other languages and with other marks."""
    found = page(f"<p>{LABELLED[name]}</p>")
    assert between(found) == []
    assert [(link.kind.value, link.url) for link in found.links] == [("baca_juga", OTHER)]


@pytest.mark.parametrize(
    "markup",
    [
        f'Warga itu berkata lain. Ia menulis: <a href="{OTHER}">{TITLE}</a>',
        f'Sebuah kisah lama tentang <a href="{OTHER}">perahu kayu kembali ke Banda</a>',
    ],
)
def test_sentence_before_a_linked_story_is_story(markup: str) -> None:
    """Case R24, the other way."""
    assert len(between(page(f"<p>{markup}</p>"))) == 1
