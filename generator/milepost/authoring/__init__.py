"""What writes content: the demo project and its story."""
