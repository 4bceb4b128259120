"""How is a template file filled (holes are written §name, for pages are full of $ and {})?"""

import json
from functools import cache
from importlib.resources import files
from string import Template
from typing import Any


class Markup(Template):
    delimiter = "§"


@cache
def template(name: str) -> Markup:
    path = files("newsspider.replica") / "templates" / f"{name}.html"
    return Markup(path.read_text("utf-8"))


def fill(template_name: str, /, **holes: object) -> str:
    return template(template_name).substitute(holes)


def script_json(value: Any, *, indent: int | None = None) -> str:
    """JSON that may stand inside a <script>."""
    return json.dumps(value, ensure_ascii=False, indent=indent).replace("</", "<\\/")


def script_string(text: str) -> str:
    """Text for a single-quoted JavaScript string."""
    return text.replace("\\", "\\\\").replace("'", "\\'").replace("</", "<\\/")
