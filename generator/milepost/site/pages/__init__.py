"""Pages on their way out through MkDocs."""
