"""Bytes become located values, and those become records."""
