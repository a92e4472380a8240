"""What machines and terminals read."""
