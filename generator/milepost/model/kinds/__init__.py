"""What a project writes down, one module a kind."""
