"""Errors of exports."""


class ExportError(Exception):
    """An export that cannot be made: one line that says what was expected, what was found and what to do."""
