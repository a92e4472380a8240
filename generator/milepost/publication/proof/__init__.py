"""The proof that what is published is what git gives."""
