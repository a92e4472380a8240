"""A project: a folder on disk with its repository, its content, and what is wrong with it."""
