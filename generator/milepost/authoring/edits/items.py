"""Items: a new one at the end of its file, with what else it could say as comments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from milepost.authoring.edits.fields import RefusedError
from milepost.authoring.edits.places import is_flow, line_break
from milepost.authoring.edits.scalars import Plain, written
from milepost.authoring.edits.splices import Splice
from milepost.source.yaml.nodes import Document


def append_item(document: Document, item: Mapping[str, Plain], comments: Sequence[str] = ()) -> Splice:
    """The splice that puts an item after all others."""
    text, root = document.text, document.root
    if root is not None and (not isinstance(root.parts, list) or is_flow(document, root)):
        raise RefusedError(document, (), "the list is not one '- ' line each")
    indent = " " * (root.start.column if root else 0)
    lines = [f"{key}: {written(value)}" for key, value in item.items()]
    lines += [f"# {comment}" for comment in comments]
    broken = line_break(text)
    new = broken.join(f"{indent}{'  ' if number else '- '}{line}" for number, line in enumerate(lines))
    is_whole = not text or text.endswith("\n")
    return Splice(len(text), len(text), f"{new}{broken}" if is_whole else f"{broken}{new}")
