"""The printed report of a map: what it is made of, its sections, and the PDF."""
