"""What a reader gets: sentences, tables and sheets made from a chain and its figures."""
