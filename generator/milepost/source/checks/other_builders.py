"""Other builders: a forge's preview, MkDocs without our plugin and the like publish the content folder as it lies.

What is internal stays at home there, too, where the configuration leaves it out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from milepost.errors import Location, Problem, Severity
from milepost.model.gate import Gate
from milepost.source.gate.gate import INSIDE, RECORDS, is_inside

LEFT_OUT = (
    "*.yml",
    "*.yaml",
    *(f"/{place}*.md" if place.endswith("/") else f"/{place}" for place in RECORDS),
    f"/{INSIDE}",
)
"""What `exclude_docs` is to list: whatever only our plugin reads, and the folder for what is internal."""
# So many files are named in one message.
_TOLD = 3


def found_by_others(gate: Gate, is_left_out: Callable[[str], bool], prefix: str) -> Iterator[Problem]:
    """What other builders would publish of what is internal, with the remedy."""
    found = sorted(path for path in gate.internal if not is_left_out(path))
    known = [path for path in found if path.endswith((".yml", ".yaml")) or path.startswith(RECORDS) or is_inside(path)]
    if known:
        more = f" and {len(known) - _TOLD} more" if len(known) > _TOLD else ""
        message = f"exclude_docs does not leave out {', '.join(known[:_TOLD])}{more}, in which something is internal"
        hint = f"or a build without Milepost publishes it: add 'exclude_docs: |' and, indented, {' '.join(LEFT_OUT)}"
        yield Problem(Location("mkdocs.yml"), message, hint)
    for path in sorted(set(found) - set(known)):
        message = "this is internal, and a build without Milepost would publish it"
        hint = "move it to internal/, or name it in exclude_docs of mkdocs.yml"
        yield Problem(Location(f"{prefix}/{path}"), message, hint, Severity.WARNING)
