"""What runs inside a report worker, and nowhere else: Typst. What a user wrote reaches it as data, never as source."""

import json

import typst

from graphs.rendering import fonts

_SHEET = b"""
#let sheet = json(bytes(sys.inputs.sheet))
#set document(title: sheet.title, date: none)
#set text(lang: sheet.language, font: "DejaVu Sans")
#set page(width: sheet.width * 1pt, height: sheet.height * 1pt, margin: 0pt)
#image(bytes(sys.inputs.drawing), format: "svg", width: 100%, height: 100%, alt: sheet.spoken)
"""

_FONTS = typst.Fonts(include_system_fonts=False, font_paths=[str(fonts.folder())])


def sheet(request: bytes) -> bytes:
    """Return a drawing as PDF or PNG, on a sheet of its own size; the request is JSON, see `app.reports.sheets`."""
    asked = json.loads(request)
    return typst.compile(
        _SHEET,
        font_paths=_FONTS,
        format=asked["format"],
        ppi=asked["ppi"],
        sys_inputs={"sheet": json.dumps(asked["sheet"]), "drawing": asked["drawing"]},
        pdf_standards="ua-1" if asked["format"] == "pdf" else None,
    )
