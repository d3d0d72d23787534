"""The map document `value-chain-map/1`: the native, lossless JSON of a map (docs/map-format.md)."""

from app.formats.map_document.reading import parse_map_document
from app.formats.map_document.writing import generate_map_document

__all__ = ["generate_map_document", "parse_map_document"]
