"""Bytes to chains and back: one module or package for each format, pure, without files or database."""
