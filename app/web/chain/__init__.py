"""The content of one map: the drawing with its panel, and the pages and forms of its handoffs, nodes and groups."""
