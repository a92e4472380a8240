"""What is published already, wherever it stands, and what becomes of it."""
