"""The application: the only package that knows the outside world."""
