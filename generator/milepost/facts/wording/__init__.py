"""Whether words say something else now."""
