"""Manifests, and the published trees in which they stand."""
