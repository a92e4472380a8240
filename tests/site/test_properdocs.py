"""ProperDocs, which goes on where MkDocs stopped, runs the same plugin. CI runs all of `tests/site` on it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from importlib.metadata import packages_distributions
from importlib.util import find_spec
from pathlib import Path

import pytest

# Which packages there are takes long to find out, and most have none of this name.
has_both = find_spec("properdocs") is not None and {"mkdocs", "properdocs"} <= set(packages_distributions())
_GENERATOR = re.compile(rb'(?<=<meta name="generator" content=")[^"]*')


@pytest.mark.slow
@pytest.mark.skipif(not has_both, reason="MkDocs and ProperDocs are not both here (see .ci/properdocs)")
def test_the_site_is_the_same_to_the_byte(demo: Path, tmp_path: Path) -> None:
    """Each page names who made it; nothing else differs."""
    by = {name: _built(name, demo, tmp_path / name) for name in ("mkdocs", "properdocs")}
    assert "status.json" in by["mkdocs"]
    assert [path for path in sorted(by["mkdocs"]) if by["mkdocs"][path] != by["properdocs"].get(path)] == []
    assert by["mkdocs"].keys() == by["properdocs"].keys()


def _built(engine: str, project: Path, target: Path) -> dict[str, bytes]:
    command: list[str | Path] = [
        sys.executable,
        "-m",
        engine,
        "build",
        "-q",
        "-f",
        project / "mkdocs.yml",
        "-d",
        target,
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=dict(os.environ))
    assert done.returncode == 0, done.stderr
    files = (path for path in target.rglob("*") if path.is_file())
    return {path.relative_to(target).as_posix(): _GENERATOR.sub(b"", path.read_bytes()) for path in files}
