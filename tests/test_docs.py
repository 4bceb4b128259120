"""Every setting, command and make target is documented, and what is documented exists."""

import importlib
import pkgutil
import re
from pathlib import Path

import pytest
import yaml  # type: ignore[import-untyped]  # its stubs are one more package
from scrapy.settings import default_settings

import newsspider
import newsspider.commands

ROOT = Path(__file__).resolve().parents[1]
COMMANDS = sorted(
    name
    for _, name, _ in pkgutil.iter_modules(newsspider.commands.__path__)
    if hasattr(importlib.import_module(f"newsspider.commands.{name}"), "Command")
)
DOCUMENTS = sorted(
    str(path.relative_to(ROOT))
    for path in (*ROOT.glob("README*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("deploy/**/*.md"))
)
NO_SETTINGS = {"ROOT"}  # capitals in settings/ that only its own lines use
SCRAPYS_COMMANDS = {
    "bench",
    "check",
    "fetch",
    "list",
    "parse",
    "runspider",
    "settings",
    "shell",
    "version",
    "view",
}


def text(name: str) -> str:
    path = ROOT / name
    assert path.exists(), f"expected {name} to be there: write it"
    return path.read_text("utf-8")


@pytest.mark.parametrize("module", ["base", "production", "replica", "testing"])
def test_every_setting_of_ours_is_documented(module: str) -> None:
    ours = {
        name
        for name in vars(importlib.import_module(f"settings.{module}"))
        if name[0].isupper() and name.isupper()
    }
    documented = set(re.findall(r"^\| `(\w+)`", text("docs/settings.md"), re.M))
    missing = ours - documented - set(dir(default_settings)) - NO_SETTINGS
    assert not missing, f"describe {', '.join(sorted(missing))} in docs/settings.md"


def test_every_documented_setting_exists() -> None:
    there = {
        name for module in ("base", "replica") for name in vars(importlib.import_module(f"settings.{module}"))
    }
    documented = set(re.findall(r"^\| `(\w+)`", text("docs/settings.md"), re.M))
    assert documented
    assert not documented - there


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_documented(command: str) -> None:
    assert f"scrapy {command}" in text("README.md") + text("docs/commands.md"), f"describe scrapy {command}"


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_documented_command_exists(document: str) -> None:
    for command in re.findall(r"(?:`|/bin/|^)scrapy ([a-z]+(?:-[a-z]+)*)", text(document), re.M):
        assert command in {*COMMANDS, *SCRAPYS_COMMANDS}, f"{document} names scrapy {command}"


def test_readme_names_the_two_commands_and_only_targets_that_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):", text("Makefile"), re.M))
    named = set(re.findall(r"(?:`|^(?:\$ )?)make ([a-z]+)", text("README.md"), re.M))
    assert {"demo", "test"} <= named
    assert not named - targets


def test_every_table_is_described() -> None:
    tables = set(re.findall(r"^create table (\w+)", text("newsspider/store/schema.sql"), re.M))
    rows = re.findall(r"^\| (`.+?) \|", text("docs/database.md"), re.M)
    assert {name for row in rows for name in re.findall(r"`(\w+)`", row)} == tables


BLOCK = re.compile(r"^```\w*\n(.*?)^```$", re.M | re.S)
HEADING = re.compile(r"^(#+) ", re.M)


def shape(name: str) -> dict[str, list[str]]:
    """What a README has in every language: levels of headings, commands, make targets, rows of tables."""
    document = text(name)
    commands = [
        line.split("   ")[0].strip() for block in BLOCK.findall(document) for line in block.splitlines()
    ]
    return {
        "headings": HEADING.findall(BLOCK.sub("", document)),
        "commands": commands,
        "targets": sorted(re.findall(r"`make ([a-z]+)`", document)),
        "rows": re.findall(r"^\| ", document, re.M),
    }


@pytest.mark.parametrize("part", ["headings", "commands", "targets", "rows"])
def test_readme_in_indonesian_has_the_same_parts(part: str) -> None:
    """Change both: README.md and README.id.md."""
    english = shape("README.md")[part]
    assert shape("README.id.md")[part] == english
    assert english


def test_readme_is_a_page_for_newcomers() -> None:
    """What, two commands, what you see, where next: the rest is in docs."""
    assert len(text("README.md").splitlines()) <= 90


def test_readmes_name_each_other() -> None:
    assert "(README.id.md)" in text("README.md")
    assert "(README.md)" in text("README.id.md")


MEASURED = ("docs/benchmarks.md", "docs/quality.md")


def test_comparison_has_measured_figures_only() -> None:
    """Each figure with a point, or above 100, stands in benchmarks.md or quality.md."""
    measured = "\n".join(text(name) for name in MEASURED if (ROOT / name).exists())
    figures = re.findall(
        r"(?<![\w.])(?:\d+\.\d+|\d{1,3}(?:,\d{3})+|\d{3,})(?![\w.]*\w)", text("docs/comparison.md")
    )
    assert len(figures) > 8
    known = {*re.findall(r"[\d.,]*\d", measured)}
    assert not [figure for figure in figures if figure not in known]


@pytest.mark.parametrize("name", ["CONTRIBUTING.md", "SECURITY.md"])
def test_hosts_find_what_they_look_for(name: str) -> None:
    """GitHub, GitLab and Forgejo look into docs; templates of issues are in .github."""
    assert text(f"docs/{name}").startswith("# ")


@pytest.mark.parametrize(
    "path", sorted((ROOT / ".github/ISSUE_TEMPLATE").glob("*.yml")), ids=lambda path: path.name
)
def test_issue_template_is_a_form(path: Path) -> None:
    """With a name, a description and fields of the kinds that hosts know, each with a label of its own."""
    form = yaml.safe_load(path.read_text("utf-8"))
    if path.name == "config.yml":
        assert set(form) == {"blank_issues_enabled"}
        return
    assert {"name", "description", "body"} <= set(form)
    kinds = {"input", "textarea", "checkboxes", "dropdown", "markdown"}
    assert {field["type"] for field in form["body"]} <= kinds
    ids = [field["id"] for field in form["body"]]
    labels = [field["attributes"]["label"] for field in form["body"]]
    assert len({*ids}) == len({*labels}) == len(form["body"])


def test_changelog_names_the_version_of_the_program() -> None:
    first = re.findall(r"^## (\S+)", text("CHANGELOG.md"), re.M)[0]
    assert first == newsspider.__version__


def test_decisions_stand_in_the_order_of_their_numbers() -> None:
    """Each in five lines: title, context, choice, cost, and a blank one."""
    form = r"## (\d+)\. .+\nContext: .+\nChoice: .+\nCost: .+\n"
    _, *decisions = re.split(r"^(?=## )", text("docs/decisions.md") + "\n", flags=re.M)
    found = [re.fullmatch(rf"{form}\n", one) for one in decisions]
    malformed = [one.splitlines()[0] for one, match in zip(decisions, found, strict=True) if match is None]
    assert not malformed
    numbers = [int(match[1]) for match in found if match]
    assert numbers == sorted(set(numbers))
