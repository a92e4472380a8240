"""What is written to git: a branch, a history, the first commit."""
