"""The pages: one module for each area, with its blueprint."""
