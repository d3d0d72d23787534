"""The drawing: a chain and its figures in, DOT and SVG out."""
