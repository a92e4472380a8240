"""The glossary: words that a client may not know, and what they mean (`glossary.yml`)."""

from __future__ import annotations

import unicodedata
from typing import Annotated

from pydantic import StringConstraints

from milepost.frozen import dataclass

# Characters of scripts that put no space between words, as a range of a regular expression.
UNSPACED = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
LONGEST_TERM = 80
LONGEST_EXPLANATION = 500

Glossary = dict[
    Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_TERM)],
    Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_EXPLANATION)],
]
"""The shape of `glossary.yml`: each term with its plain explanation."""


@dataclass(frozen=True, slots=True)
class Term:
    """A word or a few, and what they mean in plain text."""

    term: str
    explanation: str

    @property
    def key(self) -> str:
        """What no other term shares: the term without regard to case, width and white space."""
        return " ".join(unicodedata.normalize("NFKC", self.term).casefold().split())
