"""Text becomes a site: this stage writes."""
