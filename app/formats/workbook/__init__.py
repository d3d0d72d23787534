"""Workbooks of spreadsheet programs (XLSX): a sheet for each sort of thing of a map (docs/workbook.md)."""

from app.formats.workbook.reading import parse_workbook
from app.formats.workbook.template import generate_template
from app.formats.workbook.writing import generate_workbook

__all__ = ["generate_template", "generate_workbook", "parse_workbook"]
