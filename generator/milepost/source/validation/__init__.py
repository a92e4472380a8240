"""Located values become records, or problems in words that name the key and the remedy."""
