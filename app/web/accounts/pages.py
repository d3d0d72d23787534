"""What the pages of accounts have in common: their blueprint, and a form that comes back with what is wrong."""

from flask import Blueprint

from app.web import context
from app.web.errors import status_of
from process_models.domain.errors import EslabonError
from process_models.domain.problems import Problem

blueprint = Blueprint("accounts", __name__)


def form(template: str, *, reason: EslabonError | None = None, **values: object) -> tuple[str, int]:
    """Answer with a form: filled in, with every problem at its top and beside its field."""
    problems: tuple[Problem, ...] = () if reason is None else reason.problems
    errors = {problem.pointer.lstrip("/"): context.words().problem(problem) for problem in problems}
    status = 200 if reason is None else status_of(reason)
    return context.page(template, problems=problems, errors=errors, **values), status
