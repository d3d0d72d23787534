"""Answers to what people ask of a map's figures: as objects for programs, and as text for people."""
