"""Milepost: a git repository of updates and milestones becomes a status site on which no promise can quietly change."""

__version__ = "0.1.0"
