"""The project's own laws.

Who imports whom, where SQL and environment variables are, how long a module is, what no file names.
"""

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path
from statistics import median

import pytest

ROOT = Path(__file__).resolve().parents[1]
OURS = ("newsspider", "pipelines", "settings", "bench", "tests", "deploy")

# What each part may import of ours. A new part gets a line here, and the fewer names it has the better.
MAY_IMPORT = {
    "alerting": {"durations", "reasons", "runs", "store", "text"},
    "archive": {"disk", "http"},
    "bench": {
        "archive",
        "frontier",
        "items",
        "outlets",
        "pipelines",
        "reparsing",
        "replica",
        "runs",
        "spiders",
        "store",
        "visits",
    },
    "browser": {"http", "items", "outlets", "runs", "urls", "validation"},
    "commands": {
        "alerting",
        "archive",
        "browser",
        "console",
        "dashboard",
        "durations",
        "feeds",
        "frontier",
        "exports",
        "http",
        "imports",
        "items",
        "outlets",
        "pipelines",
        "preflight",
        "reasons",
        "recordings",
        "reparsing",
        "runs",
        "scheduling",
        "spiders",
        "store",
        "text",
        "urls",
        "validation",
        "visits",
    },
    "console": {
        "alerting",
        "durations",
        "exports",
        "feeds",
        "http",
        "imports",
        "items",
        "outlets",
        "preflight",
        "reasons",
        "reparsing",
        "scheduling",
        "store",
        "text",
        "validation",
    },
    "copies": {"items", "urls"},
    "dashboard": {"alerting", "archive", "durations", "items", "outlets", "reasons", "runs", "store", "text"},
    "downloader": {
        "browser",
        "frontier",
        "http",
        "outlets",
        "replica",
        "runs",
        "store",
        "timelimit",
        "urls",
        "visits",
    },
    "disk": set(),
    "durations": set(),
    "exports": {"disk", "feeds", "store"},
    "feeds": {"items", "text", "visits"},
    "frontier": {"items", "outlets", "store", "urls", "validation", "visits"},
    "http": {"validation"},
    "imports": {"frontier", "http", "items", "outlets", "pipelines", "store", "visits"},
    "items": {"visits"},
    "outlets": {"items", "text", "timelimit", "urls", "validation", "visits"},
    "pipelines": {"items", "outlets", "runs", "store", "text", "timelimit", "urls", "visits"},
    "preflight": {
        "downloader",
        "durations",
        "http",
        "items",
        "outlets",
        "pipelines",
        "text",
        "timelimit",
        "urls",
        "validation",
        "visits",
    },
    "reasons": {"durations"},
    "recordings": {"items", "outlets", "text", "urls"},
    "reparsing": {"archive", "frontier", "http", "items", "outlets", "pipelines", "store", "visits"},
    "replica": set(),
    "runs": {
        "archive",
        "feeds",
        "frontier",
        "http",
        "items",
        "outlets",
        "reasons",
        "store",
        "urls",
        "validation",
        "visits",
    },
    "scheduling": {"durations", "store", "validation"},
    "settings": {"console", "http"},
    "spiders": {
        "browser",
        "downloader",
        "frontier",
        "http",
        "items",
        "outlets",
        "runs",
        "store",
        "timelimit",
        "urls",
        "validation",
        "visits",
    },
    "store": {"copies", "disk", "http", "items", "reasons", "text", "urls", "visits"},
    "text": set(),
    "timelimit": set(),
    "urls": set(),
    "validation": {"durations"},
    "visits": {"http"},
}
# Packages only some parts may use.
KEPT_APART = {
    "scrapy": {"outlets", "store", "items", "visits", "urls", "text", "scheduling", "validation"},
    "psycopg": {*MAY_IMPORT} - {"store", "bench"},
    "rich": {*MAY_IMPORT} - {"console"},
    "cronsim": {*MAY_IMPORT} - {"scheduling"},
    "apscheduler": {*MAY_IMPORT} - {"scheduling"},
}
SQL = re.compile(r"\b(select\s.+\sfrom|insert\s+into|update\s+\w+\s+set|delete\s+from)\s", re.I | re.S)
MODULE_LINES = 300
# In pieces, for this file must pass too.
NAMES_NO_FILE_HOLDS = re.compile(
    r"(?<![\w.])/(work|root|tmp/ven" + r"v|opt/(wheels|pypi))/"
    r"|pypi\.or" + r"g|pythonhosted\.or" + r"g|npmjs\.(or" + r"g|com)|deb\.debian\.or" + "g"
)


