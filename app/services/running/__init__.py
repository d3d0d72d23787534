"""What a server needs from whoever runs it: the first start, its readiness, the care of its database."""
