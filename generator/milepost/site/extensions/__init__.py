"""What others wrote and has a hand in a site: plugins, extensions, themes and hooks."""
