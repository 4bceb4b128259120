"""Item adapters: the fields of our items that pipelines and feeds see, in their order.

Our own code keeps frozen values. Whoever uses `ItemAdapter(item)`, as Scrapy's documentation shows, reads
plain types (text, numbers, ISO 8601 times, tuples, dicts) and may set any field. docs/items.md explains them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, KeysView, Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime
from itertools import islice
from types import MappingProxyType
from typing import Any, ClassVar

from itemadapter import ItemAdapter
from itemadapter.adapter import AdapterInterface

from newsspider.items import Article, Block, BlockKind, Image, Link, LinkKind, Listing, Rejection, Removed
from newsspider.text import collapse
from newsspider.visits import Moved, ReadingKind, Source, Unchanged

SET_BY_PIPELINE = "pipeline"
"""The source of a field that a pipeline has set, in an article's provenance."""


def _same(value: Any) -> Any:
    return value


@dataclass(frozen=True, kw_only=True, slots=True)
class Field:
    """One field: `plain` makes plain types of its value, `value` the value of what a pipeline sets, or raises
    TypeError or ValueError; `expected` says what it takes."""

    expected: str
    value: Callable[[Any], Any]
    plain: Callable[[Any], Any] = _same


def _checked(kind: type, expected: str, optional: bool = False) -> Field:
    def value(given: Any) -> Any:
        if (given is None and optional) or type(given) is kind or (kind is str and isinstance(given, str)):
            return given
        raise TypeError

    return Field(expected=expected, value=value, plain=lambda held: kind(held) if held is not None else None)


def _sequence(given: Any, member: Callable[[Any], Any]) -> tuple[Any, ...]:
    if isinstance(given, (str, bytes, Mapping)):
        raise TypeError
    return tuple(member(one) for one in given)


def _text(given: Any) -> str:
    if not isinstance(given, str):
        raise TypeError
    return given


def _number(given: Any) -> int:
    if type(given) is not int:
        raise TypeError
    return given


def _time(given: Any) -> datetime | None:
    return (
        datetime.fromisoformat(given) if isinstance(given, str) else _checked(datetime, "", True).value(given)
    )


def _iso(held: datetime | None) -> str | None:
    return held.isoformat() if held is not None else None


def _struct(kind: type[Any], /, **members: Callable[[Any], Any]) -> Field:
    """A field of several `kind`, each a dict; `members` make the values of those that are no texts."""

    def one(given: Any) -> Any:
        if isinstance(given, kind):
            return given
        if not isinstance(given, Mapping):
            raise TypeError
        return kind(**{name: members.get(name, _same)(member) for name, member in given.items()})

    names = tuple(field.name for field in fields(kind))
    expected = f"a list of dicts with {', '.join(names)}"
    return Field(
        expected=expected,
        value=lambda given: _sequence(given, one),
        plain=lambda held: tuple({name: _plain(getattr(each, name)) for name in names} for each in held),
    )


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value) if isinstance(value, str) else value


TEXT = _checked(str, "a text")
OPTIONAL = _checked(str, "a text or None", optional=True)
FLAG = _checked(bool, "True or False")
NUMBER = _checked(int, "a whole number")
TIME = Field(expected="an aware time, ISO 8601 or a datetime, or None", value=_time, plain=_iso)
TEXTS = Field(expected="a list of texts", value=lambda given: _sequence(given, _text))
NUMBERS = Field(expected="a list of whole numbers", value=lambda given: _sequence(given, _number))
TEXT_MAP = Field(
    expected="a dict of texts",
    value=lambda given: {_text(name): _text(source) for name, source in given.items()},
    plain=dict,
)
READING = Field(expected="exact or generic", value=ReadingKind, plain=str)
SOURCE = Field(expected=f"one of {', '.join(Source)}", value=Source, plain=str)
LINKS = _struct(Link, kind=LinkKind, published_at=_time, modified_at=_time)

ARTICLE: Mapping[str, Field] = {
    "outlet": TEXT,
    "url": TEXT,
    "site_id": OPTIONAL,
    "headline": TEXT,
    "lead": OPTIONAL,
    "text": TEXT,
    "published_at": TIME,
    "modified_at": TIME,
    "authors": TEXTS,
    "editors": TEXTS,
    "source": OPTIONAL,
    "signature": OPTIONAL,
    "dateline": OPTIONAL,
    "section": OPTIONAL,
    "breadcrumb": TEXTS,
    "tags": TEXTS,
    "topic": OPTIONAL,
    "summary": TEXTS,
    "images": _struct(Image),
    "blocks": _struct(Block, kind=BlockKind),
    "links": LINKS,
    "removed": _struct(Removed),
    "page_count": NUMBER,
    "missing_pages": NUMBERS,
    "premium": FLAG,
    "layout": TEXT,
    "reading": READING,
    "rules_digest": OPTIONAL,
    "program_version": OPTIONAL,
    "provenance": TEXT_MAP,
}
"""What a feed has of a story, in this order; `text` is its blocks as lines."""
LISTING: Mapping[str, Field] = {
    "outlet": TEXT,
    "url": TEXT,
    "layout": TEXT,
    "source": SOURCE,
    "links": LINKS,
}
REJECTION: Mapping[str, Field] = dict.fromkeys(("outlet", "url", "reason", "detail"), TEXT)
UNCHANGED: Mapping[str, Field] = dict.fromkeys(("outlet", "url", "kind"), TEXT)
MOVED: Mapping[str, Field] = dict.fromkeys(("outlet", "url", "to"), TEXT)


