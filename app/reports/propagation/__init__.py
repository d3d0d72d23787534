"""What is told of the figures of a map: as a page, as text for people, as a document for programs."""
