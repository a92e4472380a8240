"""Which versions there are, and what they are called."""
