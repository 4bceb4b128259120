"""Address of the database: what DATABASE_URL may hold, and what of it may be shown.

Nothing is shown of an address that libpq cannot read, because any part of it may be a password. Of other
addresses host, port, database and user are shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

import psycopg
from psycopg.conninfo import conninfo_to_dict

from newsspider.store.errors import DatabaseUnavailable, reason

LIKE = "postgresql://user:password@host:5432/newsspider"
SCHEME = re.compile(r"(?:jdbc:)?(?:postgres(?:ql)?|psql|pgsql|postgis)(?:\+[a-z0-9_]+)?://", re.I)
"""Schemes of PostgreSQL's own tools, SQLAlchemy, Django and JDBC."""
UNENCODED = re.compile(r"://[^:@/]*:[^?]*[@/][^?]*@")
"""Passwords of which libpq would take a part for the host."""
OTHERS = frozenset(
    "pgbouncer connection_limit pool_timeout socket_timeout statement_cache_size "
    "prepared_statement_cache_size prepared_statements preparethreshold conn_max_age pool pool_size "
    "max_overflow pool_max_conns "
    "pool_min_conns pool_mode tcpkeepalive rewritebatchedinserts async_fallback connection_timeout "
    "advisory_locks".split()
)
"""Parameters that other software reads, and that we ignore."""
SCHEMAS = frozenset({"schema", "currentschema", "search_path"})
ENCODINGS = frozenset({"encoding", "charset"})
SSL = {
    "true": "require",
    "1": "require",
    "on": "require",
    "false": "disable",
    "0": "disable",
    "off": "disable",
}
LATER_NAMES = {
    "ssl": "sslmode",
    "username": "user",
    "database": "dbname",
    "applicationname": "application_name",
}
SECRET = frozenset({"password", "sslpassword", "oauth_client_secret", "scram_client_key", "scram_server_key"})
PLAIN = re.compile(r"[\w.,:/\[\]~ +-]*")
"""A name or host that cannot be a misplaced password."""


def read_address(text: str) -> str:
    """The address in DATABASE_URL as libpq reads it. Raises DatabaseUnavailable."""
    address = _unquoted(text)
    if match := SCHEME.match(address):
        rest = address[match.end() :]
        base, mark, query = rest.partition("?")
        address = "postgresql://" + base + mark + "&".join(_parameters(query))
        address = address.removesuffix("?")
    options = options_of(address)
    port = str(options.get("port") or "")
    if not all(one == "" or (one.isascii() and one.isdigit()) for one in port.split(",")):
        raise _unreadable("a port that is no number")
    return address


def options_of(address: str) -> dict[str, Any]:
    """The options in an address. Raises DatabaseUnavailable, which shows nothing of it."""
    if UNENCODED.search(address):
        raise _unreadable("an @ or / in the password")
    try:
        return conninfo_to_dict(address)
    except (psycopg.Error, UnicodeError):
        raise _unreadable("what libpq cannot read") from None


def safe_address(address: str) -> str:
    """The address as it may be shown and logged."""
    try:
        options = options_of(address)
    except DatabaseUnavailable:
        return "an address that cannot be read"
    user, host, port, name = (_plain(options.get(key)) for key in ("user", "host", "port", "dbname"))
    user = "***" if ":" in user else user  # "user%3Apassword"
    host = host or _plain(options.get("hostaddr"))
    if host.startswith("/"):
        return f"postgresql://{user}{'@' if user else ''}/{name}?host={host}"
    return f"postgresql://{user}{'@' if user else ''}{host}{':' if port else ''}{port}/{name}"


def safe_reason(error: Exception, address: str) -> str:
    """The first line of an error without secrets: libpq and servers quote what they were given."""
    line = reason(error)
    try:
        options = options_of(address)
    except DatabaseUnavailable:
        return type(error).__name__
    for key, value in options.items():
        if value and (key in SECRET or not PLAIN.fullmatch(str(value))):
            line = line.replace(str(value), "***")
    return line


def _plain(value: object) -> str:
    text = str(value or "")
    return text if PLAIN.fullmatch(text) and "://" not in text else "***"


def _unquoted(text: str) -> str:
    """The address without what an env file, a shell or a copied line leaves around it."""
    address = text.strip().removeprefix("﻿").strip()
    address = re.sub(r"^(export\s+)?DATABASE_URL\s*=\s*", "", address)
    while len(address) > 1 and address[0] == address[-1] and address[0] in "'\"`":
        address = address[1:-1].strip()
    return address


def _parameters(query: str) -> Iterator[str]:
    """The parameters of a URL as libpq names them, without those that we ignore."""
    for place, parameter in enumerate(filter(None, query.split("&")), start=1):
        name, mark, value = parameter.partition("=")
        key = LATER_NAMES.get(name.lower(), name)
        if key.lower() in OTHERS:
            continue
        if key.lower() in SCHEMAS:
            if unquote(value).strip().lower() not in ("public", ""):
                raise _unreadable(f"another schema than public in parameter {place} after the ?")
        elif key.lower() in ENCODINGS:
            if unquote(value).lower().replace("-", "") not in ("utf8", "unicode"):
                raise _unreadable(f"another encoding than UTF8 in parameter {place} after the ?")
        elif key not in KNOWN or not mark:
            raise _unreadable(
                f"parameter {place} after the ?, which libpq does not know (sslmode is one it knows)"
            )
        else:
            yield f"{key}={SSL.get(value.lower(), value) if name.lower() == 'ssl' else value}"


def _unreadable(found: str) -> DatabaseUnavailable:
    return DatabaseUnavailable(
        f"expected DATABASE_URL to be like {LIKE}, found {found}: correct it (an @ or / in the "
        "password is written %40 or %2F), or unset it to use the embedded server"
    )


KNOWN = frozenset(option.keyword.decode() for option in psycopg.pq.Conninfo.get_defaults())
