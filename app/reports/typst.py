"""What runs inside a report worker, and nowhere else: Typst. What a user wrote reaches it as data, never as source."""

import json
from pathlib import Path

import typst

from graphs.rendering import fonts

_SHEET = b"""
#let sheet = json(bytes(sys.inputs.sheet))
#set document(title: sheet.title, date: none)
#set text(lang: sheet.language, font: "DejaVu Sans")
#set page(width: sheet.width * 1pt, height: sheet.height * 1pt, margin: 0pt)
#image(bytes(sys.inputs.drawing), format: "svg", width: 100%, height: 100%, alt: sheet.spoken)
"""

_TEMPLATES = Path(__file__).parents[2] / "templates" / "reports"
_FONTS = typst.Fonts(include_system_fonts=False, font_paths=[str(fonts.folder())])


def sheet(request: bytes) -> bytes:
    """Return a drawing as PDF or PNG, on a sheet of its own size; the request is JSON, see `app.reports.sheets`."""
    asked = json.loads(request)
    inputs = {"sheet": json.dumps(asked["sheet"]), "drawing": asked["drawing"]}
    if asked["format"] == "png":
        return typst.compile(_SHEET, font_paths=_FONTS, sys_inputs=inputs, format="png", ppi=asked["ppi"])
    try:
        return typst.compile(_SHEET, font_paths=_FONTS, sys_inputs=inputs, format="pdf", pdf_standards="ua-1")
    except typst.TypstError:  # a script that the font lacks cannot be PDF/UA, but can be printed
        return typst.compile(_SHEET, font_paths=_FONTS, sys_inputs=inputs, format="pdf")


def report(request: bytes) -> bytes:
    """Return a report as PDF; the request is JSON, see `app.reports.printed.data`."""
    return _printed("report", request.decode())


def poster(request: bytes) -> bytes:
    """Return a poster as PDF, on one sheet or on tiles; the request is JSON, see `app.reports.printed.data`."""
    return _printed("poster", request.decode())


def _printed(template: str, content: str) -> bytes:
    """Return what a template of `templates/reports` makes of its content; it can read nothing else."""
    source = _TEMPLATES / f"{template}.typ"
    inputs = {template: content}
    try:
        return typst.compile(source, root=_TEMPLATES, font_paths=_FONTS, sys_inputs=inputs, pdf_standards="ua-1")
    except typst.TypstError as reason:
        if "ua-1" not in str(reason).lower() and "pdf/ua" not in str(reason).lower():
            raise
        return typst.compile(source, root=_TEMPLATES, font_paths=_FONTS, sys_inputs=inputs)
