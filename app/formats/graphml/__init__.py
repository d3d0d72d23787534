"""GraphML, as yEd, Gephi and networkx read and write it (docs/graphml.md)."""

from app.formats.graphml.reading import parse_graphml
from app.formats.graphml.writing import generate_graphml

__all__ = ["generate_graphml", "parse_graphml"]
