"""Where each promise stands, stood, and is forecast to stand."""
