"""Kept maps: made, opened, changed on top of each other, taken back, and as they were."""
