"""What a change did to a map, in words: one sentence for each thing that is different, from before to after.

Sentences go on from the name of whoever made the change: "cambió la falla de Ventas → Bodega: Pedido: de …".
"""

from app.reports.changes.chains import MOST_SENTENCES, changes, shortened

__all__ = ["MOST_SENTENCES", "changes", "shortened"]
