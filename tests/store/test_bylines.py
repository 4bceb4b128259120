"""Bylines: names without brand, role and shouting; desks; one key for all spellings."""

import pytest

from newsspider.store.crawl.bylines import byline

NAMES = [
    ("Kirana Lestari", "Kirana Lestari"),
    ("  Kirana   Lestari. ", "Kirana Lestari"),
    ("KIRANA LESTARI", "Kirana Lestari"),
    ("kirana lestari", "Kirana Lestari"),
    ("Tribunnews.com/Kirana Lestari", "Kirana Lestari"),
    ("TRIBUNNEWS.COM / KIRANA LESTARI", "Kirana Lestari"),
    ("Kirana Lestari/Tribunnews.com", "Kirana Lestari"),
    ("Penulis: Kirana Lestari", "Kirana Lestari"),
    ("Reporter : Kirana Lestari", "Kirana Lestari"),
    ("Kontributor Solo, Kirana Lestari", "Kirana Lestari"),
    ("Kirana Lestari (Reporter)", "Kirana Lestari"),
    ("Oleh Kirana Lestari", "Kirana Lestari"),
    ("Editorial", "Editorial"),
    ("M Arif", "M Arif"),
    ("AN Uyung", "AN Uyung"),
    ("Tim Redaksi", "Tim Redaksi"),
    ("Tribunnews.com", "Tribunnews.com"),
    ("Dr. Sekar Ayu, M.Pd", "Dr. Sekar Ayu, M.Pd"),
    ("***", "***"),
]


@pytest.mark.parametrize(("stated", "name"), NAMES)
def test_name_has_no_brand_role_or_shouting(stated: str, name: str) -> None:
    assert byline(stated).name == name
    assert byline(stated).stated == stated


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("M. Arif", "M Arif"),
        ("Sekar Ayu, M.Pd", "Sekar Ayu"),
        ("Sekar Ayu, S.Pd., M.Pd", "SEKAR AYU"),
        ("Tribunnews.com/Sekar Ayu", "sekar ayu"),
        ("Ma'ruf Amin", "Ma’ruf Amin"),
    ],
)
def test_spellings_of_a_person_have_one_key(one: str, other: str) -> None:
    assert byline(one).key == byline(other).key


@pytest.mark.parametrize(
    ("stated", "desk"),
    [
        ("Tim Redaksi", True),
        ("Tim detikcom", True),
        ("Redaksi", True),
        ("Liputan6.com", True),
        ("Admin", True),
        ("Timotius Wira", False),
        ("Kirana Lestari", False),
        ("Adminto Saputra", False),
    ],
)
def test_desk_is_no_person(stated: str, desk: bool) -> None:
    assert byline(stated).desk is desk
