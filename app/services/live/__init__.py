"""Working on a map together, at once: who is where, what changes, what guests propose."""
