"""Places in the map document, as JSON pointers (RFC 6901)."""


def pointer(*steps: str | int) -> str:
    """Return the pointer that takes these steps from the document's root.

    >>> pointer("handoffs", 3, "client"), pointer("nodes", 0, "a/b~c")
    ('/handoffs/3/client', '/nodes/0/a~1b~0c')
    """
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in steps)
