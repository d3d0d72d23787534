"""`/api/v1`: what the pages do, for programs; one module for each resource."""
