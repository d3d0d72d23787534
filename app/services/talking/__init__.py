"""What people say to each other about a map, and what is for whom."""
