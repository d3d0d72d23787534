"""From a chain to the text of its map document: always the same text for the same chain."""

import json

from app.formats.map_document.keys import FORMAT, MAP
from app.formats.results import Written
from process_models.domain.chain import ValueChain


def generate_map_document(chain: ValueChain) -> Written:
    """Return the document of a chain, in which nothing is lost and nothing is said that is the default."""
    document = {"format": FORMAT, **MAP.write(chain)}
    return Written(content=(json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode())
