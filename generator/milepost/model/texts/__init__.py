"""What is written in words: prose, days, and marks that nobody sees."""
