"""Errors of the archive, each one line."""


class ArchiveError(Exception):
    """Base of the archive's errors."""


class NotWritten(ArchiveError):
    """A record could not be written: a full disk, a folder that is not writable."""


class NotReadable(ArchiveError):
    """Base of errors about a record that cannot be read."""


class FileMissing(NotReadable):
    """The file of the record is not in the archive: retention removed it, or it lies on another machine."""


class RecordCut(NotReadable):
    """The file ends before the record does."""


class RecordDamaged(NotReadable):
    """The record's bytes are not those that were written."""


class BodyUnreadable(NotReadable):
    """The record is whole, and its body is not in the encoding that its headers state: so it came."""
