"""What a project says of itself: frozen records, and nothing derived."""
