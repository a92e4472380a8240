"""The package: everything in it, nothing beside it. Whether it works without its source: see test_release.py."""

from __future__ import annotations

import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_every_package_is_listed() -> None:
    """A folder with Python in it that pyproject.toml does not name would be missing from the wheel."""
    listed = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]["packages"]
    folders = {path.parent for path in (ROOT / "generator/milepost").rglob("*.py")}
    found = {".".join(folder.relative_to(ROOT / "generator").parts) for folder in folders} | {"milepost.theme"}
    assert sorted(listed) == sorted(found)
