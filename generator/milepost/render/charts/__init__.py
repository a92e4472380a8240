"""Drawings: everything that is drawn, as SVG or as Mermaid."""
