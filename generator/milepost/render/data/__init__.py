"""What tools read: `status.json`, the changelog and problems as data."""
