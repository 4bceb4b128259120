"""Digest of an outlet's rules, and the stamps of what it reads."""

import subprocess
import sys
from pathlib import Path

import pytest

from newsspider import __version__
from newsspider.items import Article
from newsspider.outlets import OUTLETS, digest
from newsspider.outlets.digest import rules_digest
from newsspider.visits import ReadingKind
from tests.outlets import truth

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "tests" / "pages" / "tribun" / "solo_2020_jamu"


@pytest.fixture
def rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of rules with one outlet in a package and one in a file."""
    for name in (
        "page.py",
        *(f"{room}/kebun.py" for room in digest.ROOMS),
        "kopi/desktop.py",
        "sites/teh.py",
        "sites/gula.py",
        "cut/cutting.py",
    ):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("RULE = 1\n")
    monkeypatch.setattr(digest, "SHARED", tmp_path)
    monkeypatch.setattr(digest, "PIPELINES", tmp_path / "cut")
    return tmp_path


def digests() -> dict[str, str]:
    rules_digest.cache_clear()
    return {name: rules_digest(name) for name in ("kopi", "teh")}


@pytest.mark.parametrize(
    ("changed", "concerned"),
    [
        ("page.py", {"kopi", "teh"}),
        ("publishers/kebun.py", {"kopi", "teh"}),
        ("story/kebun.py", {"kopi", "teh"}),
        ("cut/cutting.py", {"kopi", "teh"}),
        ("kopi/desktop.py", {"kopi"}),
        ("sites/teh.py", {"teh"}),
        ("sites/gula.py", set()),
    ],
)
def test_change_of_rules_changes_digest(rules: Path, changed: str, concerned: set[str]) -> None:
    before = digests()
    (rules / changed).write_text("RULE = 2\n")
    after = digests()
    rules_digest.cache_clear()
    assert {name for name in after if after[name] != before[name]} == concerned


def test_digest_is_the_same_in_every_process() -> None:
    code = "from newsspider.outlets.digest import rules_digest; print(rules_digest('tribun'))"
    found = {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert found == {f"{rules_digest('tribun')}\n".encode()}


def test_every_folder_is_shared_or_of_an_outlet() -> None:
    folders = {path.parent.name for path in (ROOT / "newsspider/outlets").glob("*/__init__.py")}
    assert folders - {*OUTLETS} == {*digest.ROOMS, "sites"}


@pytest.mark.parametrize("outlet", OUTLETS)
def test_outlet_has_rules_of_its_own(outlet: str) -> None:
    """A digest that covers none of them would never change with them."""
    assert list(digest._own_modules(outlet))
    assert rules_digest(outlet) != rules_digest("nowhere")


def test_article_is_stamped() -> None:
    address = truth.truth_of(PAGE, "expected.json")["url"]
    article = truth.read_page(PAGE, address)
    assert isinstance(article, Article)
    assert article.reading is ReadingKind.EXACT
    assert (article.rules_digest, article.program_version) == (rules_digest("tribun"), __version__)
