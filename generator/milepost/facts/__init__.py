"""The model becomes facts: pure functions, no input or output, no clock."""
