"""Upper bounds of a page's nesting, attributes and names, counted without a parser.

The HTML parser cannot be interrupted, and its time grows with the square of four numbers: the depth of the
tree, formatting elements that are never closed (each new paragraph repeats them), attributes of a tag, and
names of tags and attributes. One pass counts each, by the rules of the HTML standard (13.2.6).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

MANY_ATTRIBUTES = 500
"""Attributes of a tag; real tags have 30."""
MANY_TAGS = 100_000
"""Tags of a page; a real page has 1,000 to 5,000."""
MANY_NAMES = 20_000
"""Different names of tags and attributes; a real page has 300."""

_VALUE = r"(?:\s*+=\s*+(?:\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z)|[^\s>\"'][^\s>]*+)?+)?+"
_ATTRIBUTE = rf"[\s/]*+[^\s/>][^\s/>=]*+{_VALUE}"
_NAME = re.compile(rf"([^\s/>][^\s/>=]*+){_VALUE}")
_TOKEN = re.compile(
    r"<!--(?:-?>|(?s:.)*?(?:--!?>|\Z))|<[!?][^>]*+|</(?![a-zA-Z])[^>]*+"
    rf"|<(?P<close>/?)(?P<name>[a-zA-Z][^\s/>]*+)(?P<rest>(?:{_ATTRIBUTE})*+[\s/]*+)>?"
)
_RAW = frozenset("script style textarea title iframe noembed noframes xmp".split())
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr keygen".split())
_FORMATTING = frozenset("a b big code em font i nobr s small strike strong tt u".split())
_ONCE = frozenset(("html", "body"))
_ALONE = frozenset(("a", "nobr"))
_REPEATED = re.compile(
    rf"<(?:{'|'.join(sorted(_FORMATTING - _ALONE))})(?=[\s/>])(?:{_ATTRIBUTE})*+", re.IGNORECASE
)
_ENDS_P = frozenset(
    """
    address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer header
    hgroup main menu nav ol p search section summary ul h1 h2 h3 h4 h5 h6 pre listing form li dd dt plaintext
    table hr xmp
    """.split()
)
_BARRIERS = frozenset(
    "applet caption html table td th marquee object template button foreignobject desc".split()
)
_TABLES = frozenset(("table", "template", "html"))
_CELLS = frozenset("td th tr tbody thead tfoot caption colgroup table".split())
_OTHER_SPECIAL = frozenset(
    "body head iframe noembed noframes noscript script select style textarea title frameset".split()
)
_SPECIAL = _ENDS_P | _BARRIERS | _CELLS | _VOID | _OTHER_SPECIAL
_SOFT = frozenset("address div p li dd dt".split())
_BREAK_OUT = frozenset(
    """
    b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img li listing menu
    meta nobr ol p pre ruby s small span strong strike sub sup table tt u ul var
    """.split()
)
_FOREIGN = frozenset(("svg", "math"))
_LIKE = {"li": ("li",), "dd": ("dd", "dt"), "dt": ("dd", "dt")}
_ROWS = {
    **dict.fromkeys(("td", "th"), ("td", "th")),
    **dict.fromkeys(("tbody", "thead", "tfoot"), ("tbody", "thead", "tfoot")),
    "tr": ("tr",),
    "caption": ("caption",),
}


class OpenElements:
    """The elements that the parser may have open; never fewer than it has."""

    def __init__(self) -> None:
        self.stack: list[str] = []
        self.places: defaultdict[str, list[int]] = defaultdict(list)
        self.kinds: dict[str, list[int]] = {kind: [] for kind in ("special", "hard", "barrier", "table")}
        self.lists: dict[str, tuple[list[int], ...]] = {}
        self.formatting: defaultdict[str, list[str]] = defaultdict(list)
        self.alike: Counter[str] = Counter()
        self.formats = self.gone = 0
        self.foreign = tuple(self.places[name] for name in _FOREIGN)

    @property
    def depth(self) -> int:
        return len(self.stack) - self.gone + self.formats

    def open(self, name: str, tag: str) -> None:
        """Process an opening tag; `tag` is its whole text."""
        if self.is_foreign() and not self._breaks_out(name):
            if name not in _VOID and not tag.endswith("/>"):
                self._push(name)
        elif name in _ONCE and self.places[name]:
            return
        elif name in _VOID or (name in _CELLS and name != "table" and not self.places["table"]):
            return  # outside a table the parser ignores its cells
        else:
            self._end_before(name)
            self._push(name)
            if name in _FORMATTING:
                self._format(name, tag)

    def close(self, name: str) -> None:
        """Process a closing tag. It closes nothing if a barrier is between it and its element."""
        if name in _FORMATTING:
            self._end_formatting(name)
        elif name in _ONCE:
            return  # what follows still goes into the body
        elif name in _CELLS:
            self._end(name, "" if name == "table" else "table")
        else:
            self._end(name, "barrier" if name in _SPECIAL else "special")

    def _end_before(self, name: str) -> None:
        """Close the elements that this element implicitly ends."""
        if name in _ENDS_P and self.places["p"]:
            self._end("p", "barrier")
        if name in _LIKE:
            for other in _LIKE[name]:
                self._end(other, "hard")
        elif name in _ROWS:
            for other in _ROWS[name]:
                self._end(other, "table")
        if name in ("option", "optgroup") and self.stack and self.stack[-1] in ("option", name):
            self._cut(len(self.stack) - 1)
        if name in _ALONE and self.formatting[name]:
            self._end_formatting(name)

    def _end_formatting(self, name: str) -> None:
        """Close the innermost element of this name. A block that was opened inside it stays open."""
        if self.formatting[name]:
            self.alike[self.formatting[name].pop()] -= 1
            self.formats -= 1
        places, special = self.places[name], self.kinds["special"]
        if places and (not special or special[-1] < places[-1]):
            self._cut(places[-1])
        elif places:
            self.stack[places.pop()] = ""
            self.gone += 1

    def is_foreign(self) -> bool:
        """Whether SVG or MathML is open."""
        one, other = self.foreign
        return bool(one or other)

    def _breaks_out(self, name: str) -> bool:
        """Whether this tag ends the open SVG or MathML, or stands in HTML inside it."""
        start = max((self.places[root][-1] for root in _FOREIGN if self.places[root]), default=0)
        if any(place > start for place in self.kinds["barrier"][-1:]):
            return True
        if name in _BREAK_OUT:
            self._cut(start)
            return not self.is_foreign() or self._breaks_out(name)
        return False

    def _format(self, name: str, tag: str) -> None:
        """Note what the parser opens again in each new paragraph: three of the same tag."""
        if self.alike[tag] < 3:
            self.alike[tag] += 1
            self.formats += 1
            self.formatting[name].append(tag)

    def _push(self, name: str) -> None:
        place = len(self.stack)
        self.stack.append(name)
        for places in self._lists_of(name):
            places.append(place)

    def _lists_of(self, name: str) -> tuple[list[int], ...]:
        """The places of the open elements of this name, and those of each kind of barrier that it is."""
        if name not in self.lists:
            self.lists[name] = (self.places[name], *(self.kinds[kind] for kind in _kinds(name)))
        return self.lists[name]

    def _end(self, name: str, barrier: str) -> None:
        """Close the innermost element of this name and its content, unless a barrier is nearer."""
        places = self.places.get(name)
        barriers = self.kinds[barrier] if barrier else []
        if places and not (barriers and barriers[-1] > places[-1]):
            self._cut(places[-1])

    def _cut(self, place: int) -> None:
        while len(self.stack) > place:
            name = self.stack.pop()
            if not name:
                self.gone -= 1
                continue
            for places in self._lists_of(name):
                places.pop()


@lru_cache(maxsize=4096)
def _kinds(name: str) -> tuple[str, ...]:
    """The kinds of barrier that an element of this name is."""
    sets = {"special": _SPECIAL, "hard": _SPECIAL - _SOFT, "barrier": _BARRIERS, "table": _TABLES}
    return tuple(kind for kind, names in sets.items() if name in names)


def nesting(html: str, most: int) -> int:
    """An upper bound of the depth of this page's tree. Counting stops above `most` and after MANY_TAGS."""
    deepest, elements = 0, OpenElements()
    for close, name, tag in islice(_tags(html, elements), MANY_TAGS):
        if close:
            elements.close(name)
            continue
        elements.open(name, tag)
        if elements.depth > deepest:
            deepest = elements.depth
            if deepest > most:
                break
    return deepest


