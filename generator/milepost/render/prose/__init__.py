"""Prose: the author's Markdown as HTML, as on GitHub and harmless, with its links leading where they should."""

from milepost.render.markdown.dressing import Heading
from milepost.render.prose.addresses import safe_address
from milepost.render.prose.prose import Author, Prose, Written

__all__ = ["Author", "Heading", "Prose", "Written", "safe_address"]
