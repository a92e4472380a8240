"""Acceptance: what was handed over to the client, for how long that waits for a word, and what the word was."""
