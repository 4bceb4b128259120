"""How does what a page has to say become HTML?"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined

from newsspider import __version__
from newsspider.dashboard import formats
from newsspider.dashboard.language import LANGUAGES, Words
from newsspider.reasons.reason import explained, translated

HERE = Path(__file__).parent


def environment() -> Environment:
    """Everything is escaped, and what has no value is an error, not an empty string."""
    made = Environment(
        loader=PackageLoader("newsspider.dashboard", "templates"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    made.filters.update(
        said=formats.said, shown=formats.shown, plain=formats.plain, outward=formats.outward,
        when=formats.when, host=formats.host, several=formats.several,
    )  # fmt: skip
    made.globals.update(version=__version__, languages=LANGUAGES)
    return made


PAGES = environment()


def page(template: str, language: str, told: Mapping[str, Any], *, path: str = "/", lang: str = "") -> str:
    """The HTML of a page. `path` is its address, `lang` the language if the address has to keep it."""
    words = Words(language)
    return PAGES.get_template(template).render(
        {
            "say": words,
            "number": words.number,
            "share": partial(formats.share, words=words),
            "length": partial(formats.length, words=words),
            "to": partial(_to, lang),
            "language": language,
            "sentence": partial(translated, language=language),
            "explained": partial(explained, language=language),
            "path": path,
            "alone": False,
            **told,
        }
    )


def _to(lang: str, path: str, **values: object) -> str:
    """An address of the dashboard, with what follows the question mark; it keeps a chosen language."""
    told = {name: value for name, value in {"lang": lang, **values}.items() if value not in (None, "")}
    return path + (f"?{urlencode(told)}" if told else "")
