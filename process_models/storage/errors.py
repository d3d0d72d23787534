"""What can go wrong with a database, named by the fact."""

import errno

from process_models.domain.errors import EslabonError
from process_models.domain.problems import Problem, error

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class DatabaseBusy(EslabonError):
    """The database did not answer in time; nothing was changed, and a second try may do."""

    @classmethod
    def now(cls) -> "DatabaseBusy":
        """Return the error."""
        return cls(error("database-busy"))


class DatabaseUnusable(EslabonError):
    """There is no database where one should be, it cannot be opened, or it is of another version."""


class RevisionMoved(EslabonError):
    """A map was saved by somebody else after it was read."""


def disk_problem(reason: OSError) -> Problem:
    """Return what keeps a file from being written, to be said to a user.

    >>> disk_problem(OSError(errno.ENOSPC, "")).code, disk_problem(OSError(errno.EROFS, "")).code
    ('disk-full', 'disk-read-only')
    """
    return error("disk-full") if reason.errno in _FULL else error("disk-read-only")
