"""The pages of what was told, by time: updates and versions."""
