"""The font of every drawing, and where it lies: a bare machine has none, the chart library carries one."""

from importlib.util import find_spec
from pathlib import Path
from xml.sax.saxutils import escape


def folder() -> Path:
    """Return the folder with DejaVu Sans, found without importing the library that carries it."""
    found = find_spec("matplotlib")
    if found is None or found.origin is None:
        raise FontMissing("matplotlib, which carries DejaVu Sans, is not installed")
    return Path(found.origin).parent / "mpl-data" / "fonts" / "ttf"


def configured(place: Path) -> dict[str, str]:
    """Write fontconfig's settings into a folder: that one font and no other; return the environment that names them."""
    settings = place / "fonts.conf"
    cache = place / "fontcache"
    settings.write_text(
        f"<fontconfig><dir>{escape(str(folder()))}</dir><cachedir>{escape(str(cache))}</cachedir></fontconfig>",
        encoding="utf-8",
    )
    return {"FONTCONFIG_FILE": str(settings)}


class FontMissing(LookupError):
    """The font that every drawing is measured with is not installed."""