def modules(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def part(module: str) -> str:
    """`newsspider.store.crawl.rows` is part of `store`; `pipelines.cleaning` of `pipelines`."""
    names = module.split(".")
    return names[1] if names[0] == "newsspider" and len(names) > 1 else names[0]


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.module, f"{named(path)}:{node.lineno}: expected absolute imports only"
            members = [f"newsspider.{name.name}" for name in node.names]
            is_part = node.module == "newsspider" and all(part(name) in MAY_IMPORT for name in members)
            yield from members if is_part else [node.module]


@pytest.mark.parametrize("path", modules("newsspider", "pipelines", "settings", "bench"), ids=named)
def test_imports_run_one_way(path: Path) -> None:
    place = part(".".join(path.relative_to(ROOT).with_suffix("").parts))
    if place == "__init__":
        place = "items"  # newsspider/__init__.py imports nothing of ours, as items does
    assert place in MAY_IMPORT, f"say in MAY_IMPORT what {place} may import"
    for module in imports(path):
        if module.split(".")[0] in OURS and part(module) != place:
            assert part(module) in MAY_IMPORT[place] | {"newsspider", "__version__"}, (
                f"{place} may not import {module}"
            )
        assert place not in KEPT_APART.get(module.split(".")[0], ()), f"{place} may not import {module}"


def test_architecture_states_the_same_import_graph() -> None:
    """The table of rooms in docs/architecture.md."""
    document = (ROOT / "docs/architecture.md").read_text("utf-8")
    rooms = re.findall(r"^\| \[`(\w+)`\]\([^)]+\) \|[^|]+\|([^|]+)\|$", document, re.M)
    stated = {room: set(re.findall(r"`(\w+)`", names)) for room, names in rooms}
    assert stated == MAY_IMPORT, "write the rooms in docs/architecture.md as they are in MAY_IMPORT"


OUTLET_ROOMS = ("pages", "boilerplate", "story", "listings", "generic", "publishers", "tribun", "sites")
"""Folders of `outlets`; each imports only those before it."""


@pytest.mark.parametrize("path", modules("newsspider/outlets"), ids=named)
def test_folders_of_outlets_import_one_way(path: Path) -> None:
    room = path.parent.name
    if room == "outlets":
        return  # a loose module stands between folders, as the test of circles allows
    for module in imports(path):
        names = module.split(".")
        if names[:2] == ["newsspider", "outlets"] and len(names) > 3 and names[2] != room:
            assert names[2] in OUTLET_ROOMS[: OUTLET_ROOMS.index(room)], f"{room} may not import {module}"


def test_no_modules_import_each_other_in_a_circle() -> None:
    """Imports under TYPE_CHECKING and inside functions count too."""
    graph = import_graph("newsspider", "pipelines", "settings")
    reached = {module: reachable(module, graph) for module in graph}
    circles = {module for module in graph if module in reached[module]}
    assert not circles, f"these import each other: {sorted(circles)}"


def import_graph(*folders: str) -> dict[str, set[str]]:
    """Module -> the modules of ours that it imports."""
    paths = {".".join(path.relative_to(ROOT).with_suffix("").parts): path for path in modules(*folders)}
    paths = {name.removesuffix(".__init__"): path for name, path in paths.items()}
    return {name: set(_imported(path, set(paths))) - {name} for name, path in paths.items()}


def _imported(path: Path, known: set[str]) -> Iterator[str]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names if name.name in known)
        elif isinstance(node, ast.ImportFrom) and node.module in known:
            members = (f"{node.module}.{name.name}" for name in node.names)
            yield from (member if member in known else node.module for member in members)


def reachable(module: str, graph: dict[str, set[str]]) -> set[str]:
    """The modules that importing this one imports, directly or not."""
    found: set[str] = set()
    waiting = list(graph[module])
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting.extend(graph[name])
    return found


@pytest.mark.parametrize("path", modules("newsspider", "pipelines", "settings"), ids=named)
def test_a_module_is_short_and_says_which_question_it_answers(path: Path) -> None:
    lines = len(path.read_text("utf-8").splitlines())
    assert lines <= MODULE_LINES, (
        f"expected at most {MODULE_LINES} lines, found {lines}: it answers two questions"
    )
    first = (ast.get_docstring(tree(path)) or "").split("\n\n")[0]
    assert re.match(r"[A-Z`].*[.?:)]$", first, re.S), (
        f"expected a docstring that begins with a sentence: {first!r}"
    )


def test_outlet_files_are_short() -> None:
    files = (ROOT / "newsspider" / "outlets" / "sites").glob("[!_]*.py")
    lines = [len(path.read_text("utf-8").splitlines()) for path in files]
    assert (median(lines) <= 70, max(lines) <= 150) == (True, True), sorted(lines)


def test_only_settings_read_environment_variables() -> None:
    """A child process may be handed the whole environment: that reads nothing."""
    for path in modules("newsspider", "pipelines", "bench"):
        handed_on = {id(value) for node in ast.walk(tree(path)) for value in _spread(node)}
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Attribute) and node.attr in ("environ", "getenv", "environb"):
                assert id(node) in handed_on, f"{named(path)}:{node.lineno} reads the environment"


