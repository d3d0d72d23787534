"""Use cases: what web, API and command line call."""
