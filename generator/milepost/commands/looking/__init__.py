"""Commands that look: how things stand, what is wrong, and what has changed."""