class OutcomeAdapter(AdapterInterface):
    """One of our items as a mapping of plain values. To set a field changes the item itself."""

    FIELDS: ClassVar[Mapping[type, Mapping[str, Field]]] = {
        Article: ARTICLE,
        Listing: LISTING,
        Rejection: REJECTION,
        Unchanged: UNCHANGED,
        Moved: MOVED,
    }

    @classmethod
    def is_item_class(cls, item_class: type) -> bool:
        """Whether it is a class of ours."""
        return item_class in cls.FIELDS

    @classmethod
    def get_field_names_from_class(cls, item_class: type) -> list[str]:
        """The fields, in the order of feeds."""
        return list(cls.FIELDS[item_class])

    @classmethod
    def get_field_meta_from_class(cls, item_class: type, field_name: str) -> MappingProxyType[str, Any]:
        """Nothing: values are plain already. Raises KeyError for an unknown field."""
        if field_name not in cls.FIELDS[item_class]:
            raise _unknown(item_class, field_name)
        return MappingProxyType({})

    @property
    def fields(self) -> Mapping[str, Field]:
        return self.FIELDS[type(self.item)]

    def field_names(self) -> KeysView[str]:
        return self.fields.keys()

    def __getitem__(self, field_name: str) -> Any:
        if field_name not in self.fields:
            raise _unknown(type(self.item), field_name)
        return self.fields[field_name].plain(getattr(self.item, field_name))

    def __setitem__(self, field_name: str, value: Any) -> None:
        """Raises KeyError for an unknown field; TypeError or ValueError for a value that it does not take."""
        if field_name not in self.fields:
            raise _unknown(type(self.item), field_name)
        changes = self._changes(field_name, self._value(field_name, value))
        changed = replace(self.item, **changes)  # which checks the whole item
        for name in changes:
            object.__setattr__(self.item, name, getattr(changed, name))

    def _value(self, name: str, given: Any) -> Any:
        expected = f"expected {name} of {type(self.item).__name__} to be {self.fields[name].expected}"
        try:
            return self.fields[name].value(given)
        except (TypeError, AttributeError):
            raise TypeError(f"{expected}, found {type(given).__name__}") from None
        except ValueError:
            raise ValueError(f"{expected}, found {str(given)[:80]!r}") from None

    def _changes(self, name: str, value: Any) -> dict[str, Any]:
        """The item's own fields that change with this one."""
        if not isinstance(self.item, Article) or name == "provenance":
            return {name: value}
        changes = {"blocks": _blocks(self.item, value)} if name == "text" else {name: value}
        same = all(getattr(self.item, own) == new for own, new in changes.items())
        noted = {} if same else dict.fromkeys(changes, SET_BY_PIPELINE)
        return {**changes, "provenance": {**self.item.provenance, **noted}}

    def __delitem__(self, field_name: str) -> None:
        if field_name not in self.fields:
            raise _unknown(type(self.item), field_name)
        raise KeyError(f"{type(self.item).__name__} keeps all its fields: set {field_name} to another value")

    def __iter__(self) -> Iterator[str]:
        return iter(self.fields)

    def __len__(self) -> int:
        return len(self.fields)


def _blocks(article: Article, text: str) -> tuple[Block, ...]:
    """The blocks of a text. One of as many lines as before keeps the blocks and their kinds; of another each
    line is a block, of the kind it had, else a paragraph. Furniture of an uncleaned page stays."""
    lines = [line for line in map(collapse, text.split("\n")) if line]
    if article.text.count("\n") + 1 == len(lines):
        left = iter(lines)
        return tuple(
            replace(block, text="\n".join(islice(left, block.text.count("\n") + 1)))
            if block in article.story
            else block
            for block in article.blocks
        )
    known = {block.text: block.kind for block in article.story}
    story = (Block(kind=known.get(line, BlockKind.PARAGRAPH), text=line) for line in lines)
    return (*(block for block in article.blocks if block not in article.story), *story)


def _unknown(item_class: type, name: str) -> KeyError:
    known = ", ".join(OutcomeAdapter.FIELDS[item_class])
    return KeyError(f"{item_class.__name__} does not support field: {name}; it has {known}")


if OutcomeAdapter not in ItemAdapter.ADAPTER_CLASSES:
    ItemAdapter.ADAPTER_CLASSES.appendleft(OutcomeAdapter)  # type: ignore[attr-defined]  # a deque, as its documentation says
