"""The report: what one version of the site says, and how it follows from what is told."""
