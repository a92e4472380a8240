"""The line of commits that a site tells: whether it goes on from what was published."""