def _tags(html: str, elements: OpenElements) -> Iterator[tuple[bool, str, str]]:
    """The tags in order: whether it closes, its name in lower case, its text. The content of scripts, styles
    and comments is skipped."""
    place: int | None = 0
    while place is not None:
        start, place = place, None
        for found in _TOKEN.finditer(html, start):
            close, name = found.group("close", "name")
            if name is None:
                continue
            name = name.lower()
            yield close != "", name, found[0]
            if close or (name not in _RAW and name != "plaintext"):
                continue
            if name == "plaintext":
                return
            if not elements.is_foreign():
                place = _end_of_raw(html, name, found.end())
                break


def _end_of_raw(html: str, name: str, place: int) -> int:
    """Where the closing tag of a script, a style or the like stands; the page's end for none."""
    while (place := html.find("</", place)) >= 0:
        end = place + 2 + len(name)
        after = html[end : end + 1]
        if html[place + 2 : end].lower() == name and (after in ("/", ">") or after.isspace()):
            return place
        place += 2
    return len(html)


def repeated(html: str) -> int:
    """Characters of all formatting tags, at the most: the parser repeats unclosed ones in each new paragraph.
    Links are not counted, because the next one closes them."""
    return sum(map(len, _REPEATED.findall(html)))


def first_tag(html: str) -> str:
    """The tag at the beginning of a text; empty if there is none."""
    found = _TOKEN.match(html)
    return found[0] if found is not None else ""


