"""Where things are made before they take their place."""
