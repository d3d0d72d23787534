"""One root for every error that somebody can cause; leaves are named by the fact and carry its values."""

from process_models.domain.problems import Problem


class EslabonError(Exception):
    """Something that a user can mend; `problems` say what and where."""

    def __init__(self, *problems: Problem) -> None:
        self.problems = problems
        super().__init__(
            "; ".join(f"{problem.pointer or problem.row or ''} {problem.code}".strip() for problem in problems)
        )


class CommandRefused(EslabonError):
    """A command does not fit the chain it was sent to."""
