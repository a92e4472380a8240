"""How the content came to be: the line of commits, and what each of them changed."""
