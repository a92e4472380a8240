"""The house: folders that a newcomer can recite, one level of rooms, and every module where its folder says."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

HOUSE = Path(__file__).parents[1] / "generator/milepost"
MODULES = [path.relative_to(HOUSE) for path in sorted(HOUSE.rglob("*.py")) if path.name != "__init__.py"]


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
