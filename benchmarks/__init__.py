"""Speed, always as a ratio to a named peer in the same run; `make bench` prints the tables that the docs quote."""
