"""What only shows when all files are seen together."""
