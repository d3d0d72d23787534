"""Pure engine and drawing: domain in, domain out."""
