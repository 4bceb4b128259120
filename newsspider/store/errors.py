"""The errors between newsspider and its database."""


class StoreError(Exception):
    """Base of the store's errors: one line that says what was expected, what was found, and what to do."""


class DatabaseUnavailable(StoreError):
    """There is no database to work with: DATABASE_URL leads nowhere, or the embedded server does not run."""


class Locked(DatabaseUnavailable):
    """The database is there, and somebody holds a lock that was waited for in vain."""


class MigrationError(StoreError):
    """The database's schema and the migrations of this code do not fit together."""


def reason(error: Exception) -> str:
    """The first line of what went wrong; libpq and PostgreSQL go on with hints."""
    return (str(error).strip() or type(error).__name__).splitlines()[0]
