"""What runs inside a layout worker, and nowhere else: Graphviz, bound into the process by pygraphviz."""

import pygraphviz


def place(request: bytes) -> bytes:
    """Return where everything lies, as Graphviz' JSON; the request is the engine's name, a line break, and DOT."""
    program, _, text = request.partition(b"\n")
    graph = pygraphviz.AGraph(string=text.decode())
    try:
        drawn = graph.draw(format="json0", prog=program.decode())
    finally:
        graph.close()
    return drawn if isinstance(drawn, bytes) else bytes(drawn, "utf-8")
