"""The pages of what stands in registers: a list, and a page for each of its items."""
