"""What can go wrong with a database, named by the fact."""

from process_models.domain.errors import EslabonError
from process_models.domain.problems import error


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
