"""What a value chain is, and how it is kept."""
