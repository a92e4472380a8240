"""What the texts say, and what is wrong with their words and links."""
