"""Errors between newsspider and its database."""


class StoreError(Exception):
    """Base of the store's errors: one line that says what was expected, what was found, and what to do."""


class DatabaseUnavailable(StoreError):
    """There is no database: DATABASE_URL leads nowhere, or the embedded server does not run."""


class Locked(DatabaseUnavailable):
    """A lock that another session holds was not free in time."""


class MigrationError(StoreError):
    """The database's schema and the migrations of this code do not fit together."""


def reason(error: Exception) -> str:
    """The first line of an error; hints of libpq and PostgreSQL follow it."""
    return (str(error).strip() or type(error).__name__).splitlines()[0]
