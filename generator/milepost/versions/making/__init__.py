"""One version, from the order for it to its files."""
