"""The house: folders that a newcomer can recite, one level of rooms, and every module where its folder says."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

HOUSE = Path(__file__).parents[1] / "generator/milepost"
MODULES = [path.relative_to(HOUSE) for path in sorted(HOUSE.rglob("*.py")) if path.name != "__init__.py"]
_GUIDE = (HOUSE.parents[1] / "CONTRIBUTING.md").read_text("utf-8")


def test_no_folder_holds_more_than_eight_modules() -> None:
    """What needs more has rooms, or it is two things."""
    held = Counter(module.parent.as_posix() for module in MODULES)
    assert {folder: count for folder, count in held.items() if count > 8} == {}


def test_rooms_are_one_level_deep() -> None:
    """A stage and a room are all that must be guessed to find a module."""
    assert [module.as_posix() for module in MODULES if len(module.parts) > 3] == []


def test_every_folder_says_what_it_is_for() -> None:
    """The line at its top, which is all that its `__init__` must hold."""
    folders = {HOUSE / module.parent for module in MODULES}
    assert [
        folder.name for folder in sorted(folders) if not (folder / "__init__.py").read_text("utf-8").startswith('"""')
    ] == []


def test_the_guide_names_every_room() -> None:
    """Whoever looks for a place for something new reads of all that there are."""
    rows = {row.split("`")[1].rstrip("/"): row for row in _GUIDE.splitlines() if row.startswith("| `")}
    rooms = sorted({module.parts[:2] for module in MODULES if len(module.parts) == 3})
    assert [f"{stage}/{room}" for stage, room in rooms if f"`{room}/`" not in rows.get(stage, "")] == []


def test_the_walks_that_the_guide_shows_can_be_walked() -> None:
    """Every step of `CONTRIBUTING.md` is a module, and each may be reached from the next without a step back."""
    walks = [line for line in _GUIDE.splitlines() if line.startswith("- ") and line.count(" → ") > 3]
    steps = [step for line in walks for step in re.findall(r"`([a-z_/]+)`", line)]
    assert len(walks) == 3
    assert [step for step in steps if not (HOUSE / f"{step}.py").exists()] == []
    for line in walks:
        stages = [_stage(step) for step in re.findall(r"`([a-z_/]+)`", line)]
        assert stages == sorted(stages), line


def _stage(step: str) -> int:
    """Where a module stands in the order of the data; what is written to git comes last."""
    order = ("git", "source", "model", "facts", "render", "site", "versions", "publication")
    return len(order) if step.startswith("git/writing") else order.index(step.split("/")[0])