def _spread(node: ast.AST) -> list[ast.expr]:
    """What `{**mapping}` spreads."""
    if not isinstance(node, ast.Dict):
        return []
    return [value for key, value in zip(node.keys, node.values, strict=True) if key is None]


def test_only_the_store_speaks_sql() -> None:
    for path in modules("newsspider", "pipelines"):
        if path.is_relative_to(ROOT / "newsspider" / "store"):
            continue
        documentation = set(docstrings(path))
        for node in ast.walk(tree(path)):
            if (
                isinstance(node, ast.Constant)
                and isinstance(node.value, str)
                and node.value not in documentation
            ):
                assert not SQL.search(node.value), f"{named(path)}:{node.lineno} holds SQL"


def docstrings(path: Path) -> Iterator[str | None]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield ast.get_docstring(node, clean=False)


def test_scrapy_finds_our_packages_and_no_others() -> None:
    """Scrapy appends the project to sys.path, so an installed `settings` or `pipelines` would win."""
    script = """
from scrapy.utils.project import get_project_settings
get_project_settings()
import newsspider, pipelines, settings
print(newsspider.__file__, pipelines.__file__, settings.__file__, sep="\\n")
"""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    done = subprocess.run(
        [sys.executable, "-P", "-c", script],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert [Path(line).parents[1] for line in done.stdout.splitlines()] == [ROOT] * 3


OPTIONAL = {
    "newsspider/reparsing/cluster.py": {"distributed"},
    "bench/quality/extractors.py": {"newspaper", "readability", "resiliparse"},
}
"""Packages that an operator installs: without one the option that needs it says so in one line. Those of the
benchmark are in an environment of its own."""
STANDARD = sys.stdlib_module_names | {"compression"}
"""Modules of the standard library; the second from Python 3.14 on."""


def test_every_package_we_import_is_a_requirement() -> None:
    declared = {name for line in requirements("requirements.txt") for name in _brought(line)}
    for_tests = declared | {name for line in requirements("requirements-dev.txt") for name in _brought(line)}
    known = packages_distributions()
    for path in modules(*OURS):
        is_tool = path.is_relative_to(ROOT / "tests") or path.is_relative_to(ROOT / "deploy")
        allowed = for_tests if is_tool else declared
        for module in {module.split(".")[0] for module in imports(path)} - STANDARD - {*OURS}:
            if module in OPTIONAL.get(named(path), ()):
                continue
            packages = {_plain(name) for name in known.get(module, [module])}
            assert packages & allowed, (
                f"{named(path)} imports {module}: add it to requirements.txt, make lock"
            )


def test_constraints_pin_every_requirement_with_hashes_and_name_no_address() -> None:
    text = (ROOT / "constraints.txt").read_text("utf-8")
    pinned = re.findall(r"^([a-z0-9-]+)==\S+.*(?:\n    --hash=sha256:[0-9a-f]{64}.*)+$", text, re.M)
    assert len(pinned) == len(re.findall(r"^\S", text, re.M)), (
        "expected name==version and hashes, nothing else"
    )
    assert "://" not in text
    for line in (*requirements("requirements.txt"), *requirements("requirements-dev.txt")):
        assert _plain(line) in pinned, f"{line} is not pinned: make lock"


def requirements(name: str) -> list[str]:
    lines = (line.split("#")[0].strip() for line in (ROOT / name).read_text("utf-8").splitlines())
    return [line for line in lines if line and not line.startswith("-")]


def _plain(requirement: str) -> str:
    return re.sub(r"[-_.]+", "-", re.split(r"[\[<>=!~; ]", requirement)[0]).lower()


def _brought(requirement: str) -> set[str]:
    """`psycopg[binary,pool]` brings psycopg-binary and psycopg-pool too."""
    name, extras = _plain(requirement), re.findall(r"[\[,](\w+)(?=[\],])", requirement)
    return {name, *(f"{name}-{extra}" for extra in extras)}


def test_no_file_names_a_machine_of_ours_or_a_registry() -> None:
    for path in project_files():
        found = NAMES_NO_FILE_HOLDS.search(path.read_text("utf-8", errors="replace"))
        assert not found, f"{named(path)} names {found[0]!r}"


def project_files() -> list[Path]:
    """What git tracks or would: in a copy without git, everything that is not hidden or made by a tool."""
    command = ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        done = None
    if done is not None and done.returncode == 0:
        paths = [ROOT / name for name in done.stdout.split("\0") if name]
    else:
        made = {".venv", "data", ".git", "__pycache__"}
        paths = [path for path in ROOT.rglob("*") if not made & {*path.relative_to(ROOT).parts}]
    return [path for path in paths if path.is_file()]
