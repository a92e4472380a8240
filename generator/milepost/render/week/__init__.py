"""The manager's week, for the terminal and for programs."""
