"""Health in words: the rules, what they found, and the verdict."""
