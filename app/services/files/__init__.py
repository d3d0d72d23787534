"""Files in and out: read, looked through before they are imported, written."""
