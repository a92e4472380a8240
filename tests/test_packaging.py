"""The package: everything in it, nothing beside it."""

from __future__ import annotations

import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def test_every_package_is_listed() -> None:
    """A folder with Python in it that pyproject.toml does not name would be missing from the wheel."""
    listed = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]["packages"]
    folders = {path.parent for path in (ROOT / "generator/milepost").rglob("*.py")}
    found = {".".join(folder.relative_to(ROOT / "generator").parts) for folder in folders} | {"milepost.theme"}
    assert sorted(listed) == sorted(found)


@pytest.mark.slow
def test_the_wheel_works_without_the_source(tmp_path: Path) -> None:
    """Installed from the wheel alone, far from the checkout, the demo is written and built."""
    wheels, home = tmp_path / "wheels", tmp_path / "home"
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", wheels, ROOT]
    subprocess.run(build, check=True, capture_output=True)
    (wheel,) = wheels.iterdir()
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(home)
    script = (
        "import milepost, sys; from pathlib import Path; from milepost.cli import cli;"
        "assert Path(milepost.__file__).is_relative_to(sys.argv[1]), milepost.__file__;"
        "cli.main(['demo', sys.argv[2]], standalone_mode=False)"
    )
    command = [sys.executable, "-c", script, home, tmp_path / "demo"]
    done = subprocess.run(command, cwd=home, env=_only(home), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "demo/site/plan/index.html").is_file()


def _only(home: Path) -> dict[str, str]:
    import os

    return {**os.environ, "PYTHONPATH": str(home)}
