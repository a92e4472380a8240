"""MkDocs as the host of the site: what it is told, given and asked, and what it says."""
