"""Git and files become the model: this stage reads and never derives."""
