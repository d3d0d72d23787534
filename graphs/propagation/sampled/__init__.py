"""The sampling engine: many trials at once, bit by bit, for maps that are too large to be computed exactly."""
