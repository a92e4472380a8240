"""The edge to git: what it knows, asked and written; nothing is derived here."""
