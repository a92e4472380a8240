"""Markdown becomes HTML that is harmless, and looks as on GitHub."""
