"""HTML templates, with fields written §name because pages are full of $ and {}."""

import json
from functools import cache
from importlib.resources import files
from string import Template
from typing import Any


class Markup(Template):
    """A string template with § as its delimiter."""

    delimiter = "§"


@cache
def template(name: str) -> Markup:
    path = files("newsspider.replica.pages") / "templates" / f"{name}.html"
    return Markup(path.read_text("utf-8"))


def fill(template_name: str, /, **fields: object) -> str:
    return template(template_name).substitute(fields)


def script_json(value: Any) -> str:
    """JSON that is safe inside a <script>."""
    return json.dumps(value, ensure_ascii=False).replace("</", "<\\/")


def script_string(text: str) -> str:
    """Text for a single-quoted JavaScript string."""
    return text.replace("\\", "\\\\").replace("'", "\\'").replace("</", "<\\/")
