"""What keeps out whoever does not belong: names, origins, tokens and size of requests, headers, and who visits."""
