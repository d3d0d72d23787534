"""Charts of what pages and reports say: their values, what is said of them, and their tables, in the same words."""
