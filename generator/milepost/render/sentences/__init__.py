"""Events in words: for a page, a feed or a terminal."""
