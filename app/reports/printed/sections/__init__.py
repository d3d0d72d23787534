"""The sections of a report, each from the same material; a module a section."""
