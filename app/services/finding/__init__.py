"""Finding things in everything that somebody reaches."""
