"""Every version on a branch or in a folder, and the proof that it is what git gives."""
