"""Edits of YAML by splice: what is meant changes, and not a byte besides."""
