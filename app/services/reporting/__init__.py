"""Reports of a map, on paper."""
