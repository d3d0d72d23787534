"""Bytes to and from a `ValueChain`: one module per format, no database and no Flask."""
