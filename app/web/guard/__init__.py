"""What keeps out whoever does not belong: names, origins and tokens of requests, their size, headers, and who visits."""
