"""The pages, each named as its template."""
