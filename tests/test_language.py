"""The language of the code: the glossary's words are used, the words they replace are not."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("newsspider", "pipelines", "settings")
PYTHON = sorted(
    path for folder in (*PACKAGES, "bench", "tests", "deploy") for path in (ROOT / folder).rglob("*.py")
)
ROWS = re.findall(
    r"^\| ([a-z ]+) \| [^|]+ \|([^|]*)\|$", (ROOT / "docs/glossary.md").read_text("utf-8"), re.M
)
WORDS = [word for word, _ in ROWS if word != "word"]
REPLACED = [word for _, words in ROWS for word in re.findall(r"`(\w+)`", words)]
WHOLE_NAMES = {"shown", "within", "part", "come"}
"""Replaced as a whole name, and no fault inside of other names."""
ONLY_IN = {
    "part": ("newsspider/runs/", "newsspider/store/crawl/workers.py"),
    "shown": ("newsspider/outlets/", "pipelines/"),
}
"""Words that mean something else in other rooms."""
MANUALS = (
    "README.md",
    *(
        f"docs/{name}.md"
        for name in (
            "CONTRIBUTING SECURITY architecture breakages commands comparison coverage crawl database ethics "
            "evidence frontier glossary settings tutorial"
        ).split()
    ),
)
SENTENCE_WORDS = 25


@cache
def source_of(path: Path) -> str:
    return path.read_text("utf-8")


@cache
def syntax_of(path: Path) -> ast.Module:
    return ast.parse(source_of(path))


@cache
def package_text() -> str:
    paths = (path for folder in PACKAGES for path in (ROOT / folder).rglob("*"))
    return "\n".join(source_of(path) for path in paths if path.suffix in (".py", ".sql")).lower()


@cache
def names() -> frozenset[tuple[str, str]]:
    """Each file of the packages with each name that it defines or bears, in small letters."""
    found = set()
    for folder in PACKAGES:
        for path in (ROOT / folder).rglob("*"):
            place = str(path.relative_to(ROOT))
            if path.suffix in (".py", ".sql"):
                found.add((place, path.stem))
            if path.suffix == ".py":
                found |= {(place, _snake(name)) for name in _defined(syntax_of(path))}
    return frozenset(found)


def _defined(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.arg):
            yield node.arg


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


def test_glossary_has_a_row_for_each_word_once() -> None:
    assert len(WORDS) >= 50
    assert len(WORDS) == len(set(WORDS))


@pytest.mark.parametrize("word", WORDS)
def test_word_of_the_glossary_is_used(word: str) -> None:
    pattern = re.escape(word).replace(r"\ ", "[ _]?").removesuffix("y")
    assert re.search(rf"(?<![a-z]){pattern}", package_text()), (
        f"no code says {word}: cut it from the glossary"
    )


@pytest.mark.parametrize("word", REPLACED)
def test_replaced_word_names_nothing(word: str) -> None:
    pattern = word if word in WHOLE_NAMES else rf"(?:.*_)?{word}(?:_.*)?"
    found = {
        f"{place}: {name}"
        for place, name in names()
        if re.fullmatch(pattern, name) and place.startswith(ONLY_IN.get(word, ""))
    }
    assert not found, f"docs/glossary.md has another word for {word}: {sorted(found)}"


def test_no_module_docstring_is_a_question() -> None:
    """Its first sentence is a noun phrase, a statement or an imperative."""
    for path in PYTHON:
        first = (ast.get_docstring(syntax_of(path)) or "").split("\n\n")[0]
        assert not first.endswith("?"), f"{path.relative_to(ROOT)}: {first}"


def test_no_file_switches_the_formatter_off() -> None:
    skipping = [
        str(path.relative_to(ROOT)) for path in PYTHON if re.search(r"# fmt: +(?:skip|off)", source_of(path))
    ]
    assert not skipping, "write what the formatter accepts: a trailing comma puts each item on a line"


@pytest.mark.parametrize("document", MANUALS)
def test_manual_has_short_sentences(document: str) -> None:
    text = re.sub(r"^```.*?^```$", "", source_of(ROOT / document), flags=re.M | re.S)
    prose = re.sub(r"`[^`]*`(?:, `[^`]*`)*", "X", re.sub(r"\]\([^)]*\)", "]", text))
    sentences = re.split(r"[.!?]\W*\s|[;:]\s|\n| \| ", prose)
    long = [sentence for sentence in sentences if len(re.findall(r"[\w'-]+", sentence)) > SENTENCE_WORDS]
    assert not long, f"expected at most {SENTENCE_WORDS} words in a sentence: {long}"