def crowding(html: str) -> str | None:
    """The limit that the tags of this page exceed, in words; None for none."""
    return None if _is_roomy(html) else _crowding(html)


def _is_roomy(html: str) -> bool:
    """Whether no limit is exceeded, by counting at once what `_crowding` counts tag by tag."""
    if html.count("<") > MANY_TAGS:
        return False
    tags = _TOKEN.findall(html)
    # in order, each once: only the last rest may lack its quote
    _, names, rests = map(dict.fromkeys, zip(*tags, strict=True)) if tags else ({}, {}, {})
    long = max((len(_NAME.findall(rest)) for rest in rests if len(rest) > MANY_ATTRIBUTES), default=0)
    once = {name for name in names if name.lower() in _ONCE}
    roots = sum(len(_NAME.findall(rest)) for _, name, rest in tags if name in once)
    different = len({*names, *_NAME.findall(">".join(rests))} - {""})
    return max(long, roots) <= MANY_ATTRIBUTES and different <= MANY_NAMES


def _crowding(html: str) -> str | None:
    """The limit that is exceeded first, counted tag by tag."""
    names, roots = set[str](), 0
    for number, found in enumerate(_TOKEN.finditer(html)):
        if number > MANY_TAGS:
            return f"{MANY_TAGS:,} tags"
        rest = found["rest"]
        if rest is None:
            continue
        attributes = _NAME.findall(rest) if rest else []
        names.update(attributes, (found["name"],))
        roots += len(attributes) if found["name"].lower() in _ONCE else 0
        if max(len(attributes), roots) > MANY_ATTRIBUTES:
            return f"{MANY_ATTRIBUTES:,} attributes of an element"
        if len(names) > MANY_NAMES:
            return f"{MANY_NAMES:,} different names of tags and attributes"
    return None
