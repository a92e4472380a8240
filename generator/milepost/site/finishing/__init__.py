"""What is done to each page and its search when all else is there."""
