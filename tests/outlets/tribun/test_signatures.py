"""Signatures: a mark of newsroom or writer at the very end, in whatever brackets, and nothing else."""

import pytest

from newsspider.outlets.tribun.signatures import LABEL, SIGNATURE
from newsspider.text import collapse
from tests.outlets.bodies import ABOVE, between, cuts, page, paragraphs, rendering

LAST = "Petani itu tersenyum melihat panen pertamanya."

SIGNED = [
    "(Tribunnews.com/Nia Latupono)(Kompas.com)",
    "(*/tribunsorong.com)",
    "(Tribungayo.com, Serambi.id)",
    "(K7)",
    "(Mg2)",
    "(Tribunlombok.com, Nia)",
    "[**]",
    "[Tribunnews.com/Nia]",
    "{*}",
    "(nia/*)",
    "(*/nia)",
    "(Nia)",
    "[Nia Latupono]",
    "(TRIBUNAMBON.COM/NIA)",
    "(Tribun-Timur.com, K7)",
    "(ANT/Tribun Ambon)",
    "(TribunAmbon.com & Serambinews.com)",
    "(Nia Latupono, Tribunnews.com)",
    "(Tribunnews.com - Nia)",
    "(Nia | Tribun Ambon)",
    "(Tribunnews.com: Nia)",
    "(ANT/*)",
    "(*/)",
    "(Antara/Nia)",
    "(m38/eko)",
    "(n/r)",
    "(Nia K/Onco S)",
    "(MG/Nia Latupono)",
    "(*nia)",
    "(Reporter Tribun Ambon, Nia)",
    "(Laporan: Nia)",
    "(Redaksi)",
    "(Berbagai sumber)",
    "(tribunambon)",
]

EXPLAINED = [
    "Barang siapa menanam, ia menuai. (QS Al Ashr)",
    "Pala disebut gosora. (Dialek Leitimur)",
    "Pala tumbuh di lereng itu. (Myristica fragrans)",
    "Pala tumbuh di lereng itu. (Myristica fragrans moluccana)",
    "Siapa sabar, ia beruntung. (HR Tirmidzi)",
    "Itu disebut sasi. (Bahasa Ambon)",
    "Beratnya dicatat di balai desa. (Lima Kilogram)",
    "Hormatilah ayahmu dan ibumu. (Amsal Salomo)",
    "Sekali panen ia menjual banyak. (Sekitar Dua Ton)",
    "Barang siapa sabar, ia menang. (Pepatah Haruku)",
    "Demi masa yang berlalu. (Al Ashr)",
    "Lagu itu dinyanyikan tiga kali. (Lagu Daerah)",
    "Waktunya sudah malam. (Pukul Tujuh WIT)",
    "Semoga kapal itu pulang. (amin)",
    "Ia menutup pidatonya. (tepuk tangan)",
    "Penumpangnya empat orang. (WNI)",
    "Kapten Yosep berdiri paling kanan. (dari kiri)",
    "Kitab ini diwariskan turun-temurun. (Tidak Diperjualbelikan)",
]

LABELS = [
    "(Kerja Sama)",
    "(Advertorial)",
    "(ADV)",
    "[Adv]",
    "(Bersambung)",
    "(Iklan/Diskominfo Ambon)",
    "(Siaran Pers)",
    "(Konten Kerja Sama)",
    "(Kerja Sama Pemprov Maluku)",
    "(Adv/Pemkab Buru)",
    "(Rls)",
    "(Humas)",
    "(Sponsored Content)",
]


@pytest.mark.parametrize("signature", SIGNED)
@pytest.mark.parametrize("before", ["", LAST + " "])
def test_a_signature_in_whatever_brackets(signature: str, before: str) -> None:
    """Case R13."""
    found = SIGNATURE.search(before + signature)
    assert found is not None
    assert collapse(found["signature"]) == signature


@pytest.mark.parametrize("signature", SIGNED)
def test_a_signed_page_and_its_rendering(signature: str) -> None:
    """Case R13, at the end of the last sentence and on a line of its own."""
    for lines in ([f"{LAST} {signature}"], [LAST, signature]):
        for found in (page(paragraphs(*lines), ends=True), rendering(*lines, ends=True)):
            assert (between(found), found.signature) == ([LAST], signature)


@pytest.mark.parametrize("sentence", EXPLAINED)
def test_brackets_that_explain_are_story(sentence: str) -> None:
    """Case R14."""
    for found in (page(paragraphs(sentence), ends=True), rendering(sentence, ends=True)):
        assert (between(found), found.signature) == ([sentence], None)


@pytest.mark.parametrize("label", LABELS)
def test_a_label_of_the_page_is_no_signature(label: str) -> None:
    """Case R15."""
    assert LABEL.fullmatch(label)
    for lines in ([LAST, label], [f"{LAST} {label}"]):
        for found in (page(paragraphs(*lines), ends=True), rendering(*lines, ends=True)):
            assert (between(found), found.signature) == ([LAST], None)
            assert cuts(found)[label] == "page_label"


@pytest.mark.parametrize(
    "below",
    [
        pytest.param(["Sapa redaksi Tribun Ambon lewat kotak pesan aplikasi"], id="R16"),
        pytest.param(["Ruang pembaca", "Semua tentang pulau", "Suara Anda", "Dari gawai ke gawai"], id="R17"),
        pytest.param(["Kabar dari dermaga", "Temani kami", "Satu", "Dua", "Tiga", "Empat"], id="R17-six"),
    ],
)
@pytest.mark.parametrize("alone", [False, True])
def test_unknown_lines_do_not_hide_a_signature(below: list[str], alone: bool) -> None:
    """Cases R16 and R17."""
    signature = "(Tribunnews.com/Nia Latupono)"
    signed = [LAST, signature] if alone else [f"{LAST} {signature}"]
    for found in (page(paragraphs(*signed, *below), ends=True), rendering(*signed, *below, ends=True)):
        assert (between(found), found.signature) == ([LAST], signature)
        assert set(below) <= set(cuts(found))


def test_a_sentence_below_a_signature_is_story() -> None:
    """Case R17: what stands below a signature is no story unless it reads like one."""
    note = "Catatan redaksi: angka di atas diperbarui pada Senin."
    found = page(paragraphs(f"{LAST} (Tribunnews.com/Nia)", note), ends=True)
    assert (between(found), found.signature) == ([LAST, note], "(Tribunnews.com/Nia)")


def test_two_signatures_are_cut_at_once() -> None:
    """Case R33."""
    found = page(paragraphs(f"{LAST} (Nia Latupono) (Tribunnews.com/Nia)"), ends=True)
    assert (between(found), found.signature) == ([LAST], "(Nia Latupono) (Tribunnews.com/Nia)")


def test_a_bracket_in_mid_story_is_no_signature() -> None:
    sentence = "Itu kata warga. (K7)"
    assert between(page(paragraphs(sentence))) == [sentence]
    assert page(paragraphs(*ABOVE)).signature is None
