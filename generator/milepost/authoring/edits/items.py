"""Items: a new one at the end of its file, with what else it could say as comments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from milepost.authoring.edits.fields import RefusedError
from milepost.authoring.edits.places import is_flow, line_break
from milepost.authoring.edits.scalars import Plain, block, written
from milepost.authoring.edits.splices import Splice
from milepost.source.yaml.nodes import Document


def append_item(document: Document, item: Mapping[str, Plain], comments: Sequence[str] = ()) -> Splice:
    """The splice that puts an item after all others."""
    text, root = document.text, document.root
    if root is not None and (not isinstance(root.parts, list) or is_flow(document, root)):
        raise RefusedError(document, (), "the list is not one '- ' line each")
    indent = " " * (root.start.column if root else 0)
    lines = [
        f"{key}: {part}" for key, value in item.items() for part in [_written(value, f"{indent}    ", line_break(text))]
    ]
    lines += [f"# {comment}" for comment in comments]
    broken = line_break(text)
    new = broken.join(f"{indent}{'  ' if number else '- '}{line}" for number, line in enumerate(lines))
    is_whole = not text or text.endswith("\n")
    return Splice(len(text), len(text), f"{new}{broken}" if is_whole else f"{broken}{new}")


def _written(value: Plain, indent: str, broken: str) -> str:
    """A value; words of several lines keep them, where YAML reads them as they are."""
    return (block(value, indent, broken) if isinstance(value, str) else "") or written(value)
