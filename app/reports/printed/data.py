"""A report as JSON for Typst: every value under its field's name, every block with its kind."""

from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Any


def data(value: Any) -> Any:  # noqa: ANN401 - any value of a report, and what JSON knows
    """Return a value of a report as JSON has it.

    >>> from app.reports.printed.blocks import Paragraph, plain
    >>> data(Paragraph(text=plain("Hola")))["kind"]
    'paragraph'
    """
    if is_dataclass(value):
        told = {field.name: data(getattr(value, field.name)) for field in fields(value)}
        return {"kind": type(value).__name__.lower(), **told}
    if isinstance(value, tuple):
        return [data(each) for each in value]
    if isinstance(value, date):
        return {"year": value.year, "month": value.month, "day": value.day}
    return value.value if isinstance(value, Enum) else value
