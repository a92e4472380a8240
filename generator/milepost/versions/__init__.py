"""Every version: which there are, how one is built, and what they share."""
