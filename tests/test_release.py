"""A release: what the workflow runs on a tag, all but the publishing, on a copy of what is tracked here."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import Any

import pytest

from milepost import __version__
from milepost.source.yaml.located_yaml import parse_yaml

ROOT = Path(__file__).parents[1]
WORKFLOW = ROOT / ".github/workflows/release.yml"
is_here = bool(importlib.util.find_spec("twine") or os.environ.get("CI"))


def _workflow() -> Any:
    return parse_yaml(WORKFLOW.read_text("utf-8"), WORKFLOW.name).value


def _steps() -> list[str]:
    """The commands of the job that builds, step by step."""
    return [step["run"] for step in _workflow()["jobs"]["build"]["steps"] if "run" in step]


def _released(folder: Path) -> Path:
    """A copy of all that is tracked, whose changelog tells of the release."""
    tracked = subprocess.check_output(["git", "-C", ROOT, "ls-files", "-z"], text=True).split("\0")
    for path in filter(None, tracked):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / path, folder / path)
    changelog = folder / "CHANGELOG.md"
    changelog.write_text(changelog.read_text("utf-8").replace("## Unreleased", f"## {__version__}"), encoding="utf-8")
    return folder


def _bash(folder: Path, commands: str, tag: str) -> subprocess.CompletedProcess[str]:
    """A step as the runner takes it; what it would fetch is taken from the tests' own environment."""
    settings = {
        **os.environ,
        "GITHUB_REF_NAME": tag,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "PIP_NO_INDEX": "1",
        "PIP_NO_DEPS": "1",
        # The libraries, without what an editable install adds to the path: Milepost comes from the wheel alone.
        "PYTHONPATH": sysconfig.get_path("purelib"),
    }
    command = ["bash", "-euo", "pipefail", "-c", commands]
    return subprocess.run(command, cwd=folder, env=settings, capture_output=True, text=True, check=False)


@pytest.mark.slow
@pytest.mark.skipif(not is_here, reason="the release is built by twine (group `release`)")
def test_a_tag_becomes_a_release(tmp_path: Path) -> None:
    """Every command of the job: the wheel comes from the source distribution, and works where there is no source."""
    folder = _released(tmp_path / "copy")
    for step in _steps():
        done = _bash(folder, step, f"v{__version__}")
        assert done.returncode == 0, f"{step}\n{done.stdout}\n{done.stderr}"
    assert sorted(path.name for path in (folder / "dist").iterdir()) == [
        f"milepost-{__version__}-py3-none-any.whl",
        f"milepost-{__version__}.tar.gz",
    ]
    assert not (folder / "generator").exists()
    assert (folder / "build/demo/site/plan/index.html").is_file()


@pytest.mark.parametrize(("tag", "heading"), [("v9.9.9", __version__), (f"v{__version__}", "Unreleased")])
def test_a_tag_of_another_version_stops_it(tmp_path: Path, tag: str, heading: str) -> None:
    """A tag that is not the version, or of which the changelog does not tell, builds nothing."""
    (tmp_path / "generator/milepost").mkdir(parents=True)
    shutil.copy(ROOT / "generator/milepost/__init__.py", tmp_path / "generator/milepost")
    (tmp_path / "CHANGELOG.md").write_text(f"# Changelog\n\n## {heading}\n")
    assert _bash(tmp_path, _steps()[0], tag).returncode == 1


def test_only_the_last_job_may_publish() -> None:
    """Nothing that runs the project's code is trusted by the index, and no password stands anywhere."""
    jobs = _workflow()["jobs"]
    assert _workflow()["permissions"] == {"contents": "read"}
    assert [name for name, job in jobs.items() if "permissions" in job] == ["publish"]
    assert (jobs["publish"]["needs"], jobs["publish"]["permissions"]) == ("build", {"id-token": "write"})
    assert not any("run" in step for step in jobs["publish"]["steps"])
    assert "secrets." not in WORKFLOW.read_text("utf-8")
