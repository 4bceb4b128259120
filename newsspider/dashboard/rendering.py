"""Rendering of pages from Jinja templates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined

from newsspider import __version__
from newsspider.dashboard import formats
from newsspider.dashboard.evidence import evidence_of
from newsspider.dashboard.language import LANGUAGES, Labels
from newsspider.dashboard.terms import TERMS
from newsspider.reasons.reason import explained, translated, translated_phrase
from newsspider.reasons.rejections import (
    is_known,
    page_came,
    rejection_anchor,
    rejection_help,
    rejection_sentence,
)
from newsspider.reasons.sharing import grouped_rows

FOLDER = Path(__file__).parent
FILTERS = (
    formats.isolate,
    formats.reveal,
    formats.plain,
    formats.external_link,
    formats.timestamp,
    formats.is_past,
    grouped_rows,
)


def _environment() -> Environment:
    """An environment that escapes everything, and raises an error for an undefined value."""
    environment = Environment(
        loader=PackageLoader("newsspider.dashboard", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update({function.__name__: function for function in FILTERS})
    environment.globals.update(
        version=__version__,
        languages=LANGUAGES,
        evidence=evidence_of,
        page_came=page_came,
        is_rejection=is_known,
        rejection_anchor=rejection_anchor,
    )
    return environment


ENVIRONMENT = _environment()


def render(
    template: str,
    language: str,
    values: Mapping[str, Any],
    *,
    path: str = "/",
    query: Iterable[tuple[str, str]] = (),
    lang: str = "",
    prefix: str = "",
) -> str:
    """The HTML of a page. `path` is its address below `prefix`, with the parameters `query`; links keep
    `lang`, the language stated in that address."""
    labels = Labels(language)
    return ENVIRONMENT.get_template(template).render(
        {
            "label": labels,
            "number": labels.number,
            "share": lambda value: formats.unbroken(formats.share(value, labels)),
            "duration": lambda value: formats.unbroken(formats.duration(value, labels)),
            "size": lambda value: formats.unbroken(formats.size(value, labels)),
            "href": partial(_href, prefix, lang),
            "href_in": partial(_href_in, prefix + path, tuple(query)),
            "prefix": prefix,
            "language": language,
            "caption_of": lambda name: TERMS[name].label[language],
            "meaning": lambda name: TERMS[name].meaning[language],
            "rejection_sentence": partial(rejection_sentence, language=language),
            "rejection_help": partial(rejection_help, language=language),
            "phrase": partial(translated_phrase, language=language),
            "sentence": partial(translated, language=language),
            "explained": partial(explained, language=language),
            "path": path,
            **values,
        }
    )


def _href(prefix: str, lang: str, path: str, **parameters: object) -> str:
    """An address of the dashboard below the prefix, with its query; a stated language is kept."""
    stated = {name: value for name, value in {"lang": lang, **parameters}.items() if value not in (None, "")}
    return prefix + path + (f"{'&' if '?' in path else '?'}{urlencode(stated)}" if stated else "")


def _href_in(page: str, query: Iterable[tuple[str, str]], language: str) -> str:
    """The address of the same page in another language, with its other parameters."""
    others = [(name, value) for name, value in query if name != "lang"]
    here = quote(f"/{page.lstrip('/')}", errors="replace")  # "//host" would lead away
    return f"{here}?{urlencode([*others, ('lang', language)])}"
