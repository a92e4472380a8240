"""The house: folders that a newcomer can recite, one level of rooms, and every module where its folder says."""

from __future__ import annotations

import ast
import re
from collections import Counter
from pathlib import Path

HOUSE = Path(__file__).parents[1] / "generator/milepost"
MODULES = [path.relative_to(HOUSE) for path in sorted(HOUSE.rglob("*.py")) if path.name != "__init__.py"]
_HUMPS = re.compile(r"[A-Z][a-z]+(?:[A-Z][a-z]+)+")
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
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


def test_no_name_of_a_class_is_said() -> None:
    """What a reader or a manager is told is in words: a class that was renamed has taken no sentence with it."""
    trees = {path: ast.parse(path.read_text("utf-8")) for path in sorted(HOUSE.rglob("*.py"))}
    nodes = [(path, node) for path, tree in trees.items() for node in ast.walk(tree)]
    classes = {node.name for _, node in nodes if isinstance(node, ast.ClassDef) and _HUMPS.fullmatch(node.name)}
    named = re.compile(rf"\b({'|'.join(sorted(classes))})\s+[a-z]")
    notes = {id(node.value) for _, node in nodes if isinstance(node, ast.Expr)}  # Docstrings, for those who build it.
    texts = [(path, node) for path, node in nodes if isinstance(node, ast.Constant) and id(node) not in notes]
    said = [(path.name, str(node.value)) for path, node in texts if named.search(str(node.value))]
    assert said == []


def test_no_test_of_a_browser_guesses_how_long_something_takes() -> None:
    """Where a page has come to is waited for, and so is what it shows (`waiting.py`); time alone proves nothing."""
    guesses = re.compile(r"assert page\.url ==|wait_for_timeout|wait_for_function|networkidle|time\.sleep")
    files = sorted((Path(__file__).parent / "browser").glob("test_*.py"))
    assert [file.name for file in files if guesses.search(file.read_text("utf-8"))] == []


def test_every_frozen_record_is_made_ready_when_it_is_used() -> None:
    """One with slots is `frozen.py`'s: Python's own would write its methods in every command, wanted or not."""
    pythons = re.compile(r"^from dataclasses import .*\bdataclass\b", re.MULTILINE)
    files = {path: path.read_text("utf-8") for path in HOUSE.rglob("*.py") if path != HOUSE / "frozen.py"}
    assert [
        str(path)
        for path, text in files.items()
        if pythons.search(text) and "@dataclass(frozen=True, slots=True)" in text
    ] == []


def test_a_function_is_a_glance() -> None:
    """Forty lines at most: what is longer has parts that can be named, or is a table."""
    trees = [(module, ast.parse((HOUSE / module).read_text("utf-8"))) for module in MODULES]
    functions = [(module, node) for module, tree in trees for node in ast.walk(tree) if isinstance(node, _FUNCTIONS)]
    lines = {f"{module}: {node.name}": (node.end_lineno or 0) - node.lineno + 1 for module, node in functions}
    assert {name: count for name, count in lines.items() if count > 40} == {}
