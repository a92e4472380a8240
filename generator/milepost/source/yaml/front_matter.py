"""Front matter: the YAML between two `---` lines at the top of a Markdown file."""

from __future__ import annotations

import re

from milepost.errors import Location, Problem
from milepost.source.yaml.located_yaml import parse_yaml
from milepost.source.yaml.nodes import Document

_FENCE = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
_OPENING = re.compile(r"---[ \t]*(?:\n|$)")


def split_front_matter(text: str, path: str, *, needed: bool = True) -> tuple[Document, int, str]:
    """The front matter, the line on which the body begins, and the body; a needed one that is missing is a problem."""
    opening = _OPENING.match(text)
    if opening is None:
        return _without(text, path, needed)
    closing = _FENCE.search(text, opening.end())
    if closing is None:
        problem = Problem(Location(path, 1, 1), "the front matter does not end", "close it with a line of ---")
        return Document(path, text, None, (problem,)), 1, ""
    document = parse_yaml(text[opening.end() : closing.start()], path, first_line=2)
    if needed and document.root is None and not document.problems:
        problem = Problem(Location(path, 1, 1), "the front matter is empty", "add the keys between the --- lines")
        document = Document(path, text, None, (problem,))
    body = text[closing.end() :].removeprefix("\n")
    return document, text.count("\n", 0, closing.end()) + 2, body


def _without(text: str, path: str, needed: bool) -> tuple[Document, int, str]:
    problem = Problem(
        Location(path, 1, 1), "there is no front matter", "begin the file with a line of ---, the keys, and --- again"
    )
    return Document(path, text, None, (problem,) if needed else ()), 1, text
