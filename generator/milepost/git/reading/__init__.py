"""What git knows, read and never written."""
