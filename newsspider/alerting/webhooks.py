"""Webhooks of WEBHOOKS_FILE, checked in full: name, address, secret, and the filters of new stories.

Nothing here prints an address or a secret: a webhook is called by its name or its place in the file.
"""

from __future__ import annotations

import re
import tomllib
from base64 import b64decode
from binascii import Error
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from scrapy.settings import BaseSettings

FILTERS = ("outlet", "host", "section", "search")
KEYS = ("name", "url", "secret", *FILTERS)
NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
SECRET_PREFIX, LEAST_BYTES = "whsec_", 24
MAKE_SECRET = "whsec_ and the output of: openssl rand -base64 24"
LONGEST = 300


class BadWebhook(ValueError):
    """The file cannot be meant: one line that says where, what was expected and found, and what to do."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Webhook:
    """A receiver of new stories; `secret` is the key of its signatures."""

    name: str
    url: str = field(repr=False)
    secret: bytes = field(repr=False)
    filters: Mapping[str, str]


def webhooks_of(settings: BaseSettings) -> list[Webhook]:
    """The webhooks of WEBHOOKS_FILE; none if it is not set. Raises BadWebhook."""
    file = str(settings["WEBHOOKS_FILE"] or "").strip()
    return read_webhooks(Path(file)) if file else []


def webhook_complaints(settings: BaseSettings) -> list[str]:
    """What is wrong with WEBHOOKS_FILE, in one line, if anything is."""
    try:
        webhooks_of(settings)
    except BadWebhook as error:
        return [str(error)]
    return []


def read_webhooks(path: Path) -> list[Webhook]:
    """All webhooks of a file. Raises BadWebhook."""
    found: dict[str, Webhook] = {}
    for number, table in enumerate(_tables(path), start=1):
        try:
            webhook = _webhook(table)
            if webhook.name in found:
                raise BadWebhook(f"expected a name of its own, found a second {webhook.name!r}: rename one")
        except BadWebhook as error:
            raise BadWebhook(f"{path}: webhook number {number}: {error}") from None
        found[webhook.name] = webhook
    return list(found.values())


def _tables(path: Path) -> list[Any]:
    try:
        stated = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise BadWebhook(
            f"expected webhooks in {path}, found: {error.strerror}: write it, or unset WEBHOOKS_FILE"
        ) from None
    except ValueError:  # nothing of the text: it may be a part of a secret
        raise BadWebhook(f"expected {path} to be TOML in UTF-8, found no such text: correct it") from None
    tables = stated.pop("webhook", [])
    if stated or not isinstance(tables, list):
        raise BadWebhook(f"{path}: expected [[webhook]] tables only, found others: remove them")
    return tables


def _webhook(table: Any) -> Webhook:
    if not isinstance(table, dict) or any(not isinstance(value, str) for value in table.values()):
        raise BadWebhook("expected texts in quotes, found another kind of value: correct it")
    if unknown := sorted(set(table) - set(KEYS)):
        raise BadWebhook(f"expected keys among {', '.join(KEYS)}, found {unknown[0]!a}: correct or remove it")
    name = table.get("name", "")
    if not NAME.fullmatch(name):
        raise BadWebhook(f"expected a name of small letters and digits, found {name[:50]!a}: correct it")
    filters = {key: table[key].strip() for key in FILTERS if key in table}
    for key, value in filters.items():
        if not value or len(value) > LONGEST or not value.isprintable():
            raise BadWebhook(f"expected {key} to be one line of at most {LONGEST} characters, found another")
    return Webhook(
        name=name, url=_address(table.get("url", "")), secret=_key(table.get("secret", "")), filters=filters
    )


def _address(url: str) -> str:
    """Raises BadWebhook, without the address: it may hold a token."""
    try:
        parts = urlsplit(url)
        is_web = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
        is_ours = is_web and "@" not in parts.netloc
        (parts.hostname or "").encode("idna")  # as a connection does
    except ValueError:
        is_ours = False
    if not is_ours or not url.isascii() or re.search(r"[\s\x00-\x1f]", url):
        raise BadWebhook("expected url to be an http(s) address without a password, found none: correct it")
    return url


def _key(secret: str) -> bytes:
    """The key that a secret stands for. Raises BadWebhook, without the secret."""
    try:
        key = b64decode(secret.removeprefix(SECRET_PREFIX), validate=True)
    except (Error, ValueError):
        key = b""
    if not secret.startswith(SECRET_PREFIX) or len(key) < LEAST_BYTES:
        raise BadWebhook(f"expected a secret of {LEAST_BYTES} bytes or more, found none: write {MAKE_SECRET}")
    return key
